"""Who signed a document and when: the first date on a line of its own under an office; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.numerals import number as value_of

OFFICE = (
    "政府|办公室|办公厅|厅|局|委员会|委|部|院|中心|总社|署|处|小组|工作组|部门|中央|银行|联合会|"
    "总工会|协会|学会|集团|常委会|指挥部|专班"
)
_OFFICE_LINE = re.compile(rf"^[\u4e00-\u9fff“”·、（）\d\s]{{2,60}}(?:{OFFICE})$")
_DATE = re.compile(r"([12]\d{3})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})(?!\d)\s*日?")
_CHINESE_DATE = re.compile(
    r"([一二三四五六七八九〇○零]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Signature:
    """The offices as printed, several with a blank between them, and the day."""

    offices: str
    day: date


def signature(lines: Sequence[str]) -> Signature | None:
    """The first date on a line of its own under the name of an office, and that name."""
    for at, line in enumerate(lines):
        day = date_of(line) if len(line) <= 20 else None
        if day is None or not re.fullmatch(r"[\d一二三四五六七八九十〇○零年月日\s]+", line):
            continue
        names: list[str] = []
        for above in reversed(lines[max(at - _MOST_LINES, 0) : at]):
            if not _OFFICE_LINE.match(above) or len(above) > 60:
                break
            names.insert(0, above)
        if names:
            return Signature(" ".join(names), day)
    return None


def date_of(text: str) -> date | None:
    """`2022 年 3 月 31 日`, `2022-03-31` or `二〇二二年三月三十一日` inside the text, if any."""
    printed = _DATE.search(text)
    chinese = _CHINESE_DATE.search(text)
    try:
        if printed:
            return date(*map(int, printed.groups()))
        if chinese:
            year = int("".join(str("〇一二三四五六七八九".index(c)) for c in _zeros(chinese[1])))
            return date(year, int(value_of(chinese[2]) or 0), int(value_of(chinese[3]) or 0))
    except ValueError:
        return None
    return None


def _zeros(year: str) -> str:
    return year.replace("○", "〇").replace("零", "〇")
