"""Figures are swapped whole and everywhere, tiers in their clause, places in the question."""

from collections.abc import Sequence

import pytest

from corpus.library import documents
from evals.dataset import Row
from evals.library import Library
from evals.matching import has
from evals.perturb import Case, Way, cases, changed, spellings, swapped


@pytest.fixture(scope="module")
def found(golden: Sequence[Row], library: Library) -> list[Case]:
    return list(cases(golden, library))


@pytest.mark.parametrize(
    ("text", "swaps", "expected"),
    [
        ("给予10万元奖励", {"10万元": "13万元"}, "给予13万元奖励"),
        ("给予110万元奖励", {"10万元": "13万元"}, "给予110万元奖励"),
        (
            "分别给予10万元、20万元",
            {"10万元": "20万元", "20万元": "10万元"},
            "分别给予20万元、10万元",
        ),
        ("按20％补助", {"20%": "23%"}, "按23%补助"),
        ("给予10万元奖励", {}, "给予10万元奖励"),
    ],
)
def test_figures_are_swapped_whole_and_at_once(
    text: str, swaps: dict[str, str], expected: str
) -> None:
    assert swapped(text, swaps) == expected


def test_a_figure_has_the_spellings_of_both_languages() -> None:
    assert {"13万元", "13万", "130,000", "0.13 million"} <= set(spellings("13万元"))
    assert "5 per cent" in spellings("5%")


def test_there_are_cases_of_every_kind(found: Sequence[Case]) -> None:
    counts = {way: sum(case.way is way for case in found) for way in Way}
    assert min(counts.values()) >= 10


@pytest.mark.parametrize("way", [Way.FIGURES, Way.TIERS])
def test_the_changed_clause_prints_what_is_expected_of_it(way: Way, found: Sequence[Case]) -> None:
    chosen = [case for case in found if case.way is way]
    library = Library.of(changed(documents(), chosen))
    for case in chosen:
        plain = library.plain(case.row.gold[0])
        assert any(has(plain, fact) for fact in case.row.facts[0]), case.row.id


def test_the_benefits_of_a_changed_clause_are_read_anew(found: Sequence[Case]) -> None:
    case = next(case for case in found if case.way is Way.TIERS)
    number, clause_id = case.row.gold[0]
    document = next(d for d in changed(documents(), [case]) if d.number == number)
    clause = document.clause(clause_id)
    assert clause is not None
    assert all(clause.text[b.start : b.end] == b.amount[: b.end - b.start] for b in clause.benefits)


def test_a_question_moved_elsewhere_names_no_place_of_the_corpus(found: Sequence[Case]) -> None:
    for case in found:
        if case.way is Way.PLACES:
            said = " ".join((case.row.question, *(t.question for t in case.row.history)))
            assert not any(name in said for name in ("晋城", "泽州", "忻州", "Jincheng", "Xinzhou"))


def test_what_is_taken_out_holds_every_clause_that_says_it(found: Sequence[Case]) -> None:
    for case in found:
        if case.way is Way.REMOVED:
            assert case.removed
            assert case.row.gold == ()
