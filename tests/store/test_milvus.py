"""What only an engine elsewhere must promise: whole versions while it is read."""

import threading
from dataclasses import replace

import pytest

from index.milvus.client import Address, Client
from index.milvus.facts import Facts
from index.milvus.publish import publish
from index.milvus.store import changed, load, state
from index.milvus.words import Rarity
from index.query import Query
from index.searchable import StoreDown
from index.store import BadIndex
from tests.index.conftest import JINCHENG, SHANXI, XINZHOU, LetterEncoder
from tests.store.stores import Milvus, free_port, names

GIANT = Query("小巨人奖励", k=50)
OLD, NEW = (JINCHENG, XINZHOU), (replace(JINCHENG, clauses=JINCHENG.clauses[:1]), SHANXI)


def test_who_reads_while_a_version_is_published_sees_the_old_or_the_new_one(lite: Milvus) -> None:
    client = lite.client("switched")
    publish(OLD, LetterEncoder(), client)
    whole = {tuple(names(load(client, LetterEncoder()), GIANT))}
    seen: list[tuple[tuple[str, str], ...]] = []
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            seen.append(tuple(names(load(client, LetterEncoder()), GIANT)))

    reader = threading.Thread(target=read)
    reader.start()
    publish(NEW, LetterEncoder(), lite.client("switched"))
    is_over.set()
    reader.join()
    whole.add(tuple(names(load(client, LetterEncoder()), GIANT)))
    assert len(whole) == 2
    assert len(seen) > 1
    assert set(seen) <= whole


def test_a_version_that_is_read_outlives_the_next_one_only(lite: Milvus) -> None:
    client = lite.client("kept")
    publish(OLD, LetterEncoder(), client)
    first = load(client, LetterEncoder())
    before = names(first, GIANT)
    publish(NEW, LetterEncoder(), client)
    assert names(first, GIANT) == before
    publish(OLD, LetterEncoder(), client)
    with pytest.raises(StoreDown):
        first.search(GIANT)
    made = [n for n in client.call("list_collections") if n.startswith("kept_")]
    assert len(made) == 4  # two versions, each with its facts


def test_a_build_that_breaks_off_changes_nothing(lite: Milvus) -> None:
    class Broken(LetterEncoder):
        def encode_passages(self, texts: object) -> object:  # type: ignore[override]
            raise MemoryError

    client = lite.client("unbroken")
    publish(OLD, LetterEncoder(), client)
    before = state(client)
    with pytest.raises(MemoryError):
        publish(NEW, Broken(), client)  # type: ignore[arg-type]
    assert state(client) == before
    assert sum(n.startswith("unbroken_") for n in client.call("list_collections")) == 2


def test_rows_without_a_manifest_are_not_there(lite: Milvus) -> None:
    client = lite.client("uncommitted")
    publish(OLD, LetterEncoder(), client)
    index = load(client, LetterEncoder())
    found = names(index, GIANT)
    # as a change that was killed before it committed leaves it
    after = changed(index, [SHANXI])
    index.facts.commit(index.manifest)
    again = load(client, LetterEncoder(), after)
    assert names(again, GIANT) == found


def test_documents_that_are_lost_are_an_error_and_no_shorter_answer(lite: Milvus) -> None:
    client = lite.client("lossy")
    publish(OLD, LetterEncoder(), client)
    collection = client.collection()
    assert collection is not None
    Facts(client, collection).drop_heads([1])
    with pytest.raises(StoreDown, match="1 of 2 documents"):
        load(client, LetterEncoder())


def test_another_model_is_refused(lite: Milvus) -> None:
    client = lite.client("models")
    publish(OLD, LetterEncoder(), client)
    with pytest.raises(BadIndex, match="letters-2"):
        load(client, LetterEncoder(fingerprint="letters-2"))
    with pytest.raises(BadIndex, match="publish"):
        load(lite.client("nothing"), LetterEncoder())


def test_words_alone_do_without_a_model(lite: Milvus) -> None:
    client = lite.client("words")
    publish(OLD, None, client)
    found = load(client, None).search(GIANT)
    assert {hit.document.number for hit in found} == {d.number for d in OLD}
    assert all(hit.dense_rank is None for hit in found)


def test_rarity_survives_its_bytes() -> None:
    made = Rarity.of(10, {7: 3, 4_294_967_000: 10, 9: 0})
    again = Rarity.from_bytes(10, made.to_bytes())
    assert again.dimensions.tolist() == [7, 4_294_967_000]
    assert again.times.tolist() == [3, 10]


def test_nobody_at_the_address_is_said_within_its_seconds() -> None:
    client = Client(Address(f"http://127.0.0.1:{free_port()}", token="root:secret", seconds=1))
    with pytest.raises(StoreDown, match="cannot be used") as down:
        client.collection()
    assert "secret" not in f"{down.value} {client.address}"
