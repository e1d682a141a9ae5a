"""Which printed numbers head a clause, and which only look as if they did."""

import pytest

from corpus.numbering import Rank, marks, number_of
from tests.corpus.parsed import ids, text_of


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("七十六", 76),
        ("一百", 100),
        ("一百零三", 103),
        ("一百一十一", 111),
        ("一千二百六十", 1260),
        ("十七之一", 17),
        ("22", 22),
        ("１５", 15),
    ],
)
def test_numerals_of_every_kind_have_a_value(numeral: str, number: int) -> None:
    assert number_of(numeral) == number


@pytest.mark.parametrize(
    ("line", "rank", "numeral"),
    [
        ("一、金融支持", Rank.CHINESE, "一"),
        ("（一）实施农业经营主体引领工程", Rank.BRACKETED, "一"),
        ("(五) 实施现代服务业企业示范工程", Rank.BRACKETED, "五"),
        ("( 十 )家庭服务", Rank.BRACKETED, "十"),
        ("1.优化信用贷款结构。", Rank.DIGIT, "1"),
        ("1．除涉密、法律法规禁止事项外", Rank.DIGIT, "1"),
        ("１５、落实减税降费政策。", Rank.DIGIT, "15"),
        ("第一章　总　则", Rank.CHAPTER, "一"),
        ("第二节 一般规定", Rank.SECTION, "二"),
        ("第十二条　本条例自公布之日起施行。", Rank.ARTICLE, "十二"),
        ("第一百三十三条之一　在道路上驾驶机动车", Rank.ARTICLE, "一百三十三之一"),
        ("第五条项目立项一般应包括申请、评审", Rank.ARTICLE, "五"),
        ("附件 2：", Rank.ATTACHMENT, "附件2"),
    ],
)
def test_each_way_of_printing_a_number_has_its_rank(line: str, rank: Rank, numeral: str) -> None:
    first = next(marks(line))
    assert (first.rank, first.numeral, first.start) == (rank, numeral, 0)


@pytest.mark.parametrize(
    "line",
    [
        "4.8万户以上，年均增长20%以上",
        "2:2:4:2 的比例",
        "“1+1+8+1”工作体系",
        "2022年12月31日前",
        "第二十四条的规定",
        "第三条、第四条规定的情形",
        "第五条第二款",
        "第三十条至第三十二条",
        "0.5万元",
        "附件所列企业",
        "一、二、三等奖",
    ],
)
def test_figures_and_references_are_no_marks_at_all(line: str) -> None:
    assert [mark for mark in marks(line) if mark.start == 0] == []


HEAD = "一、总体思路\n为提升服务水平，制定以下措施。\n"

OUTLINES = [
    # measures that run on through sections, and ones that restart
    ("一、金融\n1.放贷。\n2.担保。\n二、财税\n3.减税。\n", ["一.1", "一.2", "二.3"]),
    ("一、金融\n1.放贷。\n2.担保。\n二、财税\n1.减税。\n", ["一.1", "一.2", "二.1"]),
    # （八）: the second level runs on as well
    ("一、生产\n（一）金融\n1.放贷。\n二、生活\n（二）商贸\n2.促销。\n", ["一.一.1", "二.二.2"]),
    # a number printed twice, another missing
    (
        "一、服务\n1.物流。\n2.示范。\n4.末端。\n二、科技\n4.创新。\n5.孵化。\n",
        ["一.1", "一.2", "一.4", "二.4", "二.5"],
    ),
    # a section whose text has no numbered measures
    ("一、鼓励\n对外资给予奖励。\n二、落实\n各市要落实。\n", ["一", "二"]),
    # a section's own words above its measures
    ("一、措施\n为激发活力，制定措施。\n（一）金融\n1.放贷。\n", ["一", "一.一.1"]),
    # half-width brackets among full-width ones
    ("三、任务\n（一）农业\n发展农业。\n(二) 工业\n发展工业。\n", ["三.一", "三.二"]),
    # headings inside a line that lost its line breaks
    ("一、目标（一）规模。翻番。（二）质量。提升。二、任务（一）农业。发展。", None),
    # a wrapped line that begins with a figure
    (HEAD + "1. 规模翻番。到 2025 年，数量达到 4.8\n万户以上。\n", ["一", "一.1"]),
    (HEAD + "1. 规模翻番。数量达到\n4.8 万户以上，户均\n2.5 人。\n", ["一", "一.1"]),
    (HEAD + "1.延续政策。延长执行至\n2022 年 12 月 31 日。\n2.减税。\n", ["一", "一.1", "一.2"]),
    # an article that a plan quotes at a line's start
    (HEAD + "1.执法。依照《办法》\n第二十四条 规定处理。\n2.减税。\n", ["一", "一.1", "一.2"]),
    (HEAD + "1.收入按\n2:2:4:2 分配，建立\n“1+1+8+1”体系。\n", ["一", "一.1"]),
    # items of a measure that start over are its text
    (HEAD + "1.条件：（1）注册满1年；（2）纳税。\n2.减税。\n", ["一", "一.1", "一.2"]),
    # a title of 60 characters
    ("一、" + "支持" * 29 + "发展\n给予奖励。\n二、落实\n抓好落实。\n", ["一", "二"]),
    # regulations
    (
        "第一章 总则\n第一条 为了规范，制定本条例。\n第二条 适用本省。\n（一）企业；\n"
        "（二）个人。\n第二章 服务\n第三条 按第二条的规定办理。\n",
        ["一.一", "一.二", "二.三"],
    ),
    ("第一条　为了规范。\n第二条　本省适用。\n第二条之一　外省参照。\n", ["一", "二", "二之一"]),
    # sections above articles: judicial interpretations
    ("一、管辖\n第一条　由法院管辖。\n二、证据\n第二条　应当举证。\n", ["一.一", "二.二"]),
]


@pytest.mark.parametrize(("text", "expected"), OUTLINES)
def test_headings_are_told_from_text(text: str, expected: list[str] | None) -> None:
    assert ids(text) == (expected or ["一.一", "一.二", "二.一"])


def test_a_regulation_without_line_breaks_has_its_articles() -> None:
    text = (
        "河北省专利保护条例（1997年10月25日通过）\ue003第一章总则\ue004第一条为加强专利保护，"
        "制定本条例。\ue004第二条本省行政区域内的专利保护，适用本条例。第二章专利管理第三条项目"
        "管理按照第一条的规定执行。第四条下列行为：（一）假冒；（二）冒充。"
    )
    assert ids(text) == ["preamble", "一.一", "一.二", "二.三", "二.四"]
    assert text_of(text, "二.三") == "第三条项目管理按照第一条的规定执行。"


def test_an_article_that_heads_a_line_is_only_mentioned_inside_others() -> None:
    text = "第一条 总则。\n第二条 处罚。第三条 规定的除外。\n第三条 登记。\n第四条 施行。\n"
    assert ids(text) == ["一", "二", "三", "四"]
    assert "第三条" in text_of(text, "二")


def test_a_plan_in_chapters_keeps_the_levels_below_them() -> None:
    text = "第一章 内涵\n一、特征\n（一）基本内涵。感知化。\n第二章 思路\n一、定位\n协同。\n"
    assert ids(text) == ["一.一.一", "二.一"]


def test_an_attachment_starts_the_numbers_over() -> None:
    text = "一、通知事项\n抓好落实。\n附件1\n一、目标\n翻番。\n二、任务\n提升。\n"
    assert ids(text) == ["一", "附件1.一", "附件1.二"]
