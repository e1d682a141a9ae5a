"""What a question was taken to be about: its place, tier and subject, never a word of asking."""

import pytest

from assistant.answer import Answer, Ask, Facet, Turn
from assistant.chain import Assistant


def _told(answer: Answer) -> list[tuple[Facet, str]]:
    return [(part.facet, part.name) for part in answer.understood]


@pytest.mark.parametrize(
    ("question", "places", "tiers", "subjects"),
    [
        ("省级专精特新在晋城奖多少", ["晋城市"], ["省级"], ["专精特新"]),
        ("晋城个转企奖多少", ["晋城市"], [], ["个转企"]),
        ("晋城新认定国家级孵化器奖多少", ["晋城市"], ["新认定", "国家级"], ["孵化器"]),
        ("忻州高压单电源报装几个工作日", ["忻州市"], [], ["高压", "电源"]),
        ("晋城高新技术企业首次认定奖多少", ["晋城市"], ["首次"], ["高新技术企业"]),
        ("个体工商户可以享受哪些政策", [], [], ["个体工商户"]),
    ],
)
def test_the_parts_of_a_question(
    assistant: Assistant, question: str, places: list[str], tiers: list[str], subjects: list[str]
) -> None:
    told = _told(assistant.answer(Ask(question)))
    named = [[name for facet, name in told if facet is wanted] for wanted in Facet]
    assert named == [places, tiers, subjects]


def test_the_asked_for_region_is_named_without_words_of_the_question(assistant: Assistant) -> None:
    answer = assistant.answer(Ask("高新技术企业首次认定有什么奖励", "晋城市"))
    [place] = [part for part in answer.understood if part.facet is Facet.PLACE]
    assert (place.name, place.text) == ("晋城市", "")


def test_every_part_stands_in_the_question_as_understood(assistant: Assistant) -> None:
    earlier = (Turn("省级专精特新在晋城奖多少"),)
    answer = assistant.answer(Ask("那国家级的呢", history=earlier))
    assert (Facet.TIER, "国家级") in _told(answer)
    assert all(part.text in answer.standalone_question for part in answer.understood)


def test_a_refusal_understood_nothing_to_lean_on(assistant: Assistant) -> None:
    assert assistant.answer(Ask("火星移民补贴多少")).understood == ()


def test_an_english_question_keeps_its_own_words(assistant: Assistant) -> None:
    answer = assistant.answer(Ask("How much does Jincheng award a new national makerspace?"))
    texts = {part.text for part in answer.understood}
    assert {"Jincheng", "makerspace"} <= texts
