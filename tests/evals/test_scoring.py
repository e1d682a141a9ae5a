"""An assistant that is wrong in one way moves the measures that look at it, and no others."""

from collections.abc import Sequence

import pytest

from evals.dataset import Row
from evals.given import Given, Status, failed
from evals.library import Library
from evals.measures import Measure as M
from evals.run import Result, judged, put, values
from tests.evals import assistants
from tests.evals.assistants import Fake, Wrong

#: down by at least this share of the rows, or up where less is better
MOVED = 0.5

WRONG_IN_ONE_WAY: list[tuple[Wrong, set[M], set[M]]] = [
    (assistants.with_wrong_tier, {M.CORRECT, M.FACTS, M.NOTHING_WRONG, M.EXACT_AMOUNT}, set()),
    (
        assistants.with_wrong_clause,
        {M.CORRECT, M.CITED, M.FIRST_CITED, M.AMONG_THREE, M.CITATION_RECALL},
        {M.UNSUPPORTED_FIGURE, M.ALIEN_NUMBER},
    ),
    (
        assistants.with_wrong_place,
        {M.CORRECT, M.CITED, M.FIRST_CITED, M.AMONG_THREE, M.CITATION_RECALL},
        {M.WRONG_PLACE, M.UNSUPPORTED_FIGURE, M.ALIEN_NUMBER},
    ),
    (
        assistants.with_made_up_figure,
        {M.CITATION_RECALL},
        {M.UNSUPPORTED_FIGURE, M.ALIEN_NUMBER},
    ),
    (assistants.with_misquote, {M.VERBATIM}, set()),
    (assistants.with_the_whole_clause, {M.CORRECT, M.BRIEF}, set()),
    (assistants.in_the_other_language, {M.CORRECT, M.LANGUAGE}, set()),
    (
        assistants.refusing,
        {M.CORRECT, M.STATUS, M.CITED, M.FIRST_CITED, M.AMONG_THREE, M.FACTS, M.EXACT_AMOUNT}
        | {M.ANSWER_RATE, M.REFUSAL_PRECISION},
        {M.FALSE_REFUSAL},
    ),
]
#: what only an answer has cannot move where there is none; length and time are no judgement
NOT_COMPARED = {M.LENGTH, M.MILLISECONDS, M.CITATION_PRECISION}


@pytest.mark.parametrize(("wrong", "falls", "rises"), WRONG_IN_ONE_WAY)
def test_each_measure_moves_with_what_it_looks_at_and_only_with_that(
    wrong: Wrong, falls: set[M], rises: set[M], golden: Sequence[Row], library: Library
) -> None:
    rows = [row for row in golden if _has_tiers(row, library)]
    assert len(rows) >= 30
    before, after = _means(assistants.right, rows, library), _means(wrong, rows, library)
    changed = {m: after[m] - before.get(m, 1.0) for m in after if m not in NOT_COMPARED}
    assert {m for m, change in changed.items() if change <= -MOVED} == falls
    assert {m for m, change in changed.items() if change >= MOVED} == rises


def test_whoever_refuses_everything_refuses_what_must_be_and_nothing_is_answered(
    golden: Sequence[Row], library: Library
) -> None:
    found = _means(assistants.refusing, golden, library)
    must_be_refused = sum("refused" in row.expect for row in golden) / len(golden)
    assert found[M.REFUSAL_RECALL] == 1
    assert found[M.REFUSAL_PRECISION] == pytest.approx(must_be_refused)
    assert found[M.ANSWER_RATE] == 0
    assert found[M.FALSE_REFUSAL] > 0.9


def test_whoever_answers_everything_refuses_nothing(
    golden: Sequence[Row], library: Library
) -> None:
    found = _means(assistants.answering, golden, library)
    assert found[M.REFUSAL_RECALL] == 0
    assert M.REFUSAL_PRECISION not in found
    assert found[M.ANSWER_RATE] == 1
    assert found[M.CORRECT] < _means(assistants.right, golden, library)[M.CORRECT] - 0.1


def test_a_wrong_period_of_validity_is_seen_where_one_is_expected(
    golden: Sequence[Row], library: Library
) -> None:
    rows = [row for row in golden if row.expect_validity in ("in_force", "expired")]
    assert _means(assistants.right, rows, library)[M.VALIDITY] == 1
    assert _means(assistants.with_wrong_validity, rows, library)[M.VALIDITY] == 0


def test_every_row_can_be_answered_rightly(golden: Sequence[Row], library: Library) -> None:
    wrong = [r.row.id for r in _results(assistants.right, golden, library) if not r.is_right]
    assert wrong == []


def test_a_row_without_an_answer_is_in_no_mean(golden: Sequence[Row], library: Library) -> None:
    result = judged(golden[0], failed("HTTP 503"), library)
    assert result.unscored == "no answer: HTTP 503"
    assert values([result], M.CORRECT) == []


def test_a_row_about_a_clause_that_the_corpus_lacks_is_in_no_mean(golden: Sequence[Row]) -> None:
    row = next(row for row in golden if row.gold)
    result = judged(row, Given(Status.ANSWERED, "有。"), Library({}, {}, {}))
    assert result.unscored is not None
    assert row.gold[0][0] in result.unscored


@pytest.mark.parametrize("workers", [1, 3])
def test_results_keep_the_order_of_the_rows(
    workers: int, golden: Sequence[Row], library: Library
) -> None:
    target = Fake(lambda row: assistants.right(row, library))
    found = put(golden[:40], target, library, workers)
    assert [result.row.id for result in found] == [row.id for row in golden[:40]]


def _has_tiers(row: Row, library: Library) -> bool:
    """One figure of several that stand in the same clause, asked for in Chinese."""
    if row.lang != "zh" or len(row.gold) != 1 or not row.forbid or len(row.facts) != 1:
        return False
    text = library.plain(row.gold[0])
    return row.kind == "amount" and row.forbid[0] in text and row.facts[0][0] in text


def _results(reply: Wrong, rows: Sequence[Row], library: Library) -> list[Result]:
    return list(put(rows, Fake(lambda row: reply(row, library)), library))


def _means(reply: Wrong, rows: Sequence[Row], library: Library) -> dict[M, float]:
    results = _results(reply, rows, library)
    found = {m: values(results, m) for m in M}
    return {m: sum(each) / len(each) for m, each in found.items() if each}
