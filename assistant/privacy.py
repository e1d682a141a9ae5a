"""Identity-card and phone numbers are masked before anything is written or logged; pure.

`身份证14050119900101123X，电话一三八 0013 8000` → `身份证***，电话***`
"""

import re
import unicodedata
from functools import lru_cache

MASK = "***"

_WRITTEN_OUT = {
    **dict.fromkeys("〇零○", "0"),
    **dict.fromkeys("一幺壹", "1"),
    **dict.fromkeys("二两贰", "2"),
    **dict.fromkeys("三叁", "3"),
    **dict.fromkeys("四肆", "4"),
    **dict.fromkeys("五伍", "5"),
    **dict.fromkeys("六陆", "6"),
    **dict.fromkeys("七柒", "7"),
    **dict.fromkeys("八捌", "8"),
    **dict.fromkeys("九玖", "9"),
}
_CHECK_LETTERS = frozenset("xXｘＸхХ×")
_BETWEEN_DIGITS = frozenset("-‐‑–—－_.·•/")
_GAP = " {0,3}"
#: a local phone number with its area code
_FEWEST_DIGITS = 10
# one more than \d: ① and ² are digits, too
_DIGIT = re.compile(rf"[\d²³¹①-⑨⑴-⑼⒈-⒐{''.join(_WRITTEN_OUT)}]")


def _spaced(*digits: str) -> str:
    """A pattern for these digits with blanks or dashes anywhere between them."""
    return _GAP.join(digits)


_DAY = ("[12]", "[089]", r"\d", r"\d", "[01]", r"\d", "[0-3]", r"\d")
_PERSONAL = re.compile(
    "|".join(
        rf"(?<!\d){pattern}(?![\dX])"
        for pattern in (
            _spaced("[1-9]", *[r"\d"] * 5, *_DAY, *[r"\d"] * 3, r"[\dX]"),
            r"\d{17}[\dX]",
            r"[1-9]\d{14}",
            rf"(?:(?:00{_GAP})?8{_GAP}6{_GAP})?" + _spaced("1", "[3-9]", *[r"\d"] * 9),
            _spaced("0", r"\d", r"\d", *[r"\d"] * 7) + rf"(?:{_GAP}\d)?(?:{_GAP}\d)?",
        )
    )
)


@lru_cache(maxsize=4096)
def masked(text: str) -> str:
    """The text with every such number replaced."""
    if len(_DIGIT.findall(text)) < _FEWEST_DIGITS:
        return text
    parts, end = [], 0
    for found in _PERSONAL.finditer(text.translate(_FOLDED)):
        parts += [text[end : found.start()], MASK]
        end = found.end()
    return "".join([*parts, text[end:]])


class _Folded(dict[int, str]):
    """One character for one, so that a match has the same place in the text."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    if character in _WRITTEN_OUT:
        return _WRITTEN_OUT[character]
    if character.isdigit():
        return str(unicodedata.digit(character))
    if character in _CHECK_LETTERS:
        return "X"
    invisible = unicodedata.category(character) in ("Cf", "Cc", "Zs", "Zl", "Zp")
    return " " if invisible or character in _BETWEEN_DIGITS else "#"


_FOLDED = _Folded()
