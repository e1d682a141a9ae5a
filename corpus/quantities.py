"""Every figure of a text with its value: clauses and questions are read by the same rules.

    单户担保金额1000万元以下        → 1000万元  10,000,000 元
    一次性给予20%-50%的年租金补贴   → 20%-50%   0.2 to 0.5 %
    才300来万 / 刚过3个亿           → 3,000,000 元, about / 300,000,000 元
    分别压减至6个、15个、25个工作日  → 6, 15 and 25 个工作日

Years of the calendar, ordinals and bare numbers (2022年, 第3条, 世界500强) are no quantities.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.numerals import CHINESE, NARROW, NUMBER, magnitude, neighbours, number
from corpus.units import ENGLISH_MAGNITUDES, ENGLISH_UNIT, FACTORS, TENTHS, UNIT, Unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure: `printed` is `text[start:end]`, `value` is in `unit`, `high` ends a range.

    `counter` keeps the word that a count was printed with (家, 户); `per` what a rate is for
    (`0.3元/千瓦时`), `shared_unit` what a list prints after its last figure. A
    proportion (2:2:4:2) has no single value.
    """

    start: int
    end: int
    printed: str
    value: float | None
    unit: Unit
    counter: str = ""
    high: float | None = None
    is_rough: bool = False
    per: str = ""
    shared_unit: str = ""

    @property
    def written(self) -> str:
        """As printed, with the unit that the list prints only once: `6个工作日`."""
        return self.printed + self.shared_unit

    def is_same(self, other: "Quantity") -> bool:
        """Whether both say the same, however printed: 5万元 and 50,000元, but not 5‰ and 5%."""
        if self.unit is Unit.SHARES and other.unit is Unit.SHARES:
            return _shares(self.printed) == _shares(other.printed)
        return (self.unit, self.value, self.high) == (other.unit, other.value, other.high)


@dataclass(frozen=True, slots=True)
class _Token:
    """A number before its unit is settled; `factor` 0 means that nothing was printed."""

    start: int
    end: int
    number: float
    scale: float
    unit: str
    high: float | None = None
    is_rough: bool = False
    per: str = ""
    shared_unit: str = ""


# A blank may stand inside a figure (`3 亿元`), a line break may not: tables end their cells so.
_BLANK = r"[ \u3000]?"
_MAGNITUDE = r"[百千十]?(?:万亿|[万亿])|[百千](?![强人年亿万瓦伏克])"
_PART = (
    rf"{NUMBER}{_BLANK}(?:[来多余几]{_BLANK})?(?:个(?=亿))?(?:{_MAGNITUDE})?+(?:(?<=[万亿])[多余])?"
)
_TOKEN = re.compile(
    r"(?<![\d.零〇一二两三四五六七八九十百千])(?:(?<![A-Za-z])|(?<=RMB)|(?<=CNY)|(?<=USD))(?:"
    rf"(?P<parts>百分之|千分之|万分之)(?P<share>{NUMBER})"
    rf"|(?P<below>{CHINESE})分之(?P<above>{CHINESE})"
    r"|(?P<shares>\d++(?:\.\d++)?(?::\d++(?:\.\d++)?)++)"
    r"|(?P<fraction>[1-9]/[2-9])(?![\d/])"
    rf"|(?P<tenths>[一二两三四五六七八九1-9]|[一二三四五六七八九]{{2}}){TENTHS}(?P<half>半|五)?"
    r"|(?P<colloquial>一半|对半)"
    r"|(?<![上下前后大多])半(?P<halved>天|年(?![度报])|个月|个?小时|个工作日)"
    rf"|(?P<body>{_PART}(?:(?<=[万亿千]){_PART})*+){_BLANK}"
    r"(?P<latin>[wW](?![A-Za-z])|[ -]?(?i:k|thousand|million|billion)(?![A-Za-z]))?"
    rf"(?:(?P<unit>{UNIT})|[ -]?(?P<english>(?i:{ENGLISH_UNIT}))(?![A-Za-z]))?+"
    r"(?P<per>(?:/每?[^\W\d]{1,3}){1,2})?)"
)
_PIECE = re.compile(
    rf"(?P<number>{NUMBER}|^[百千]){_BLANK}(?P<rough>[来多余几])?{_BLANK}个?"
    rf"(?P<scale>(?:{_MAGNITUDE})?)"
    r"(?P<more>[多余]?)"
)
_PARTS_OF = {"百分之": 0.01, "千分之": 0.001, "万分之": 0.0001}
_RANGE = re.compile(
    rf"(?:[（(]含(?:本数)?[）)])?{_BLANK}(?:[-—–~～－]{{1,2}}|以上至|至|到){_BLANK}"
)
#: what every figure has at least one of
_NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百千半]")
#: what every figure begins with: 万分之三 and 对半 with no numeral
_OPENING = re.compile(r"[\d零〇一二两三四五六七八九十百千半万对]")
_LIST = re.compile(r"[、/]|和|及|或|与|以及")
_COUNTED = re.compile(
    rf"{_BLANK}(?:市场|企业|个体|用户|粉丝|职工|农户|群众|居民|劳动|岗位|贫困|学生|人口|毕业|"
    "棵|册|部|字|立方|标准)"
)
_CURRENCY_BEFORE = re.compile(r"(?:RMB|CNY|[¥￥]|(?P<dollar>\$|USD)) ?$")
_CALENDAR = (1900, 2100)
_NAMED_YEAR = ("上", "下", "同", "每", "当", "首")
_NUMBERED_YEAR = re.compile(r"\d{1,2}\.(?:19|20)\d\d[ \u3000]?年")
_PLAN = re.compile(r"规划|行动|计划|攻坚|期规划")


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of `text` in reading order. Time is linear in the text."""
    narrow = text.translate(NARROW)
    if not _NUMERAL.search(narrow):
        return ()
    found = [_read(match, narrow) for match in _matches(narrow)]
    tokens = _inherit([t for t in found if t is not None], narrow)
    settled = [q for q in (_settle(t, text, narrow) for t in tokens) if q is not None]
    return tuple(_join_ranges(settled, text, narrow))


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Every figure; tried only where one may begin, as most of a text is none."""
    at = 0
    while opening := _OPENING.search(text, at):
        match = _TOKEN.match(text, opening.start())
        if match:
            yield match
        at = match.end() if match else opening.end()


