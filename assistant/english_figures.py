"""English figures read and written: `RMB 3 million` ↔ 300万元, `5 MW` ↔ 5兆瓦.

Chinese figures are read by `corpus.quantities`; both give the same values.
"""

import re
from functools import lru_cache

from corpus.quantities import Quantity, quantities
from corpus.units import Unit

_SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
}
_UNITS: tuple[tuple[str, Unit, float], ...] = (
    (r"percent|per cent|%|％", Unit.PERCENT, 0.01),
    (r"per mille|‰", Unit.PERCENT, 0.001),
    (r"percentage points?", Unit.POINTS, 0.01),
    (r"(?:working|business|work) days?", Unit.WORKDAYS, 1),
    (r"hours?|hrs?", Unit.DAYS, 1 / 24),
    (r"days?", Unit.DAYS, 1),
    (r"weeks?", Unit.DAYS, 7),
    (r"months?", Unit.MONTHS, 1),
    (r"years?", Unit.MONTHS, 12),
    (r"mw|megawatts?", Unit.POWER, 1000),
    (r"kw|kilowatts?", Unit.POWER, 1),
    (r"(?:square met(?:er|re)s?|sqm|sq\.? ?m|m2|m²)", Unit.AREA, 1),
    (r"tons?|tonnes?", Unit.MASS, 1),
    (r"kv|kilovolts?", Unit.VOLTAGE, 1),
    (r"us dollars?|usd|dollars?", Unit.DOLLAR, 1),
    (r"yuan|rmb|cny|renminbi", Unit.YUAN, 1),
)
_FIGURE = re.compile(
    r"(?P<before>rmb|cny|¥|￥|us\$|usd|\$)?\s?"
    r"(?<![\d.,A-Za-z])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"[ -]?(?P<scale>thousand|million|billion|mn|bn|k|m)?(?![A-Za-z]*\d)\b"
    r"(?:[ -]?(?:of )?(?P<unit>" + "|".join(unit for unit, _, _ in _UNITS) + r")(?![A-Za-z]))?",
    re.IGNORECASE,
)
#: sentences of the documents are read again for each question that finds them
_TEXTS_KEPT = 8_192
_DOLLARS = {"us$", "usd", "$"}


@lru_cache(maxsize=_TEXTS_KEPT)
def figures(text: str) -> tuple[Quantity, ...]:
    """Every quantity of a question, in whichever language it is written."""
    chinese = tuple(q for q in quantities(text) if q.value is not None)
    taken = [(q.start, q.end) for q in chinese]
    english = (
        q
        for q in _english(text)
        if not any(q.start < end and start < q.end for start, end in taken)
    )
    return tuple(sorted((*chinese, *english), key=lambda q: q.start))


def _english(text: str) -> list[Quantity]:
    found = []
    for match in _FIGURE.finditer(text):
        unit, factor = _unit(match)
        if unit is None:
            continue
        scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
        value = float(match["number"].replace(",", "")) * scale * factor
        found.append(Quantity(match.start(), match.end(), match[0].strip(), value, unit))
    return found


def _unit(match: re.Match[str]) -> tuple[Unit | None, float]:
    before = (match["before"] or "").lower()
    if before:
        return (Unit.DOLLAR if before in _DOLLARS else Unit.YUAN), 1
    printed = match["unit"]
    if printed is None:
        return (Unit.YUAN, 1) if match["scale"] in ("million", "billion", "thousand") else (None, 1)
    for pattern, unit, factor in _UNITS:
        if re.fullmatch(pattern, printed, re.IGNORECASE):
            return unit, factor
    return None, 1


def spoken(value: float) -> str:
    """A plain number as an English reader expects it: `100,000`, `1.5 million`, `100 million`."""
    if value >= 1_000_000:
        scale, name = (1e9, "billion") if value >= 1e9 else (1e6, "million")
        scaled = value / scale
        if round(scaled, 3) == scaled or scaled.is_integer():
            return f"{scaled:,.10g} {name}"
    return f"{value:,.10g}"


def in_english(printed: str, quantity: Quantity) -> str:
    """A Chinese figure in English, the printed one beside it: `RMB 100,000 (10万元)`."""
    english = _in_words(quantity)
    return f"{english} ({printed})" if english and english != printed else printed


def _in_words(quantity: Quantity) -> str:
    if quantity.value is None:
        return ""
    value, high = quantity.value, quantity.high
    money = {Unit.YUAN: "RMB ", Unit.DOLLAR: "US$", Unit.EURO: "EUR ", Unit.HK_DOLLAR: "HK$"}
    if quantity.unit in money:
        sign = money[quantity.unit]
        return sign + spoken(value) + (f"–{spoken(high)}" if high is not None else "")
    if quantity.unit is Unit.PERCENT:
        return _share(quantity)
    if quantity.unit is Unit.POINTS:
        return f"{value * 100:.10g} percentage points"
    nouns = {
        Unit.WORKDAYS: "working day",
        Unit.DAYS: "day",
        Unit.MONTHS: "month",
        Unit.TIMES: "time",
    }
    if quantity.unit in nouns:
        return _counted(quantity, nouns[quantity.unit])
    plain = {Unit.POWER: " kW", Unit.MASS: " tonnes", Unit.VOLTAGE: " kV", Unit.AREA: " m²"}
    if quantity.unit in plain:
        return spoken(value) + plain[quantity.unit]
    return spoken(value) if quantity.unit is Unit.COUNT and high is None else ""


def _share(quantity: Quantity) -> str:
    value = quantity.value or 0.0
    if "‰" in quantity.printed or "千分" in quantity.printed:
        return f"{value * 1000:.10g}‰"
    high = f"–{quantity.high * 100:.10g}%" if quantity.high is not None else ""
    return f"{value * 100:.10g}%" + high


def _counted(quantity: Quantity, noun: str) -> str:
    value = quantity.value or 0.0
    if quantity.printed.startswith("半"):
        return f"half a {noun}" if value < 1 else "half a year"
    if noun == "day" and value < 1:
        value, noun = value * 24, "hour"
    if noun == "month" and value >= 12 and value % 12 == 0:
        value, noun = value / 12, "year"
    return f"{value:.10g} {noun}" + ("" if value == 1 else "s")
