"""A stream is cut into sentences with their markers, however it arrives."""

import pytest

from assistant.answer import Language
from assistant.llm.sentences import Said, said_in

REPLIES = [
    ("奖励50万元。[1]另有配套。[2][3]", [("奖励50万元。", (1,)), ("另有配套。", (2, 3))]),
    ("奖励50万元[1]。另有配套[2]。", [("奖励50万元。", (1,)), ("另有配套。", (2,))]),
    ("奖励1.5万元【1】！", [("奖励1.5万元！", (1,))]),
    ("有。奖励50万元。[1、2]", [("有。", ()), ("奖励50万元。", (1, 2))]),
    ("<think>50万元？[1]</think>奖励5万元。[1]", [("奖励5万元。", (1,))]),
    ("<think>没有想完", []),
    ("- 奖励5万元。[1]\n- 另有配套。[1]", [("奖励5万元。", (1,)), ("另有配套。", (1,))]),
    ("没有句号[1]", [("没有句号", (1,))]),
    ("  \n\n", []),
]


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize(("reply", "expected"), REPLIES)
def test_sentences_do_not_depend_on_how_the_pieces_fall(
    reply: str, expected: list[tuple[str, tuple[int, ...]]], size: int
) -> None:
    pieces = [reply[i : i + size] for i in range(0, len(reply), size)]
    found = list(said_in(pieces, Language.CHINESE))
    assert found == [Said(text, markers) for text, markers in expected]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_point_inside_a_figure_ends_no_english_sentence(size: int) -> None:
    reply = "It pays RMB 1.5 million.[1] The No. 2 unit leads.[2]"
    pieces = [reply[i : i + size] for i in range(0, len(reply), size)]
    found = list(said_in(pieces, Language.ENGLISH))
    assert [said.markers for said in found] == [(1,), (2,)]
    assert found[0].text == "It pays RMB 1.5 million."


def test_what_never_ends_is_given_up() -> None:
    found = list(said_in(("补贴" * 50 for _ in range(10_000)), Language.CHINESE))
    assert len(found) == 1
    assert len(found[0].text) < 3000
