"""The bare search finds what it should, and both sides of the ratio are timed on every question."""

from collections.abc import Sequence

import pytest

from assistant.chain import Assistant
from evals.answer_speed import BareSearch, Ratio, measured, words
from evals.dataset import Row
from evals.setup import index_of
from index.search import Index


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of()


def test_the_bare_search_brings_up_the_clause_whose_words_are_asked(index: Index) -> None:
    assert index.encoder is not None
    found = BareSearch(index, index.encoder)("首次认定的省级专精特新“小巨人”企业一次性奖励")
    names = [index.rows[row][1].clause_id for row in found]
    assert "二.22" in names
    assert len(found) == 10


def test_every_question_is_timed_on_both_sides(index: Index, golden: Sequence[Row]) -> None:
    found = measured(Assistant(index), golden[:60])
    assert found.questions == 20
    assert 0 < found.bare_p50 <= found.bare_p99
    assert 0 < found.answer_p50 <= found.answer_p99


def test_ratios_are_of_like_with_like() -> None:
    found = Ratio(10, answer_p50=6.0, answer_p99=30.0, bare_p50=2.0, bare_p99=3.0)
    assert (found.at_median, found.at_p99, found.slow_against_median) == (3.0, 10.0, 15.0)


def test_words_are_no_blanks() -> None:
    assert words("奖励 10万元") == [w for w in words("奖励 10万元") if w.strip()]
