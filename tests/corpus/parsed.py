"""A text parsed without any manifest, and what must hold of every parse."""

import re

from corpus.clause import Clause, Document, Piece
from corpus.layout import parts
from corpus.parse import clauses_of

Parsed = tuple[tuple[Clause, ...], tuple[Piece, ...]]


def parsed(text: str) -> Parsed:
    """The clauses and pieces of all documents in the text."""
    found = [clauses_of(part, part.number or "x") for part in parts(text)]
    return tuple(c for cs, _ in found for c in cs), tuple(p for _, ps in found for p in ps)


def ids(text: str) -> list[str]:
    """The clause ids in reading order."""
    return [clause.clause_id for clause in parsed(text)[0]]


def text_of(text: str, clause_id: str) -> str:
    """What one clause of it says."""
    return next(c.text for c in parsed(text)[0] if c.clause_id == clause_id)


def assert_covers(pieces: tuple[Piece, ...], length: int) -> None:
    """Every character from 0 to length in exactly one piece."""
    position = 0
    for piece in pieces:
        assert piece.start == position
        assert piece.end > piece.start
        position = piece.end
    assert position == length


def assert_reproducible(clause: Clause, source: str) -> None:
    """The text is what the source prints at the clause's spans, blanks apart."""
    printed = "".join(source[start:end] for start, end in clause.spans)
    assert without_blanks(clause.text) == without_blanks(printed)


def without_blanks(text: str) -> str:
    """Also without the indents that some fonts print by characters of their own."""
    return re.sub("[\\s\ufeff\u200b\ue000-\uf8ff]", "", text)


def measures(document: Document) -> list[str]:
    """The ids of what a plan numbers with digits."""
    return [c.clause_id for c in document.clauses if c.path and c.path[-1].isdecimal()]
