"""Rows are read whole or refused with line and reason; the golden set passes its own check."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evals.check import faults, grams, overlap
from evals.dataset import BadDataset, Row, Split, read, sampled, split_of, to_json
from evals.library import Library

ROW = {
    "id": "a-1",
    "lang": "zh",
    "style": "keyword",
    "type": "amount",
    "question": "晋城 专精特新 奖励",
    "answerable": True,
    "gold": [["晋市政办〔2022〕5号", "二.22"]],
    "facts": [["10万元", "100,000"]],
    "expect": "answered|clarify",
}


def test_the_golden_set_names_clauses_that_exist_and_facts_that_stand_in_them(
    golden: Sequence[Row], library: Library
) -> None:
    assert list(faults(golden, library)) == []


def test_the_golden_set_has_the_promised_proportions(golden: Sequence[Row]) -> None:
    kinds = Counter(row.kind for row in golden)
    promised = {"amount", "interval", "ratio", "cap", "calculation", "condition", "department"}
    promised |= {"deadline", "procedure", "target", "list", "definition", "yesno", "compare"}
    promised |= {"stack", "validity", "followup", "ambiguous", "false_premise", "open_amount"}
    assert len(golden) >= 600
    assert promised | {"unanswerable", "injection", "smalltalk"} == set(kinds)
    assert sum(row.lang == "en" for row in golden) >= 0.15 * len(golden)
    assert sum(row.style in ("colloquial", "hotline") for row in golden) >= len(golden) / 3
    out_of_corpus = sum("refused" in row.expect for row in golden)
    assert out_of_corpus >= 0.15 * len(golden)


def test_no_clause_is_in_both_parts(golden: Sequence[Row]) -> None:
    parts = [
        {min(row.gold) for row in golden if row.gold and row.split is split}
        for split in (Split.DEVELOP, Split.GATE)
    ]
    assert not parts[0] & parts[1]
    assert all(row.split is split_of(row) for row in golden)


def test_a_row_is_written_as_it_was_read(golden: Sequence[Row], tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(to_json(row) for row in golden), encoding="utf-8")
    assert read(path) == tuple(golden)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"gold": [["only a number"]]}, "rows.jsonl:1: gold.0"),
        ({"question": None}, "rows.jsonl:1: question"),
        ({"as_of": "tomorrow"}, "rows.jsonl:1: as_of"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_field(
    changed: dict[str, object], says: str, tmp_path: Path
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({**ROW, **changed}), encoding="utf-8")
    with pytest.raises(BadDataset, match=says):
        read(path)


def test_an_id_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f"{json.dumps(ROW)}\n{json.dumps(ROW)}", encoding="utf-8")
    with pytest.raises(BadDataset, match="a-1 stands there twice"):
        read(path)


def test_an_unknown_dataset_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadDataset, match="golden"):
        read("silver")


def test_a_sample_is_the_same_every_time_and_a_smaller_one_lies_within(
    golden: Sequence[Row],
) -> None:
    small, large = sampled(golden, 10), sampled(golden, 50)
    assert len(small) == 10
    assert small == sampled(golden, 10)
    assert set(small) <= set(large)


def test_the_check_finds_what_is_wrong_with_a_row(golden: Sequence[Row], library: Library) -> None:
    row = next(row for row in golden if row.kind == "amount" and row.gold)
    wrong = {
        "no clause": replace(row, gold=(("晋市政办〔2022〕5号", "九.99"),)),
        "not in the gold clauses": replace(row, facts=(("987654元",),)),
        "expected and forbidden": replace(row, forbid=row.facts[0][:1]),
        "answerable, and no gold clause": replace(row, gold=(), alt=()),
        "expects": replace(row, expect=("maybe",)),
    }
    for what, each in wrong.items():
        assert any(fault.what.startswith(what) for fault in faults([each], library)), what


def test_a_question_that_is_nearly_one_of_the_unseen_is_found(
    golden: Sequence[Row], library: Library
) -> None:
    row = golden[0]
    other = replace(row, id="x", question=f"请问，{row.question}")
    assert [f.what for f in faults([row], library, [other])] == [
        f"nearly the same as x: 请问，{row.question}"
    ]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("省级专精特新企业在晋城奖多少", "省级专精特新企业在晋城奖多少？", True),
        ("省级专精特新企业在晋城奖多少", "国家级孵化器在忻州补多少钱", False),
    ],
)
def test_questions_are_alike_by_their_characters(one: str, other: str, alike: bool) -> None:
    assert (overlap(grams(one), grams(other)) > 0.6) is alike
