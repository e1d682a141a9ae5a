"""`一、` `（二）` `3.` `第十二条` → rank and number; a state machine tells headings from text.

A document may use any subset of the ranks, skip or repeat a number, restart it in each section or
run on through sections. So a mark is judged by what came before it, not by how its line looks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """How deep a heading is. Smaller contains larger."""

    ATTACHMENT = 0
    CHAPTER = 1
    SECTION = 2
    ARTICLE = 3
    CHINESE = 4
    BRACKETED = 5
    DIGIT = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed number that could head a clause: `text[start:end]`."""

    rank: Rank
    number: int
    numeral: str
    start: int
    end: int


_NUMERALS = "〇零一二三四五六七八九十百千"
# `第十二条的规定`, `第三条、第四条`, `第五条第二款` refer to an article and do not begin one
_REFERRED = (
    rf"的|规定|之|款|项(?!目)|至|到第|、|，|[和或及](?=第|《)|[）)]|第\s?[{_NUMERALS}]+\s?[款项]"
)
_MARKS = re.compile(
    rf"""
      (?P<attachment>附\s{{0,4}}件\s{{0,4}}(?P<a>[0-9０-９{_NUMERALS}]{{0,3}})[ \t]*[：:]?
        (?=[ \t]*$))
    | 第\s?(?P<h>[{_NUMERALS}0-9]{{1,7}})\s?(?P<unit>[章节条])
      (?P<inserted>之[{_NUMERALS}]{{1,2}}(?=[\s\u3000]))?(?!{_REFERRED})
    | (?P<c>[{_NUMERALS}]{{1,4}})[、．.](?!\s*[{_NUMERALS}]{{1,3}}[、是])
    | [（(]\s?(?P<b>[{_NUMERALS}]{{1,4}})\s?[）)]
    | (?P<d>[0-9０-９]{{1,3}})\s?[.．、](?![0-9０-９])
    """,
    re.VERBOSE | re.MULTILINE,
)
_UNITS = {"章": Rank.CHAPTER, "节": Rank.SECTION, "条": Rank.ARTICLE}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_DIGITS = {"〇": 0, "零": 0} | {c: i for i, c in enumerate("一二三四五六七八九", 1)}

#: how far a number may run ahead of the one before it and still be the next heading
_LARGEST_GAP = 3
#: a heading this short may run into its first sub-heading without punctuation (`一、总则（一）…`)
_LONGEST_BARE_HEADING = 40


def number_of(numeral: str) -> int:
    """`二十二` → 22, `22` → 22, `一百零三` → 103, `十七之一` → 17."""
    if numeral[0].isdigit():
        return int(numeral)
    total, current = 0, 0
    for char in numeral.partition("之")[0]:
        if char in _PLACES:
            total, current = total + (current or 1) * _PLACES[char], 0
        else:
            current = _DIGITS[char]
    return total + current


def marks(line: str) -> Iterator[Mark]:
    """Every place in the line that is written like the number of a heading."""
    for match in _MARKS.finditer(line):
        mark = _mark(match)
        if mark is not None:
            yield mark


def _mark(match: re.Match[str]) -> Mark | None:
    start, end = match.span()
    if match["attachment"] is not None:
        numeral = match["a"]
        number = number_of(numeral) if numeral else 1
        return Mark(Rank.ATTACHMENT, number, "附件" + numeral, start, end)
    if match["h"] is not None:
        numeral = match["h"] + (match["inserted"] or "")
        return Mark(_UNITS[match["unit"]], number_of(numeral), numeral, start, end)
    for name, rank in (("c", Rank.CHINESE), ("b", Rank.BRACKETED)):
        if match[name] is not None:
            return Mark(rank, number_of(match[name]), match[name], start, end)
    number = int(match["d"])
    return Mark(Rank.DIGIT, number, str(number), start, end) if number else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark stands: at a line's start or inside it, and what was printed before it."""

    at_line_start: bool
    before: str  # the last printed character before the mark, "" at the start of the text
    after_heading: bool  # the previous line (or the stretch before it) is itself a heading
    distance: int  # characters since the previous heading began
    heads_article: bool = False  # a look at the whole regulation says so
    runs_on: bool = False  # the line is a whole text whose line breaks were lost

    @property
    def closed(self) -> bool:
        """Whether the text before it had come to an end."""
        return self.after_heading or self.before in _CLOSING


