"""The vector store: nearest first, filters inside, ids that stay, updates that disturb nobody."""

import numpy as np
import pytest

from index.dense import FaissStore, Ids, Selection
from index.encoder import Vectors, unit


def vectors(count: int, dimension: int = 32, seed: int = 0) -> Vectors:
    """Unit vectors in bunches, as those of texts are."""
    rng = np.random.default_rng(seed)
    middles = rng.standard_normal((max(count // 40, 1), dimension))
    chosen = middles[rng.integers(0, len(middles), count)]
    return unit(chosen + 0.4 * rng.standard_normal((count, dimension)))


def ids_of(count: int) -> Ids:
    return np.arange(count, dtype=np.int64) * 1024 + 7


@pytest.fixture(params=["exact", "cells"])
def store(request: pytest.FixtureRequest) -> FaissStore:
    flat_below = 10_000 if request.param == "exact" else 100
    made = FaissStore.of(ids_of(3000), vectors(3000), flat_below)
    assert made.is_exact == (request.param == "exact")
    return made


def test_a_vector_finds_itself_first_with_cosine_one(store: FaissStore) -> None:
    all_vectors = vectors(3000)
    for row in (0, 17, 2999):
        ids, cosines = store.search(all_vectors[row], 5)
        assert ids[0] == ids_of(3000)[row]
        assert cosines[0] == pytest.approx(1, abs=0.02)
        assert sorted(cosines.tolist(), reverse=True) == cosines.tolist()


def test_only_allowed_ids_are_found(store: FaissStore) -> None:
    allowed = ids_of(3000)[::7]
    ids, _ = store.search(vectors(3000)[3], 50, Selection(allowed))
    assert len(ids) == 50
    assert set(ids.tolist()) <= set(allowed.tolist())


def test_no_allowed_id_means_nothing_found(store: FaissStore) -> None:
    ids, cosines = store.search(vectors(1)[0], 5, Selection(np.empty(0, np.int64)))
    assert len(ids) == len(cosines) == 0


def test_scores_are_the_cosines_of_those_ids(store: FaissStore) -> None:
    query, wanted = vectors(1, seed=9)[0], ids_of(3000)[[5, 1, 2000]]
    expected = vectors(3000)[[5, 1, 2000]] @ query
    assert store.scores(query, wanted) == pytest.approx(expected, abs=0.02)


def test_a_deleted_vector_is_gone_and_the_old_store_keeps_it(store: FaissStore) -> None:
    victim, query = ids_of(3000)[17:18], vectors(3000)[17]
    after = store.delete(victim)
    assert after.size == 2999
    assert victim[0] not in after.search(query, 3000)[0]
    assert store.search(query, 1)[0][0] == victim[0]


def test_an_upsert_replaces_what_the_id_had(store: FaissStore) -> None:
    wanted, new = ids_of(3000)[4:5], vectors(1, seed=5)
    after = store.upsert(wanted, new)
    assert after.size == store.size
    assert after.search(new[0], 1)[0][0] == wanted[0]


def test_it_survives_being_written_and_read(store: FaissStore) -> None:
    again, query = FaissStore.from_bytes(store.to_bytes()), vectors(1, seed=3)[0]
    assert again.search(query, 9)[0].tolist() == store.search(query, 9)[0].tolist()
    assert again.is_exact == store.is_exact


def test_the_approximate_search_finds_nearly_what_the_exact_one_does() -> None:
    count = 20_000
    kept = vectors(count, 64)
    noise = np.random.default_rng(4).standard_normal((100, 64))
    queries = unit(kept[::200] + 0.05 * noise)
    exact = FaissStore.of(ids_of(count), kept, count + 1)
    cells = FaissStore.of(ids_of(count), kept, 0)
    found = [
        len(set(exact.search(q, 10)[0].tolist()) & set(cells.search(q, 10)[0].tolist()))
        for q in queries
    ]
    assert np.mean(found) / 10 >= 0.97
    assert len(cells.to_bytes()) < 0.5 * len(exact.to_bytes())
