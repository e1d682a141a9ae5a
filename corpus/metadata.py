"""What a document says about itself: number, title, issuer, region, date, trial or not; pure.

The website's record wins over the print where there is one, the file's name is the last resort.
A caller that knows better replaces fields: `dataclasses.replace(metadata(…), region="泽州县")`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from corpus import record, titles
from corpus.clause import Level
from corpus.layout import document_number
from corpus.readers import clean
from corpus.seat import seat
from corpus.signature import OFFICE, Signature, date_of, signature

_NUMBER = r"[\u4e00-\u9fff]{1,14}\s*[〔\[［【(（]\s*(?:19|20)\d\d\s*[〕\]］】)）]\s*第?\s*\d+\s*号"
# 商服贸函2026年第322号
_YEARLY = r"[\u4e00-\u9fff]{2,10}\s*(?:19|20)\d\d年\s*第\s*\d+\s*号"
# 中华人民共和国国务院令第707号, 民政部令（第83号）, 国务院、中央军事委员会令第510号
_ORDER = (
    r"(?:(?<=日)|(?<![\u4e00-\u9fff、]))(?!日)[\u4e00-\u9fff、]{1,40}令\s*"
    r"[（(]?\s*第\s*\d+\s*号\s*[）)]?"
)
_NUMBER_LINE = re.compile(rf"{_NUMBER}|{_YEARLY}|{_ORDER}")
_ANY_NUMBER = re.compile(rf"{_NUMBER}|{_YEARLY}")
_ANY_ORDER = re.compile(_ORDER)
_BEGINS = re.compile(_NUMBER)

_PROMULGATED = re.compile(r"([12]\d{3}年\d{1,2}月\d{1,2}日)[^，。（）()年]{0,60}?(?:公布|发布|令)")
_WEB_DATE = re.compile(r"^(?:日期|时间|发布时间|发布日期)?[：:]?\s*[12]\d{3}[-/]\d{1,2}[-/]\d{1,2}")

_ISSUER_LABELS = ("发文机关", "制发机关", "发文单位", "发布机构")
_NUMBER_LABELS = ("发文字号", "文号", "文件编号")
_ISSUED_LABELS = ("成文日期", "生成日期", "发文日期", "印发日期")
_PUBLISHED_LABELS = ("发布日期", "公开日期", "发布时间")
_TITLE_LABELS = ("标题", "文件名称", "名称")

_TITLE_ISSUER = re.compile(
    rf"^([^《》]{{1,60}}?(?:{OFFICE}))\s*(?=关于|印发|转发|批转|公布|发布|对(?!外))"
)
_MASTHEAD = re.compile(rf"^(.{{2,40}}(?:{OFFICE}))\s*文\s*件$")
_TRIAL = re.compile("试行|暂行")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document besides its text; an unknown issuer or region is empty."""

    number: str
    title: str
    issuer: str
    region: str
    level: Level | None
    issued: date | None
    trial: bool


def metadata(text: str, file_name: str) -> Metadata:
    """Everything the text tells; a document without a number goes by its file's name."""
    lines = [cleaned for each in text.splitlines() if (cleaned := clean.line(each))]
    stem, told = PurePath(file_name).stem, _record(lines)
    title = _without_blanks(_first(told, _TITLE_LABELS) or titles.title(lines, stem))
    signed = signature(lines)
    issuer = _first(told, _ISSUER_LABELS) or _issuer(lines, title, signed)
    region, level = seat(issuer, title, stem)
    return Metadata(
        number=_number(lines, told, stem),
        title=title,
        issuer=issuer,
        region=region,
        level=level,
        issued=_issued(lines, told, signed),
        trial=bool(_TRIAL.search(title)),
    )


def _without_blanks(title: str) -> str:
    """Wrapping leaves blanks; those between issuers and between Latin words are meant."""
    issuer = _TITLE_ISSUER.match(title)
    start = issuer.end(1) if issuer else 0
    return title[:start] + re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", title[start:])


def _record(lines: Sequence[str]) -> dict[str, str]:
    """The website's record; a value may stand on the lines after its label."""
    found: dict[str, str] = {}
    for at, line in enumerate(lines):
        for label, value in record.pairs(line):
            if not value and label in _TITLE_LABELS:
                value = _continued(lines[at + 1 :])
            if value:
                found.setdefault(label, value)
    return found


def _continued(lines: Sequence[str]) -> str:
    value = ""
    for line in lines[:4]:
        if record.pairs(line):
            break
        value = titles.joined(value, line)
    return value


def _first(told: dict[str, str], labels: Iterable[str]) -> str:
    return next((told[label] for label in labels if label in told), "")


def _number(lines: Sequence[str], told: dict[str, str], stem: str) -> str:
    above = titles.head(lines)
    cells = [cell.strip() for line in above for cell in line.split("|")]
    candidates = [
        _first(told, _NUMBER_LABELS),
        next((cell for cell in cells if _NUMBER_LINE.fullmatch(cell)), ""),
        # 人社厅函〔2017〕9号为宣传人力资源和社会保障政策…: a page without its line breaks
        next((found[0] for line in lines[:1] if (found := _BEGINS.match(line))), ""),
        _found(_ANY_NUMBER, stem),
        # (2007年10月21日…令第510号公布), or 国务院令 and 第706号 on two lines
        _found(_ANY_ORDER, "\n".join(above)) or _found(_ANY_ORDER, stem),
    ]
    printed = next(filter(None, candidates), "")
    if not printed:
        return stem
    return re.sub(r"令[（(](第\d+号)[）)]?", r"令\1", document_number(printed))


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _issuer(lines: Sequence[str], title: str, signed: Signature | None) -> str:
    of_title = _TITLE_ISSUER.match(title)
    if of_title:
        return of_title[1]
    for line in titles.head(lines):
        if masthead := _MASTHEAD.match(line):
            return masthead[1]
    if signed:
        return signed.offices
    order = _found(_ANY_ORDER, "\n".join(titles.head(lines)))
    return order.split("令")[0].strip()


def _issued(lines: Sequence[str], told: dict[str, str], signed: Signature | None) -> date | None:
    if signed:
        return signed.day
    above = titles.head(lines)
    enacted = _PROMULGATED.search("".join(line for line in above if "年" in line))
    alone = (line for line in lines if re.fullmatch(r"[\d年月日\s]{8,16}", line))
    on_the_web = (line for line in above if _WEB_DATE.match(line))
    candidates = [
        _first(told, _ISSUED_LABELS),
        enacted[1] if enacted else "",
        next(alone, ""),
        _first(told, _PUBLISHED_LABELS),
        next(on_the_web, ""),
    ]
    return next((day for each in candidates if (day := date_of(each))), None)