_CLOSING = frozenset('。！？；：.!?;:）)〕］】》”"…') | {""}

# before `二、`: `第二、`, `初二、`, `一、二、三等奖` count something and head nothing
_COUNTED = "第、，和及至初之大周" + _NUMERALS


class Outline:
    """The numbers seen so far. `admits` says whether a mark is the next heading; `enter` goes in.

    >>> outline = Outline()
    >>> next_line = Place(at_line_start=True, before="。", after_heading=False, distance=99)
    >>> [outline.enter(m, next_line) for m in marks("一、") if outline.admits(m, next_line)]
    [('一',)]
    """

    def __init__(self, *, has_articles: bool = False) -> None:
        self._has_articles = has_articles
        self._open: dict[Rank, Mark] = {}
        self._latest: dict[Rank, int] = {}
        self._seen_clause = False
        self._sections_hold_articles = False

    def admits(self, mark: Mark, place: Place) -> bool:
        """Whether the mark, standing there, is a heading."""
        if mark.rank is Rank.ATTACHMENT:
            return place.at_line_start
        if place.heads_article:
            return True
        if self._foreign(mark):
            return False
        if not (self._follows(mark) or (place.at_line_start and self._near(mark))):
            return False
        if place.at_line_start:
            return place.closed or self._is_successor(mark)
        return self._inline(mark, place)

    def enter(self, mark: Mark, place: Place) -> tuple[str, ...]:
        """Open the heading; the path of numerals that leads to it, outermost first."""
        if mark.rank is Rank.ATTACHMENT:
            self._latest.clear()
        if mark.rank is Rank.ARTICLE and Rank.CHINESE in self._open:
            self._open_below_chinese(place)
        rank = self._rank(mark)
        self._open = {r: m for r, m in self._open.items() if r < rank}
        if rank is Rank.ATTACHMENT and not self._seen_clause:
            return ()  # the notice above had no numbers: what is attached is the document
        self._open[rank] = mark
        self._latest[rank] = mark.number
        self._seen_clause = True
        return tuple(self._open[r].numeral for r in sorted(self._open))

    def _rank(self, mark: Mark) -> Rank:
        is_section = mark.rank is Rank.CHINESE and self._sections_hold_articles
        return Rank.SECTION if is_section else mark.rank

    def _open_below_chinese(self, place: Place) -> None:
        """`一、管辖` right above `第一条` is a section of articles; elsewhere a notice ended."""
        above = self._open.pop(Rank.CHINESE)
        if place.after_heading:
            self._sections_hold_articles = True
            self._open[Rank.SECTION] = above
            self._latest[Rank.SECTION] = self._latest.pop(Rank.CHINESE)

    def _foreign(self, mark: Mark) -> bool:
        """Items of an article (`（一）`, `1.`) are its text; articles in a plan are quotations."""
        if mark.rank is Rank.ARTICLE:
            return True
        if mark.rank is Rank.CHINESE and self._sections_hold_articles:
            return False
        if mark.rank >= Rank.CHINESE:
            below_chapter = Rank.CHAPTER in self._open and self._has_articles
            return Rank.ARTICLE in self._open or below_chapter
        # in a regulation the chapters that count stand right above an article; others are contents
        return self._has_articles or (Rank.CHINESE in self._open and mark.rank not in self._open)

    def _follows(self, mark: Mark) -> bool:
        """The successor, or the first one below a new parent."""
        fresh = self._rank(mark) not in self._open
        return self._is_successor(mark) or (fresh and mark.number == 1)

    def _is_successor(self, mark: Mark) -> bool:
        return mark.number == self._latest.get(self._rank(mark), 0) + 1

    def _near(self, mark: Mark) -> bool:
        """A repeated number, or one that skips a few: prints do both."""
        latest = self._latest.get(self._rank(mark), 0)
        return latest <= mark.number <= latest + _LARGEST_GAP

    def _inline(self, mark: Mark, place: Place) -> bool:
        if mark.rank is Rank.DIGIT:
            return place.before in "。）)" or (place.after_heading and place.distance <= 2)
        if place.before in "。！？；：:）)〕":
            return True
        if mark.rank is Rank.CHINESE and place.runs_on:
            return self._is_successor(mark) and place.before not in _COUNTED
        bare = mark.rank is Rank.BRACKETED and Rank.CHINESE in self._open and mark.number == 1
        return bare and place.distance <= _LONGEST_BARE_HEADING
