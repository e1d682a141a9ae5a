"""An index on disk answers as the one in memory does."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.library import FOLDER, documents
from index.build import ReadOnlyIndex, build, with_documents, without
from index.bulk.build import build_in_bulk
from index.dense import Selection, faiss, sample, trained_cells
from index.disk.clauses import whole
from index.disk.vectors import DiskVectors
from index.encoder import unit
from index.manifest import BadIndex, verified_manifest
from index.query import Query
from index.search import Hit, Index
from index.store import load, verify


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("disk") / "index"
    build_in_bulk(sorted(FOLDER.glob("*.txt")), out, on_disk_from=1)
    return out


@pytest.fixture(scope="module")
def disk(folder: Path) -> Index:
    return load(folder)


@pytest.fixture(scope="module")
def memory(disk: Index) -> Index:
    """The same documents, read from the disk, in memory."""
    return build(tuple(map(whole, disk.documents)), disk.encoder)


def seen(hit: Hit) -> tuple[object, ...]:
    ranks = (hit.dense_rank, hit.lexical_rank)
    return (hit.document.number, hit.clause, hit.matched, ranks, hit.dropped is None)


QUERIES = (
    Query("小巨人企业奖励多少"),
    Query("subsidies for first-time loans", also=("首次贷款 补贴",)),
    Query("光伏发电 环评", regions=("晋城市", "山西省")),
    Query("奖励", department="财政局", k=25),
    Query("个体工商户", valid_on=date(2030, 1, 1), near_misses=True),
    Query("没有这样的词语组合zzz"),
    Query("市场主体", issued=(date(2022, 2, 1), None), k=80),
)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.text)
def test_both_give_the_same_hits(disk: Index, memory: Index, query: Query) -> None:
    one, other = disk.search(query), memory.search(query)
    assert [hit.score for hit in one] == pytest.approx([hit.score for hit in other], abs=1e-4)
    assert {seen(hit) for hit in one} == {seen(hit) for hit in other}


def test_documents_are_read_as_they_were_written(disk: Index) -> None:
    numbers = {document.number for document in documents()}
    known = [document for document in disk.documents if document.number in numbers]
    assert known
    for document in known:
        assert document.clauses[-1:] == (tuple(document.clauses)[-1],)
        assert sum(piece.end - piece.start for piece in document.pieces) > 0
        assert [c.previous for c in document.clauses[1:]] == [
            c.clause_id for c in document.clauses[:-1]
        ]
        for clause in document.clauses:
            assert disk.clause(document.number, clause.clause_id) == (document, clause)
    assert disk.clause("没有这个文号", "一.1") is None


def test_a_document_is_not_changed_in_place(disk: Index) -> None:
    document = disk.documents[0]
    with pytest.raises(ReadOnlyIndex, match="--workers"):
        without(disk, [document.number])
    with pytest.raises(ReadOnlyIndex):
        with_documents(disk, [document])


@pytest.mark.parametrize("name", ["clauses.bin", "row.bin", "vectors.faiss", "start.npy"])
def test_damage_is_found(tmp_path: Path, name: str) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text("一、支持冷库。对新建冷库给予补贴。\n", encoding="utf-8")
    build_in_bulk([notice], tmp_path / "index", on_disk_from=1)
    path = tmp_path / "index" / verified_manifest(tmp_path / "index").generation / name
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(BadIndex, match=name):
        verify(tmp_path / "index")
    path.write_bytes(whole[:-1])
    with pytest.raises(BadIndex, match=name):
        load(tmp_path / "index")
    path.unlink()
    with pytest.raises(BadIndex, match=name):
        load(tmp_path / "index")


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> tuple[DiskVectors, np.ndarray]:
    """30,000 vectors in cells, with ids that leave gaps."""
    vectors = unit(np.random.default_rng(0).standard_normal((30_000, 16)))
    index = trained_cells(sample(vectors, len(vectors)), len(vectors))
    index.set_direct_map_type(faiss.DirectMap.Array)
    index.add(vectors)
    path = tmp_path_factory.mktemp("cells") / "vectors.faiss"
    faiss.write_index(index, str(path))
    return DiskVectors.open(path, np.arange(30_000, dtype=np.int64) * 7), vectors


@pytest.mark.parametrize("every", [1, 2, 3_000])
def test_a_filter_leaves_exactly_as_many_as_were_asked_for(
    cells: tuple[DiskVectors, np.ndarray], every: int
) -> None:
    store, vectors = cells
    allowed = Selection(np.arange(0, 30_000, every, dtype=np.int64) * 7)
    for query in vectors[::6_000]:
        ids, cosines = store.search(query, 10, allowed)
        assert len(set(ids.tolist())) == 10
        assert set(ids.tolist()) <= set(allowed.ids.tolist())
        assert cosines.tolist() == sorted(cosines.tolist(), reverse=True)
        assert store.scores(query, ids) == pytest.approx(cosines, abs=0.01)


def test_cells_find_nearly_what_comparing_all_finds(
    cells: tuple[DiskVectors, np.ndarray],
) -> None:
    store, vectors = cells
    queries = unit(np.random.default_rng(1).standard_normal((50, 16)))
    common = 0
    for query in queries:
        right = set((np.argsort(-(vectors @ query))[:10] * 7).tolist())
        common += len(right & set(store.search(query, 10)[0].tolist()))
    assert common / 500 > 0.9
