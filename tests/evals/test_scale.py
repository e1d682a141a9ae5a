"""Sizes: made-up statutes are always the same, and every figure is measured."""

import gzip
import json
import re
from pathlib import Path

import pytest

from corpus.collection import sources
from evals.scale.measure import measured, saved_sizes
from evals.scale.plot import lines
from evals.scale.resampled import resampled
from index.bulk.build import merge
from index.bulk.merge import parts
from index.bulk.run import finished
from index.disk.clauses import array
from index.encoder import load_encoder
from index.store import load


@pytest.fixture
def statutes(tmp_path: Path) -> Path:
    path = tmp_path / "laws.jsonl.gz"
    rows = [
        {
            "law": f"山西省第{law}条例",
            "date": "2020-01-01",
            "region": "山西",
            "chapter": "第一章 总则",
            "article": f"第{'一二三四五六七八九'[article]}条",
            "text": f"山西省对企业给予{law}{article}万元奖励。三年内不得重复申报；逾期不再受理。",
        }
        for law in range(4)
        for article in range(9)
    ]
    with gzip.open(path, "wt", encoding="utf-8") as lines_of:
        lines_of.write("\n".join(json.dumps(row) for row in rows))
    return path


def test_copies_are_documents_of_their_own_whose_words_and_vectors_vary(
    statutes: Path, tmp_path: Path
) -> None:
    read = tmp_path / "read"
    found = finished(lambda: sources([statutes]), read, workers=1, model="", rules="")
    made = resampled(read, found, 100, tmp_path / "out")
    assert made == resampled(read, found, 100, tmp_path / "again")
    merge(list(parts(tmp_path / "out", made)), tmp_path / "index", load_encoder(), on_disk_from=1)
    index = load(tmp_path / "index")
    assert 100 <= len(index.rows) == 3 * sum(each.clauses for each in found)
    assert len({document.number for document in index.documents}) == 12
    for document in index.documents:
        for clause in document.clauses:
            assert index.clause(document.number, clause.clause_id) == (document, clause)
    one, other = (array(tmp_path / "out" / each.key, "vectors") for each in made[:2])
    assert 0.9 < (one * other).sum(1).mean() < 0.97
    one, other = (array(tmp_path / "out" / each.key, "row") for each in made[:2])
    assert 0.7 * len(one) < len(other) < len(one)


def test_every_figure_is_measured(statutes: Path, tmp_path: Path) -> None:
    size = measured(statutes, 30, tmp_path / "scale", workers=1)
    assert size.reading is not None
    assert size.merging.clauses >= 30
    assert size.reading.documents == 4
    assert size.asking.recall == 1
    assert min(size.asking.whole.p50, size.asking.words.p50, size.asking.exact.p50) > 0
    assert size.asking.whole.p50 > size.asking.words.p50
    assert size.reading.peak_mib > 0
    assert 1 <= size.asking.vector_share < 1.2
    assert saved_sizes(tmp_path / "scale") == []


def test_more_is_drawn_higher_and_further_to_the_right() -> None:
    drawn = lines("ms", {"words": [(1_000, 0.1), (10_000, 1.0), (1_000_000, 9.0)], "none": []})
    points = re.search(r'points="([^"]+)"', drawn)
    assert points
    places = [tuple(map(float, point.split(","))) for point in points[1].split()]
    assert places == sorted(places)
    assert [y for _, y in places] == sorted((y for _, y in places), reverse=True)
    assert ">words<" in drawn
    assert ">1,000,000<" in drawn
