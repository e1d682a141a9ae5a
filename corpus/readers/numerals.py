"""Counting the way Word's list formats do: 3 → 三, 叁, 丙, ③, iii, c; pure."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_UNITS = ("", "十", "百", "千")
_FORMAL_UNITS = ("", "拾", "佰", "仟")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def numeral(number: int, form: str) -> str:
    """The number in one of Word's `w:numFmt` values; an unknown one counts in digits."""
    return _FORMS.get(form, str)(number)


def chinese(number: int) -> str:
    """12 → 十二, 105 → 一百零五; above 9999 the digits alone."""
    text = _positional(number, "零" + _DIGITS[1:], _UNITS)
    return text[1:] if text.startswith("一十") else text


def _positional(number: int, digits: str, units: tuple[str, ...]) -> str:
    if not 0 < number < 10_000:
        return "".join(digits[int(each)] for each in str(number))
    text, gap = "", False
    for power in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += (digits[0] if gap else "") + digits[digit] + units[power]
        gap = digit == 0 and bool(text)
    return text


def _japanese(number: int) -> str:
    return chinese(number).replace("一百", "百").replace("一千", "千").replace("零", "")


def _cyclic(symbols: str) -> Callable[[int], str]:
    return lambda number: symbols[(number - 1) % len(symbols)] if number > 0 else "0"


def _letters(number: int) -> str:
    # Word repeats the letter after z: aa, bb, cc.
    turns, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turns + 1) if number > 0 else "0"


def _roman(number: int) -> str:
    text = ""
    for value, symbol in _ROMAN:
        times, number = divmod(number, value)
        text += symbol * times
    return text


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(
        {48 + n: 0xFF10 + n for n in range(10)}
    ),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": _japanese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(each)] for each in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(
        _DIGITS[int(each)] for each in str(number)
    ),
    "taiwaneseDigital": lambda number: "".join(_DIGITS[int(each)] for each in str(number)),
    "chineseLegalSimplified": lambda number: _positional(number, _FORMAL, _FORMAL_UNITS),
    "ideographLegalTraditional": lambda number: _positional(number, _FORMAL, _FORMAL_UNITS),
    "ideographTraditional": _cyclic(_STEMS),
    "ideographZodiac": _cyclic(_BRANCHES),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
