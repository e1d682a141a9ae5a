"""Characters at their places on a page → printed lines → lines without page furniture; pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers import clean


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character, its edges and height in points, and whether the file has a blank before it."""

    char: str
    left: float
    right: float
    bottom: float
    height: float
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    left: float
    right: float
    middle: float
    height: float


# Shares of a character's height.
_SAME_LINE = 0.6
_OVERPRINT = 0.15
_BLANK_GAP, _MARKED_BLANK_GAP = 0.3, 0.12
# More stretches than any page of text has: their order is left as it is.
_MOST_STRETCHES = 1_000
# Page furniture is looked for among the outermost lines of a page.
_EDGE_LINES = 3
_RUNNING_SHARE = 0.6

_PAGE_NUMBER = re.compile(
    r"[-—–─－·•\s]*\d{1,4}[-—–─－·•\s]*|第\s*\d+\s*页[\s,，/]*(?:共\s*\d+\s*页)?|\d{1,4}\s*/\s*\d{1,4}|"
    r"Page\s*\d+(?:\s*of\s*\d+)?",
    re.IGNORECASE,
)
# 2026/7/24 15:57 中华人民共和国民政部令_中国政府网, https://www.gov.cn/….htm 1/9
_STAMP = re.compile(r"\d{2,4}[/.-]\d{1,2}[/.-]\d{1,4},? +\d{1,2}:\d{2}\b.*")
_ADDRESS = re.compile(r"(?:https?|file)://\S+(?:\s*\d+\s*/\s*\d+)?")


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The printed lines of one page from top to bottom, overprinted characters once."""
    found: list[list[Glyph]] = []
    seen: dict[str, list[Glyph]] = {}
    for glyph in glyphs:
        if _is_overprint(glyph, seen.setdefault(glyph.char, [])):
            continue
        seen[glyph.char].append(glyph)
        if found and _continues(found[-1][-1], glyph):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return _in_order(_merged([_line(each) for each in found]))


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[str]]:
    """The text of each page's lines without page numbers, running heads and browser stamps."""
    heads = Counter(
        head for page in pages for head in {_masked(line.text) for line in _edges(page)} if head
    )
    often = max(3, len(pages) * _RUNNING_SHARE)
    return [
        _body(page, {head for head, count in heads.items() if count >= often}) for page in pages
    ]


def _body(page: Sequence[Line], running: set[str]) -> list[str]:
    edges = _edges(page)
    is_printed_page = any(_ADDRESS.fullmatch(line.text) for line in edges)
    furniture = {id(line) for line in edges if _is_furniture(line.text, running, is_printed_page)}
    kept = [line for line in page if id(line) not in furniture]
    return [clean.unspaced(clean.line(line.text)) for line in kept]


def _is_furniture(text: str, running: set[str], is_printed_page: bool) -> bool:
    text = clean.line(text)
    if _PAGE_NUMBER.fullmatch(text) or _ADDRESS.fullmatch(text):
        return True
    # 2023-02-27 18:43 来源：新华社 is a line of the page itself and stamps no other.
    return _masked(text) in running or (
        is_printed_page and bool(_STAMP.fullmatch(text)) and "来源" not in text
    )


def _edges(page: Sequence[Line]) -> list[Line]:
    """The outermost lines, whatever their order in the file."""
    by_height = sorted(page, key=lambda line: -line.middle)
    return [*by_height[:_EDGE_LINES], *by_height[max(_EDGE_LINES, len(page) - _EDGE_LINES) :]]


def _masked(text: str) -> str:
    """What stays the same in a running head from page to page."""
    return re.sub(r"\d+|\s+", "", clean.line(text))


def _is_overprint(glyph: Glyph, same: list[Glyph]) -> bool:
    # Bold type made by printing twice; only near characters count, so the last few suffice.
    reach = max(glyph.height * _OVERPRINT, 0.5)
    return any(
        abs(each.left - glyph.left) <= reach and abs(each.bottom - glyph.bottom) <= reach
        for each in same[-50:]
    )


def _continues(last: Glyph, glyph: Glyph) -> bool:
    height = max(last.height, glyph.height, 1.0)
    return (
        abs(_middle(last) - _middle(glyph)) < height * _SAME_LINE / 2
        and glyph.left > last.left - height / 2
    )


def _middle(glyph: Glyph) -> float:
    return glyph.bottom + glyph.height / 2


def _line(glyphs: list[Glyph]) -> Line:
    text = glyphs[0].char
    for last, glyph in pairwise(glyphs):
        text += f" {glyph.char}" if _is_apart(last, glyph) else glyph.char
    typical = sorted(glyphs, key=_middle)[len(glyphs) // 2]
    return Line(text, glyphs[0].left, glyphs[-1].right, _middle(typical), typical.height)


def _is_apart(last: Glyph, glyph: Glyph) -> bool:
    # Between Chinese characters a blank of the file is often false; the gap has to bear it out.
    if glyph.spaced and last.char.isascii() and glyph.char.isascii():
        return True
    share = _MARKED_BLANK_GAP if glyph.spaced else _BLANK_GAP
    return glyph.left - last.right > max(last.height, glyph.height) * share


def _merged(found: list[Line]) -> list[Line]:
    """Stretches of one printed line that the file stores as several."""
    merged: list[Line] = []
    for line in found:
        last = merged[-1] if merged else None
        if last and _is_beside(last, line):
            blank = " " if line.left - last.right > line.height * _BLANK_GAP else ""
            text = f"{last.text}{blank}{line.text}"
            merged[-1] = Line(text, last.left, line.right, last.middle, last.height)
        else:
            merged.append(line)
    return merged


def _is_beside(last: Line, line: Line) -> bool:
    reach = max(last.height, line.height) * _SAME_LINE / 2
    return abs(last.middle - line.middle) < reach and line.left > last.right - reach


def _in_order(found: list[Line]) -> list[Line]:
    """As the file has them, but no stretch before another that stands wholly above it.

    Columns and the cells of a table stay together, a box that the file draws first does not
    come before the text over it.
    """
    stretches = _stretches(found)
    if len(stretches) > _MOST_STRETCHES:
        return found
    ordered: list[list[Line]] = []
    for stretch in stretches:
        at = len(ordered)
        while at and _is_above(stretch, ordered[at - 1]):
            at -= 1
        ordered.insert(at, stretch)
    return [line for stretch in ordered for line in stretch]


def _stretches(found: list[Line]) -> list[list[Line]]:
    """Runs of lines that go down the page."""
    stretches: list[list[Line]] = []
    for line in found:
        if stretches and line.middle < stretches[-1][-1].middle:
            stretches[-1].append(line)
        else:
            stretches.append([line])
    return stretches


def _is_above(one: list[Line], other: list[Line]) -> bool:
    left, right = min(line.left for line in other), max(line.right for line in other)
    shares_width = any(line.left < right and line.right > left for line in one)
    return shares_width and one[-1].middle > other[0].middle
