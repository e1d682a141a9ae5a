"""Exports in which no cell is a formula, and groups of questions alike."""

import csv
import io
import zipfile
from xml.etree import ElementTree as XML

import pytest

from assistant.web.grouping import grouped
from assistant.web.spreadsheet import as_csv, as_xlsx

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    '=HYPERLINK("http://x.invalid","点我")',
    "=cmd|' /C calc'!A0",
)


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_is_text_in_csv(cell: str) -> None:
    table = as_csv([["问题"], [cell]]).decode("utf-8-sig")
    [_, [found]] = csv.reader(io.StringIO(table, newline=""))
    assert found == f"'{cell}"


@pytest.mark.parametrize("cell", ["晋城市", "10万元，一次性", "5-10个工作日", "a=b"])
def test_plain_text_is_left_alone(cell: str) -> None:
    assert next(csv.reader(io.StringIO(as_csv([[cell]]).decode("utf-8-sig")))) == [cell]


@pytest.mark.parametrize("cell", [*FORMULAS[:4], "<f>1</f>", "a\x00b\x0bc", "😀&<>\"'"])
def test_every_cell_of_a_sheet_is_typed_as_text(cell: str) -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx([[cell]]))) as book:
        sheet = XML.fromstring(book.read("xl/worksheets/sheet1.xml"))
    cells = list(sheet.iter(f"{_SHEET}c"))
    assert [c.get("t") for c in cells] == ["inlineStr"]
    assert not list(sheet.iter(f"{_SHEET}f"))
    assert "".join(sheet.itertext()) == cell.replace("\x00", "").replace("\x0b", "")


def test_questions_alike_stand_together_the_most_first() -> None:
    questions = ["太原市高企奖多少", "火星移民补贴多少", "请问火星移民补贴多少钱", "火星移民的补贴"]
    assert grouped(questions, str) == [questions[1:], questions[:1]]
