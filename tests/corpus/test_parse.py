"""Clauses say what the source prints, and every character of a source has its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clause import PieceKind
from corpus.layout import parts
from corpus.parse import clauses_of, squeeze
from tests.corpus.parsed import assert_covers, assert_reproducible, ids, parsed, text_of


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("给予 3 亿元奖励", "给予3亿元奖励"),
        ("2022 年 12 月 31 日前", "2022年12月31日前"),
        ("中国 500 强、占 GDP 的 50%", "中国500强、占GDP的50%"),
        ("　　乡村 e 镇　", "乡村e镇"),
        ("Shanxi Province and Jincheng", "Shanxi Province and Jincheng"),
        ("| 年营业收入 | 500 万元 |", "| 年营业收入 | 500万元 |"),
    ],
)
def test_blanks_go_from_figures_and_stay_between_latin_words(printed: str, text: str) -> None:
    assert squeeze(printed) == text


WRAPPED = """一、财税支持
22.支持新兴产业发展。对节能降耗减排技术改造等项目，市级
给予最高不超过项目固定投资额 15%的补助支持，单个项目最高
不得超过 300 万元；国家级项目不超过 100 万

元，省级项目不超过 50 万元。到 2025 年，达到
4.8 万户。（责任单位：市财政局）
"""


def test_wrapped_lines_become_one_sentence() -> None:
    text = text_of("一、财税支持\n1." + WRAPPED.split("22.")[1], "一.1")
    assert "国家级项目不超过100万元，省级项目" in text
    assert "达到4.8万户。" in text
    assert "\n" not in text


def test_paragraphs_of_one_line_each_stay_apart() -> None:
    text = "一、奖励\n对外资给予奖励。\n每年不超过3000万元。\n二、落实\n抓好落实。\n"
    assert text_of(text, "一") == "一、奖励\n对外资给予奖励。\n每年不超过3000万元。"


def test_labels_and_headings_are_what_a_person_reads() -> None:
    text = "二、财税支持\n"
    text = "一、金融支持\n1.放贷。银行要放贷。\n" + text + "2.支持新兴产业。给予15万元。\n"
    clauses, _ = parsed(text)
    assert [c.label for c in clauses] == ["一、金融支持 第1条", "二、财税支持 第2条"]
    assert [c.heading for c in clauses] == ["放贷", "支持新兴产业"]
    assert [(c.previous, c.next) for c in clauses] == [(None, "二.2"), ("一.1", None)]


def test_a_measure_without_a_title_goes_by_its_sections() -> None:
    text = "一、奖励开放平台\n1.2022年至2024年，对首次认定的平台给予20万元；再次认定的减半。\n"
    assert parsed(text)[0][0].heading == "奖励开放平台"


def test_blanks_inside_a_number_do_not_eat_the_heading() -> None:
    text = "一、生活\n（ 一 ） 家庭服务\n1 ．家政。推动家政提质。\n2 ．养老。\n"
    first = parsed(text)[0][0]
    assert first.label == "一、生活 （一）家庭服务 第1条"
    assert first.heading == "家政"


def test_a_number_printed_twice_in_one_place_gives_two_names() -> None:
    assert ids("一、服务\n1.物流。\n2.示范。\n2.末端。\n3.其他。\n") == [
        "一.1",
        "一.2",
        "一.2-2",
        "一.3",
    ]


def test_text_before_the_first_number_is_the_preamble() -> None:
    assert ids("为提升服务水平，制定以下措施。\n一、金融\n放贷。\n") == ["preamble", "一"]


def test_a_text_without_any_number_is_one_clause() -> None:
    assert ids("经研究，同意你市的请示，请抓好落实。\n") == ["preamble"]


def test_an_empty_text_has_no_clauses() -> None:
    assert parsed("") == ((), ())
    assert parsed("\n \n")[0] == ()


NUMERALS = "一二三四五六七八九十"
heading = st.one_of(
    st.sampled_from(NUMERALS).map(lambda n: f"{n}、加大支持力度"),
    st.sampled_from(NUMERALS).map(lambda n: f"（{n}）优化服务"),
    st.integers(1, 99).map(lambda n: f"{n}.支持企业发展。给予 {n} 万元奖励。"),
    st.integers(1, 30).map(lambda n: f"第{n}条　为了规范，制定本条例。"),
    st.sampled_from(NUMERALS).map(lambda n: f"第{n}章 总则"),
    st.sampled_from(["附件", "附件1", "附件 2："]),
)
furniture = st.sampled_from(
    [
        "",
        "　",
        "— 14 —",
        "- 17 -",
        "2022 年 3 月 31 日",
        "晋城市人民政府办公室",
        "晋市政办〔2022〕5号",
        "忻政办发〔2022〕22号",
        "关于印发若干措施的通知",
        "各县（市、区）人民政府：",
        "抄送：市委办公室。",
        "目录",
        "1. 总则……1",
        "发文字号：国办发〔2019〕6号",
        "| 一、指标 | 3 万元 |",
        "（此件公开发布）",
        "\ufeff",
        "\ue004第一条 为了",
    ]
)
sentence = st.text("给予奖励万元的、，。；：（）“” 123.年\u3000A-z", max_size=60)
line_end = st.sampled_from(["\n", "\n\n", "\r\n", "", "\u2028"])
document = st.lists(
    st.tuples(st.one_of(heading, furniture, sentence), line_end).map("".join), max_size=40
).map("".join)


@given(document)
def test_every_character_belongs_to_exactly_one_piece(source: str) -> None:
    clauses, pieces = parsed(source)
    assert_covers(pieces, len(source))
    for part in parts(source):
        own = [clause.clause_id for clause in clauses_of(part, "x")[0]]
        assert len(own) == len(set(own))
    for clause in clauses:
        assert_reproducible(clause, source)


@given(document)
def test_a_clause_names_its_pieces_and_nothing_else_does(source: str) -> None:
    for part in parts(source):
        clauses, pieces = clauses_of(part, "x")
        named = {piece.clause_id for piece in pieces if piece.kind is PieceKind.CLAUSE}
        assert named == {clause.clause_id for clause in clauses}
        spans = sorted(span for clause in clauses for span in clause.spans)
        assert spans == [(p.start, p.end) for p in pieces if p.kind is PieceKind.CLAUSE]


@given(st.text(max_size=300))
def test_any_text_at_all_is_covered(source: str) -> None:
    assert_covers(parsed(source)[1], len(source))