def _read(match: re.Match[str], text: str) -> _Token | None:
    if match["body"]:
        return _read_body(match)
    if match["shares"]:
        return None if _is_time_of_day(match["shares"]) else _token(match, 0.0, "比")
    if match["parts"]:
        share = number(match["share"])
        return (
            None if share is None else _token(match, share * _PARTS_OF[match["parts"]] * 100, "%")
        )
    if match["below"]:
        above, below = number(match["above"]), number(match["below"])
        return _token(match, 100 * above / below, "%") if above and below else None
    if match["fraction"]:
        above_digit, below_digit = match["fraction"].split("/")
        return _token(match, 100 * int(above_digit) / int(below_digit), "%")
    if match["colloquial"]:
        return _token(match, 50.0, "%")
    if match["halved"]:
        return _token(match, 0.5, match["halved"])
    return _read_tenths(match)


def _read_tenths(match: re.Match[str]) -> _Token | None:
    between = neighbours(match["tenths"])
    if between:
        return replace(_token(match, between[0] * 10, "%"), high=between[1] * 10)
    tenths = number(match["tenths"])
    more = 5 if match["half"] else 0
    return None if tenths is None else _token(match, tenths * 10 + more, "%")


def _read_body(match: re.Match[str]) -> _Token | None:
    """`1亿2000万元` adds up; `300来万` is rough; `三五万` is a range."""
    total, scale, high, rough = 0.0, 1.0, None, False
    for piece in _PIECE.finditer(match["body"]):
        scale = magnitude(piece["scale"])
        rough = rough or bool(piece["rough"] or piece["more"])
        value, between = number(piece["number"]), neighbours(piece["number"])
        if between:
            value, high = between[0], between[1] * scale
        if value is None:
            return None
        total += value * scale
    if match["latin"]:
        scale = ENGLISH_MAGNITUDES.get(match["latin"].strip(" -").lower(), magnitude("万"))
        total *= scale
    english = (match["english"] or "").lower().replace("-", " ")
    end = match.start() + len(match[0].rstrip())
    unit, per = match["unit"] or english, match["per"] or ""
    return _Token(match.start(), end, total, scale, unit, high, rough, per)


def _token(match: re.Match[str], value: float, unit: str) -> _Token:
    return _Token(match.start(), match.start() + len(match[0].rstrip()), value, 1.0, unit)


def _inherit(tokens: list[_Token], text: str) -> list[_Token]:
    """`6个、15个、25个工作日`, `3—5亿元`: a figure without its own unit takes the next one's."""
    out: list[_Token] = []
    after: _Token | None = None
    for token in reversed(tokens):
        if after is not None and _lacks_unit(token, after):
            gap = text[token.end : after.start]
            if _LIST.fullmatch(gap) or _RANGE.fullmatch(gap):
                scale = after.scale if token.scale == 1 and not token.unit else 1.0
                token = replace(
                    token,
                    number=token.number * scale,
                    scale=after.scale,
                    unit=after.unit,
                    shared_unit=_shared_unit(token, after, text),
                )
        out.append(token)
        after = token
    return out[::-1]


