"""What `python -m corpus` prints is what the documents say."""

from pathlib import Path

import pytest

from corpus.__main__ import main
from corpus.clause import Skipped
from corpus.report import merged, refusals


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_the_report_counts_and_flags(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "report")
    assert text.count("measures") >= 14
    assert "clauses 77, measures 76" in text
    assert "三.三.15 repeats 三.二.15" in text
    assert "“力口”" in text
    assert "15% (晋政办发〔2022〕7号 一.8)" in text
    assert "skipped files 0" in text


def test_a_clause_is_shown_whole_whatever_the_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "show", "晋市政办[2022]5号", "二.22")
    assert "二、财税支持 第22条" in text
    assert "市财政局、市工信局〈国资委〉、市中小企业发展促进中心" in text
    assert "| 100万元 | 1,000,000 | 元 | one_off | 国家级制造业单项冠军企业（产品） |" in text
    assert "二.21 | 二.23" in text


@pytest.mark.parametrize(
    ("arguments", "help_"),
    [
        (("show", "晋市政办〔2022〕6号", "二.22"), "晋市政办〔2022〕5号"),
        (("show", "晋市政办〔2022〕5号", "九.9"), "二.22"),
        (("report", "no/such/folder"), "no folder"),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(
    arguments: tuple[str, ...], help_: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    assert help_ in capsys.readouterr().err


def test_other_files_are_read_and_refusals_have_their_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / "b.xls"
    good.write_text("关于支持工业的意见\n一、奖励\n1.给予5万元奖励。\n", encoding="utf-8")
    bad.write_bytes(b"1")
    assert main(("read", "--whole", str(good), str(bad))) == 1
    text = capsys.readouterr().out
    assert "关于支持工业的意见" in text
    assert "| 5万元 | 50,000 | 元 |" in text
    assert "b.xls: no reader for .xls" in text


def test_stretches_that_touch_are_one() -> None:
    assert merged([(0, 3), (3, 5), (7, 9)]) == [(0, 5), (7, 9)]


def test_a_skipped_file_is_named_once() -> None:
    assert list(refusals([Skipped("a.pdf", "no text")]))[1] == "  a.pdf: no text"
