"""How policies write days, ranges and lengths of time, as patterns and as dates."""

import re
from calendar import monthrange
from datetime import date, timedelta

# last years of the plans: `“十四五”末` is 2025-12-31
PLANS = {"十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "八": 8, "十": 10}
ORDER = "一二三四"

YEAR, MONTH, NUMBER = r"20\d\d", r"1[0-2]|0?[1-9]", r"[12]\d|3[01]|0?[1-9]"
DAY = (
    rf"(?:(?P<year>{YEAR})\s*年度?(?:\s*(?P<month>{MONTH})\s*月(?:份)?(?:\s*(?P<day>{NUMBER})\s*日)?)?"
    r"|[“\"](?P<plan>十[三四五]五)[”\"])(?:年?[底末])?"
)
RANGE = (
    rf"(?P<from_year>{YEAR})\s*(?:年(?:\s*(?P<from_month>{MONTH})\s*月"
    rf"(?:\s*(?P<from_day>{NUMBER})\s*日)?)?)?起?\s*(?:至|到|[-—–－~～]+)\s*"
    rf"(?:(?P<to_year>{YEAR})\s*年)?(?:\s*(?P<to_month>{MONTH})\s*月"
    rf"(?:\s*(?P<to_day>{NUMBER})\s*日)?)?(?<=[年月日])(?:[底末])?"
)
LENGTH = r"(?P<count>\d+|[一两二三四五六八十])\s*(?P<unit>个月|年)"
# `2021年第四季度部分税费缓缴期限继续延长6个月`
DEFERRAL = re.compile(
    r"(?P<year>20\d\d)\s*年(?P<quarters>第[一二三四]季度(?:[、和]第[一二三四]季度)*)"
    rf"[^，。；,;（(\n]{{0,20}}?(?:延长|延缓缴纳|缓缴|延期){LENGTH}"
)


def first_day(match: re.Match[str], prefix: str = "") -> date:
    """The first day of what a DAY or one end of a RANGE names."""
    year, month, day = _numbers(match, prefix)
    return _day(year or _plan(match)[0], month or 1, day or 1)


def last_day(match: re.Match[str], prefix: str = "") -> date:
    """Its last day: `2022年` ends on 31 December, `2022年6月` on the 30th."""
    year, month, day = _numbers(match, prefix)
    if year is None:
        year = int(match["from_year"]) if prefix else _plan(match)[1]
    return _day(year, month or 12, day or 31)


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _day(year, month + 1, day.day)


def length_in_months(match: re.Match[str]) -> int:
    """`6个月` → 6, `五年` → 60."""
    count = NUMERALS.get(match["count"]) or int(match["count"])
    return count if match["unit"] == "个月" else 12 * count


def deferral(match: re.Match[str]) -> tuple[date, date]:
    """First day of the quarters, and the day so many months past their last one."""
    quarters = [ORDER.index(char) for char in re.findall(r"第(.)季度", match["quarters"])]
    first = date(int(match["year"]), 3 * min(quarters) + 1, 1)
    after = date(int(match["year"]), 3 * max(quarters) + 3, 1)
    return first, add_months(after, 1 + length_in_months(match)) - timedelta(1)


def unnamed(pattern: str) -> str:
    """The pattern without group names, so that it can be repeated."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _day(year: int, month: int, day: int) -> date:
    """That day, or the month's last one: some texts print `6月31日`."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _numbers(match: re.Match[str], prefix: str) -> tuple[int | None, int | None, int | None]:
    year, month, day = (match[f"{prefix}{part}"] for part in ("year", "month", "day"))
    return (int(year) if year else None, int(month) if month else None, int(day) if day else None)


def _plan(match: re.Match[str]) -> tuple[int, int]:
    return PLANS[match["plan"]]
