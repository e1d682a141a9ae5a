"""Sentences end where a reader would end them, never inside brackets or quotes."""

from corpus.sentences import phrases, sentences


def _texts(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


def test_sentences_keep_their_closing_mark() -> None:
    text = "给予10万元奖励；最高20万元。\n每年一次！"
    assert _texts(text) == ["给予10万元奖励；", "最高20万元。", "每年一次！"]


def test_brackets_and_quotes_are_never_cut() -> None:
    text = "奖励5万元。（牵头单位：市财政局；责任单位：各县〈市、区〉）支持“一企一策。快办”服务。"
    assert _texts(text) == [
        "奖励5万元。",
        "（牵头单位：市财政局；责任单位：各县〈市、区〉）支持“一企一策。快办”服务。",
    ]


def test_a_quoted_sentence_ends_with_its_quotes() -> None:
    assert _texts("他说：“可以。”下一句。") == ["他说：“可以。”", "下一句。"]


def test_a_bracket_that_never_closes_swallows_nothing() -> None:
    assert _texts("（见附件。第一句。第二句。") == ["（见附件。", "第一句。", "第二句。"]


def test_numbers_keep_their_commas_and_colons() -> None:
    text = "安排1,200元，按2:2:4:2分担"
    assert [text[a:b] for a, b in phrases(text)] == ["安排1,200元", "按2:2:4:2分担"]