def _lacks_unit(token: _Token, after: _Token) -> bool:
    if after.unit == "比":
        return False
    if token.unit == "个":
        return after.unit.startswith("个") and after.unit != "个"
    return not token.unit and bool(after.unit or after.scale > 1)


def _shared_unit(token: _Token, after: _Token, text: str) -> str:
    """What the figure lacks: 工作日 after `6个`, 万元 after `1000`."""
    if token.unit:
        return after.unit.removeprefix(token.unit)
    unit_and_scale = text[after.start : after.end].lstrip("0123456789.,零〇一二两三四五六七八九十 ")
    return unit_and_scale if token.scale == 1 else after.unit


def _settle(token: _Token, text: str, narrow: str) -> Quantity | None:
    """The quantity in its base unit, or None where the number counts nothing."""
    if _is_date_or_ordinal(token, narrow):
        return None
    if token.unit == "比":
        unit, factor = Unit.SHARES, 0.0
    elif token.unit:
        unit, factor = FACTORS[token.unit]
    elif currency := _CURRENCY_BEFORE.search(narrow[max(0, token.start - 4) : token.start]):
        unit, factor = (Unit.DOLLAR if currency["dollar"] else Unit.YUAN), 1.0
    elif token.scale >= magnitude("万"):
        unit, factor = _bare_unit(narrow, token.end), 1.0
    else:
        return None
    printed = text[token.start : token.end]
    value = None if unit is Unit.SHARES else round(token.number * factor, 9)
    high = None if token.high is None else round(token.high * factor, 9)
    counter = token.unit if unit is Unit.COUNT else ""
    return Quantity(
        token.start,
        token.end,
        printed,
        value,
        unit,
        counter,
        high,
        token.is_rough,
        token.per.lstrip("/每"),
        token.shared_unit,
    )


def _bare_unit(text: str, end: int) -> Unit:
    """`300万的一次性补助` and `刚过3个亿` are money; `1.2万市场主体` is not."""
    return Unit.NONE if _COUNTED.match(text, end) else Unit.YUAN


def _is_date_or_ordinal(token: _Token, text: str) -> bool:
    before = text[token.start - 1 : token.start]
    if before == "第":
        return True
    if token.unit == "年" and token.scale == 1:
        return _is_calendar_year(token, text)
    if token.unit == "日" and before == "月":
        return True
    return _is_article(token, text)


def _is_calendar_year(token: _Token, text: str) -> bool:
    """2022年, the 2022年 of `12.2022年` (a numbered line), 上一年 and 三年行动 measure no time."""
    if _CALENDAR[0] <= token.number <= _CALENDAR[1]:
        return True
    printed = text[token.start : token.end]
    named = printed[0] == "一" and text.endswith(_NAMED_YEAR, 0, token.start)
    return named or bool(_NUMBERED_YEAR.match(printed) or _PLAN.match(text, token.end))


def _is_article(token: _Token, text: str) -> bool:
    """`一个`, `一项` and the names made of numbers (`五个一`) count nothing."""
    if token.unit not in FACTORS or FACTORS[token.unit][0] is not Unit.COUNT:
        return False
    return (text[token.start] == "一" and token.number == 1) or text[
        token.end : token.end + 1
    ] == "一"


def _is_time_of_day(printed: str) -> bool:
    hours, _, minutes = printed.partition(":")
    return minutes in {"00", "15", "30", "45"} and hours.isdigit() and int(hours) < 24


def _join_ranges(found: Iterable[Quantity], text: str, narrow: str) -> list[Quantity]:
    out: list[Quantity] = []
    for quantity in found:
        if out and _is_range(out[-1], quantity, narrow):
            low = out.pop()
            printed = text[low.start : quantity.end]
            quantity = replace(
                quantity, start=low.start, printed=printed, value=low.value, high=quantity.value
            )
        out.append(quantity)
    return out


def _is_range(low: Quantity, high: Quantity, text: str) -> bool:
    if low.unit is not high.unit or low.value is None or high.value is None or low.high is not None:
        return False
    return low.value < high.value and bool(_RANGE.fullmatch(text, low.end, high.start))


def _shares(printed: str) -> tuple[float, ...]:
    return tuple(float(part) for part in printed.translate(NARROW).split(":"))
