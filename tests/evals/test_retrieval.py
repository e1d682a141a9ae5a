"""Rankings by hand, outside formats by small files, and the way an index is made to rank by one."""

import gzip
import json
from pathlib import Path

import pytest

from evals.dataset import BadDataset
from evals.outside import as_documents, chosen, read_collection
from evals.ranking_measures import RankScores, rank_scores
from evals.retrieval import Way, measured, searches_in
from index.build import build

RANKED = list("abcdefghijkl")
BY_HAND = [
    ({"a"}, 0, RankScores(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)),
    ({"c"}, 0, RankScores(0.0, 1.0, 1.0, 1 / 3, 0.5, 1.0)),
    ({"l"}, 0, RankScores(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)),
    ({"a", "l"}, 0, RankScores(1.0, 1.0, 1.0, 1.0, 0.6131471927654584, 0.5)),
    ({"a", "l"}, 1, RankScores(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)),
    (set(), 0, RankScores(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)),
]


@pytest.mark.parametrize(("right", "needed", "expected"), BY_HAND)
def test_a_ranking_is_scored_as_by_hand(right: set[str], needed: int, expected: RankScores) -> None:
    assert rank_scores(RANKED, right, needed) == expected


def test_a_beir_folder_is_read_by_its_judgements(tmp_path: Path) -> None:
    _lines(tmp_path / "corpus.jsonl", [{"_id": "d1", "title": "通知", "text": "免征增值税"}])
    _lines(
        tmp_path / "queries.jsonl",
        [{"_id": "q1", "text": "增值税免吗"}, {"_id": "q2", "text": "没有判断"}],
    )
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")
    found = read_collection(tmp_path)
    assert [(p.id, p.title) for p in found.passages] == [("d1", "通知")]
    assert [(q.id, q.relevant) for q in found.lookups] == [("q1", frozenset({"d1"}))]


def test_a_folder_that_is_not_beir_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(BadDataset, match=r"corpus\.jsonl is missing"):
        read_collection(tmp_path)


def test_squad_style_json_gives_a_passage_for_each_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "cmrc.json"
    question = {"id": "Q1", "question": "在哪？", "answers": [{"text": "晋城", "answer_start": 2}]}
    paragraphs = [{"context": "他在晋城。", "qas": [question]}, {"context": "别的。", "qas": []}]
    path.write_text(json.dumps({"data": [{"title": "人物", "paragraphs": paragraphs}]}))
    found = read_collection(path)
    assert [p.text for p in found.passages] == ["他在晋城。", "别的。"]
    assert found.lookups[0].answers == ("晋城",)
    assert found.lookups[0].relevant == {found.passages[0].id}


def test_equal_passages_of_pairs_are_one(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl.gz"
    rows = [{"q": "甲？", "p": "同一段", "src": "x"}, {"q": "乙？", "p": "同一段", "src": "y"}]
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write("\n".join(json.dumps(row) for row in rows))
    found = read_collection(path)
    assert len(found.passages) == 1
    assert [q.question for q in chosen(found, ["y"]).lookups] == ["乙？"]


def test_words_alone_and_both_rank_the_same_index_apart(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    _lines(
        path, [{"q": f"第{w}项奖励", "p": f"对{w}项目给予奖励"} for w in ("孵化", "光伏", "养老")]
    )
    collection = read_collection(path)
    lines = measured(tuple(searches_in(collection)), build(as_documents(collection.passages), None))
    assert [(line.way, line.label, line.rows) for line in lines] == [(Way.WORDS, "all", 3)]
    assert lines[0].means["hit1"].mean == 1


def _lines(path: Path, rows: list[dict[str, str]]) -> None:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
