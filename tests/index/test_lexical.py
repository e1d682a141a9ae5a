"""Words: fields, weights, and updates that leave no trace."""

from collections.abc import Sequence

import numpy as np
import pytest

from index.lexical import Lexical

ROWS: tuple[tuple[str, ...], ...] = (
    ("对科技企业孵化器给予奖励", "支持孵化载体", "", "晋城市", "award for incubators"),
    ("对众创空间给予奖励", "支持众创空间", "", "晋城市", "award for makerspaces"),
    ("落实税收优惠政策", "减税降费", "", "忻州市", ""),
    ("提供融资担保服务", "融资担保", "", "忻州市", ""),
)


def scores(index: Lexical, *words: str) -> list[float]:
    found: list[float] = index.match(dict.fromkeys(words, 1.0)).scores.tolist()
    return found


def test_the_row_with_the_word_wins() -> None:
    found = scores(Lexical.of(ROWS), "孵化器")
    assert np.argmax(found) == 0
    assert found[1:] == [0, 0, 0]


def test_a_rare_word_says_more_than_a_common_one() -> None:
    index = Lexical.of(ROWS)
    assert index.idf("孵化器") > index.idf("奖励")
    assert index.idf("从未见过") > index.idf("孵化器")


def test_english_renderings_are_a_field_of_their_own() -> None:
    assert np.argmax(scores(Lexical.of(ROWS), "makerspac")) == 1


def test_a_weight_scales_what_its_token_adds() -> None:
    index = Lexical.of(ROWS)
    half = index.match({"奖励": 0.5}).scores
    assert half * 2 == pytest.approx(index.match({"奖励": 1.0}).scores)


def test_a_full_clause_attains_no_more_than_the_attainable() -> None:
    index = Lexical.of([*ROWS, ("奖励" * 400, "奖励", "奖励", "奖励", "")])
    query = {"奖励": 1.0}
    assert index.match(query).scores.max() <= index.attainable(query)


@pytest.mark.parametrize("kept", [[True, False, True, True], [False] * 4, [True] * 4])
def test_removing_rows_leaves_the_index_that_never_had_them(kept: Sequence[bool]) -> None:
    shrunk = Lexical.of(ROWS).keeping(np.array(kept))
    fresh = Lexical.of([row for row, stays in zip(ROWS, kept, strict=True) if stays])
    for word in ("孵化器", "奖励", "融资担保", "award"):
        assert scores(shrunk, word) == pytest.approx(scores(fresh, word))


def test_rows_added_later_are_as_if_they_had_always_been_there() -> None:
    grown = Lexical.of(ROWS[:2]).with_rows(ROWS[2:])
    for word in ("孵化器", "奖励", "融资担保"):
        assert scores(grown, word) == pytest.approx(scores(Lexical.of(ROWS), word))


def test_matched_tokens_are_named_for_each_row() -> None:
    found = Lexical.of(ROWS).match({"孵化器": 1.0, "奖励": 1.0, "没有": 1.0})
    assert found.words_of([0, 1, 3]) == {0: ("孵化器", "奖励"), 1: ("奖励",), 3: ()}


def test_an_empty_index_and_an_empty_query_give_nothing() -> None:
    assert scores(Lexical.of(()), "奖励") == []
    assert scores(Lexical.of(ROWS)) == [0, 0, 0, 0]
