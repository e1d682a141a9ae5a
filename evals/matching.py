"""Whether a string stands in a text, as the grader sees it: blanks out, width and case folded.

has("10万元", "奖励 10 万元")  True        has("5%", "15%")  False: numbers are matched whole
"""

import re
import unicodedata

NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MARKER = re.compile(r"\[\d+\]")
_BLANKS = re.compile(r"\s+")


def normal(text: str | None) -> str:
    """Without blanks, half-width, small letters."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text or "")).lower()


def unmarked(text: str) -> str:
    """Without citation markers."""
    return _MARKER.sub("", text)


def has(text: str, wanted: str) -> bool:
    """Whether the normalised text has the string, its numbers whole."""
    wanted = normal(wanted)
    return any(
        _is_whole(text, m.start(), m.end(), wanted) for m in re.finditer(re.escape(wanted), text)
    )


def _is_whole(text: str, start: int, end: int, wanted: str) -> bool:
    if not wanted:
        return True
    cut_before = wanted[0].isdigit() and start > 0 and _goes_on(text, start - 1, -1)
    cut_after = wanted[-1].isdigit() and end < len(text) and _goes_on(text, end, 1)
    return not cut_before and not cut_after


def _goes_on(text: str, at: int, step: int) -> bool:
    """Whether a number continues at this place: with a digit, or with `.` or `,` and a digit."""
    if text[at].isdigit():
        return True
    beyond = at + step
    inside = beyond >= 0 if step < 0 else beyond < len(text)
    return text[at] in ".," and inside and text[beyond].isdigit()
