"""Which `第十二条` of a regulation begin an article and which refer to one; pure.

A regulation may print each article on a line of its own or run on without a line break, so one
look at the whole text tells more than any single line: a number that heads a line somewhere is
only mentioned inside the others, and where articles are followed by a blank, all of them are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.numbering import Mark, Rank

#: how far a number may run ahead of the one before it at a line's start
_LARGEST_GAP = 3
#: fewer numbers in a row are quotations
_FEWEST = 2
#: a chapter's name with its blanks: `第三章 监督管理和信息公开 第一节 一般规定`
_LONGEST_TITLE = 40
_CLOSING = "。！？；：”）)" + " \u3000"
_ENDED = re.compile("[。；]")
_ABOVE = (Rank.CHAPTER, Rank.SECTION)


@dataclass(frozen=True, slots=True)
class Marked:
    """A printed line with the marks in it."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: int
    mark: Mark
    starts_line: bool
    closed: bool
    spaced: bool

    @property
    def position(self) -> tuple[int, int]:
        return self.line, self.mark.start


def headings(lines: Sequence[Marked]) -> frozenset[tuple[int, int]]:
    """(line, offset) of every mark that begins an article, and of the chapters right above one."""
    articles = frozenset(candidate.position for candidate in _articles(list(_candidates(lines))))
    if len(articles) < _FEWEST:
        return frozenset()
    return articles | frozenset(_chapters(lines, articles))


def _candidates(lines: Sequence[Marked]) -> Iterator[_Candidate]:
    for at, line in enumerate(lines):
        chapter_end = -_LONGEST_TITLE
        for mark in line.marks:
            if mark.rank in _ABOVE:
                chapter_end = mark.end
            if mark.rank is not Rank.ARTICLE:
                continue
            before = line.text[: mark.start]
            title = before[chapter_end:] if mark.start - chapter_end <= _LONGEST_TITLE else "。"
            yield _Candidate(
                line=at,
                mark=mark,
                starts_line=not before.strip(),
                closed=not before or before[-1] in _CLOSING or not _ENDED.search(title),
                spaced=not line.text[mark.end : mark.end + 1].strip(),
            )


def _articles(candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
    first = [candidate for candidate in candidates if candidate.starts_line]
    if sum(candidate.spaced for candidate in first) * 2 > len(first):
        candidates = [candidate for candidate in candidates if candidate.spaced]
    own_line = {candidate.mark.numeral for candidate in candidates if candidate.starts_line}
    opening = _opening(candidates)
    latest = 0
    for candidate in candidates:
        number = candidate.mark.number
        if candidate.starts_line:
            ahead = number - latest
            inserted = "之" in candidate.mark.numeral
            near = 0 < ahead <= _LARGEST_GAP
            fits = number == 1 or inserted or near or (candidate.spaced and ahead >= 0)
        else:
            mentioned = candidate.mark.numeral in own_line
            fits = not mentioned and candidate.closed and number == latest + 1
        if fits or candidate is opening:
            latest = number
            yield candidate


def _opening(candidates: Sequence[_Candidate]) -> _Candidate | None:
    """The `第一条` that a `第二条` after a full stop follows: `…管理办法总则第一条为了…`."""
    latest: _Candidate | None = None
    for candidate in candidates:
        if candidate.mark.number == 1:
            latest = candidate
        elif candidate.mark.number == 2 and candidate.closed:
            return latest
    return None


def _chapters(
    lines: Sequence[Marked], articles: frozenset[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Chapters and sections between which and the next article stands no more than a title."""
    distance = _LONGEST_TITLE + 1
    for at in range(len(lines) - 1, -1, -1):
        text = lines[at].text
        stop = len(text)
        for mark in reversed(lines[at].marks):
            distance += stop - mark.end
            stop = mark.start
            if (at, mark.start) in articles:
                distance = 0
                continue
            title = text[mark.end : mark.end + distance]
            if mark.rank in _ABOVE and distance <= _LONGEST_TITLE and not _ENDED.search(title):
                distance = 0
                yield at, mark.start
        distance += stop
