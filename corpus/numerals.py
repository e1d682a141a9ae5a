"""Numbers as people write them: 1,200 · １５ · 一百二十 · 三千五 · 十五 → float."""

import re

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1_000}
MAGNITUDES = PLACES | {"万": 10_000, "亿": 100_000_000}

# Full-width forms, one character for one, so that offsets still hold after translation.
NARROW = str.maketrans("０１２３４５６７８９％．／－＋：∶", "0123456789%./-+::")

ARABIC = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++)?"
# A numeral that is only 百 or 千 counts before 万元 alone: 百万元 is a sum, 千人计划 is none.
CHINESE = r"(?:[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千]*+|[百千](?=[万亿]元))"
NUMBER = rf"(?:{ARABIC}|{CHINESE})"

_ARABIC = re.compile(ARABIC)


def number(printed: str) -> float | None:
    """The value of one printed number; None for digits in a row that name no number."""
    if _ARABIC.fullmatch(printed):
        return float(printed.replace(",", ""))
    if any(c in PLACES for c in printed):
        return _placed(printed)
    return float(DIGITS[printed]) if len(printed) == 1 else None


def magnitude(printed: str) -> float:
    """What 万, 千万 or 亿 multiplies by; an empty string is 1."""
    product = 1.0
    for char in printed:
        product *= MAGNITUDES[char]
    return product


def neighbours(printed: str) -> tuple[float, float] | None:
    """`三五` (万): two digits in rising order are a rough range."""
    if len(printed) != 2 or any(c not in DIGITS for c in printed):
        return None
    low, high = DIGITS[printed[0]], DIGITS[printed[1]]
    return (float(low), float(high)) if 0 < low < high else None


def _placed(printed: str) -> float:
    total, digit, last = 0, None, 10
    for char in printed:
        if char in PLACES:
            last = PLACES[char]
            total += (1 if digit is None else digit) * last
            digit = None
        else:
            digit = DIGITS[char]
            last = 10 if char in "零〇" else last
    if digit is not None:
        # 三千五 is 3,500 and 三千零五 is 3,005
        total += digit * (last // 10)
    return float(total)
