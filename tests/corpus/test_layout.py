"""What each printed line is: title, masthead, signature, page furniture, text."""

import pytest

from corpus.clause import PieceKind
from corpus.layout import document_number, parts
from tests.corpus.parsed import ids, parsed, text_of

NOTICE = """晋城市人民政府办公室文件

晋市政办〔2022〕5 号

晋城市人民政府办公室
印发关于强化市场主体倍增要素服务保障的
若干措施（试行）的通知

各县（市、区）人民政府、开发区管委会，市人民政府各委、办、局：

《关于强化市场主体倍增要素服务保障的若干措施（试行）》已经市人民政府同意，现印发给你们。

晋城市人民政府办公室
2022 年 3 月 31 日
（此件公开发布）

关于强化市场主体倍增要素服务保障的若干措施（试行）

一、金融支持
1.优化信用贷款结构。银行业机构要减少抵押担保依赖。
— 2 —
2.提高续贷转贷效率。（责任单位：晋城银保监分局）

抄送：市委办公室，市人大常委会办公室。
晋城市人民政府办公室 2022 年 3 月 31 日印发
"""


def kinds(text: str) -> dict[str, PieceKind | None]:
    return {line.text: line.kind for part in parts(text) for line in part.lines}


def test_the_lines_around_the_measures_are_named() -> None:
    found = kinds(NOTICE)
    assert found["晋城市人民政府办公室文件"] is PieceKind.MASTHEAD
    assert found["晋市政办〔2022〕5 号"] is PieceKind.MASTHEAD
    assert found["印发关于强化市场主体倍增要素服务保障的"] is PieceKind.TITLE
    assert (
        found["各县（市、区）人民政府、开发区管委会，市人民政府各委、办、局："]
        is PieceKind.MASTHEAD
    )
    assert found["2022 年 3 月 31 日"] is PieceKind.SIGNATURE
    assert found["（此件公开发布）"] is PieceKind.SIGNATURE
    assert found["— 2 —"] is PieceKind.PAGE
    assert found["抄送：市委办公室，市人大常委会办公室。"] is PieceKind.COPIES
    assert found["晋城市人民政府办公室 2022 年 3 月 31 日印发"] is PieceKind.COPIES


def test_nothing_of_the_page_stands_in_a_clause() -> None:
    assert ids(NOTICE) == ["preamble", "一.1", "一.2"]
    texts = "".join(clause.text for clause in parsed(NOTICE)[0])
    for furniture in ("— 2 —", "抄送", "此件公开发布", "3月31日", "文件"):
        assert furniture not in texts


@pytest.mark.parametrize("line", ["— 14 —", "- 17 -", "－ 3 －", "·2·", "第 3 页 共 18 页"])
def test_page_numbers_between_lines_of_a_sentence_go(line: str) -> None:
    text = f"一、支持\n1.对首次上规的企业，给予\n{line}\n5 万元奖励。\n2.落实。\n"
    assert text_of(text, "一.1") == "1.对首次上规的企业，给予5万元奖励。"


def test_running_heads_go_where_they_repeat() -> None:
    body = "".join(f"{n}.支持第{n}类企业。\n泽州县人民政府公报\n" for n in range(1, 6))
    text = "一、支持措施\n" + body
    assert kinds(text)["泽州县人民政府公报"] is PieceKind.PAGE
    assert ids(text) == ["一.1", "一.2", "一.3", "一.4", "一.5"]


def test_a_table_of_contents_is_no_clause() -> None:
    text = (
        "关于印发政策汇编的通知\n目 录\n1. 关于实施市场主体倍增工程的意见……1\n"
        "2. 关于强化要素服务保障的若干措施……9\n一、宣传\n抓好宣传。\n二、落实\n抓好落实。\n"
    )
    assert kinds(text)["1. 关于实施市场主体倍增工程的意见……1"] is PieceKind.CONTENTS
    assert ids(text) == ["一", "二"]


def test_each_document_of_a_compilation_has_its_own_number() -> None:
    text = (
        "关于印发政策汇编的通知\n晋商综函〔2022〕171号\n各市商务局：\n现将汇编印发给你们。\n"
        "关于实施市场主体倍增工程的意见\n晋发〔2021〕67 号\n一、放宽准入\n1. 非禁即入。\n"
        "山西省促进服务业发展的若干措施\n晋政办发[2022]33号\n一、普惠\n1. 加计抵减。\n"
    )
    assert [part.number for part in parts(text)] == [
        "晋商综函〔2022〕171号",
        "晋发〔2021〕67号",
        "晋政办发〔2022〕33号",
    ]


def test_a_number_that_a_sentence_cites_starts_no_document() -> None:
    text = (
        "关于印发方案的通知\n泽政办发〔2022〕7号\n一、思路\n根据《意见》\n（晋发〔2021〕67号）\n"
        "制定本方案。\n"
    )
    assert [part.number for part in parts(text)] == ["泽政办发〔2022〕7号"]


@pytest.mark.parametrize(
    "printed",
    ["晋市政办〔2022〕5号", "晋市政办[2022]5 号", "晋市政办（2022）05号", "晋市政办【2022】第5号"],
)
def test_one_number_however_it_is_printed(printed: str) -> None:
    assert document_number(printed) == "晋市政办〔2022〕5号"


RECORD = "索引号：000014349/2019-00006\n发文机关：国务院办公厅\n发文字号：国办发〔2019〕6号\n"


def test_the_record_of_a_saved_page_is_masthead_above_and_below_the_text() -> None:
    body = "国务院办公厅关于支持小微企业的指导意见\n一、要求\n聚焦主业。\n二、落实\n抓好落实。\n"
    for text in (RECORD + body, body + RECORD):
        assert kinds(text)["发文字号：国办发〔2019〕6号"] is PieceKind.MASTHEAD
        assert text_of(text, "二") == "二、落实\n抓好落实。"


def test_rows_of_a_table_stay_rows_of_their_clause() -> None:
    rows = "| 1. 指标 | 标准 |\n| 2. 门诊次均费用 | 3 亿元 |"
    text = f"一、指标\n按下表执行。\n{rows}\n二、落实\n抓好。\n"
    assert ids(text) == ["一", "二"]
    expected = "\n| 1.指标 | 标准 |\n| 2.门诊次均费用 | 3亿元 |"
    assert text_of(text, "一").endswith(expected)
