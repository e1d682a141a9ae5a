"""The part of a clause's English rendering that answers."""

import re

from assistant.cues import Kind
from assistant.english_figures import figures
from assistant.fit import UNITS
from assistant.opposites import opposes
from assistant.question import Question
from assistant.sentence import words_in
from assistant.wanted import Wanted

#: `60 matters and its 142 villages at least 32`: each side has its figure
_AND = re.compile(r"\s+and\s+(?=[^,;]*\d)")
_PAUSE = re.compile(r"(?<=[,;:])\s+")
_LEADING = re.compile(r"^(?:and|so that|while|but|where)\s+", re.IGNORECASE)
#: a figure that says something only beside another one
_LEANS = re.compile(
    r"\brespectively\b|^(?:of which|beyond|besides|including|compared|above|on top|from|instead)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d|\bhalf\b|\bone day\b")
#: years, ordinals and what stands in names
_NO_COUNT = re.compile(r"\"[^\"]*\"|\b(?:19|20)\d\d\b|\b\d+(?:st|nd|rd|th)\b")
_TIME = re.compile(
    r"(?:\d|\bhalf an?|\bone|\bsame)[ -]?(?:working |business |calendar )?"
    r"(?:day|hour|week|month|year)",
    re.IGNORECASE,
)
#: a shorter piece does not say what its figure is of
_SHORTEST_CHARS = 25


def english_part(question: Question, english: str, asked: Wanted, limit: int) -> str:
    """The piece with the figure asked for; else the pieces that answer, as far as there is room."""
    if piece := _figure_piece(question, english, asked):
        return piece
    if len(english) <= limit:
        return english.rstrip(". ")
    return _run(question, english, asked, limit)


def _figure_piece(question: Question, english: str, asked: Wanted) -> str:
    """Of several pieces with a figure of the kind asked for, the one that is clearly meant."""
    counts = question.asks(Kind.COUNT, Kind.DURATION) and not question.asks_several
    pieces = [p for p in _pieces(english) if _has_figure(question, p)] if counts else []
    if len(pieces) < 2 or any(map(_LEANS.search, (english, *pieces))):
        return ""
    best = _meant([asked.named(words_in(piece)) for piece in pieces])
    if best is None or any(opposes(question.focus, piece) for piece in pieces):
        return ""
    said = _LEADING.sub("", pieces[best]).strip(",;:. ")
    return said if len(said) >= _SHORTEST_CHARS else ""


def _meant(named: list[frozenset[str]]) -> int | None:
    """The one piece that alone has words of the question; not the first.

    `60 matters and its 142 villages at least 32`: later pieces leave out what the first one says,
    so that what they lack tells nothing; only what they have tells.
    """
    alone = [
        at
        for at, words in enumerate(named[1:], 1)
        if words - frozenset[str]().union(*(w for i, w in enumerate(named) if i != at))
    ]
    return alone[0] if len(alone) == 1 else None


def _pieces(english: str) -> list[str]:
    """The stretches between pauses, those with two figures cut at their `and`."""
    found: list[str] = []
    for piece in _PAUSE.split(english):
        halves = _AND.split(piece, maxsplit=1)
        found += halves if all(_DIGIT.search(half) for half in halves) else [piece]
    return found


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
