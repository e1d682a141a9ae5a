"""The part of a clause's English rendering that answers."""

import re

from assistant.cues import Kind
from assistant.english_figures import figures
from assistant.fit import UNITS
from assistant.question import Question
from assistant.sentence import words_in
from assistant.wanted import Wanted

_DIGIT = re.compile(r"\d|\bhalf\b|\bone day\b")
#: years, ordinals and what stands in names
_NO_COUNT = re.compile(r"\"[^\"]*\"|\b(?:19|20)\d\d\b|\b\d+(?:st|nd|rd|th)\b")
_TIME = re.compile(
    r"(?:\d|\bhalf an?|\bone|\bsame)[ -]?(?:working |business |calendar )?"
    r"(?:day|hour|week|month|year)",
    re.IGNORECASE,
)


def english_part(question: Question, english: str, asked: Wanted, limit: int) -> str:
    """The pieces that answer, as far as there is room; all figures of a list together.

    English leaves out in later items what the first one says, so that one item cannot be told
    from the words of the question alone.
    """
    if len(english) <= limit:
        return english.rstrip(". ")
    return _run(question, english, asked, limit)


def _has_figure(question: Question, piece: str) -> bool:
    units = {quantity.unit for quantity in figures(piece)}
    if any(units & UNITS.get(kind, frozenset()) for kind in question.kinds):
        return True
    counted = question.asks(Kind.COUNT) and not question.asks(Kind.DURATION)
    timed = question.asks(Kind.DURATION) and _TIME.search(piece) is not None
    return timed or (counted and not units and _DIGIT.search(_NO_COUNT.sub("", piece)) is not None)


def _run(question: Question, english: str, asked: Wanted, limit: int) -> str:
    """The pieces around the best one."""
    pieces = re.split(r"(?<=[,;])\s+", english)
    figure_asked = any(kind in UNITS for kind in question.kinds)
    scores = [_worth(piece, asked, figure_asked) for piece in pieces]
    with_figure = [i for i, p in enumerate(pieces) if figure_asked and _has_figure(question, p)]
    first = last = max(with_figure or range(len(pieces)), key=scores.__getitem__)
    while True:
        wider = [(first - 1, last), (first, last + 1)]
        fits = [w for w in wider if _fits(pieces, *w, limit)]
        if not fits:
            return " ".join(pieces[first : last + 1]).strip(",; .")
        first, last = fits[0]


def _fits(pieces: list[str], first: int, last: int, limit: int) -> bool:
    inside = first >= 0 and last < len(pieces)
    return inside and sum(len(piece) + 1 for piece in pieces[first : last + 1]) <= limit


def _worth(piece: str, asked: Wanted, figure_asked: bool) -> float:
    bonus = 0.25 if figure_asked and re.search(r"\d", piece) else 0.0
    return asked.share(words_in(piece)) + bonus
