"""A document as it is read: sections, clauses, paragraphs with what is searched for marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from corpus.clause import Clause, Document, Status

#: a duty bracket that ends a clause is shown as departments, not once more as text
_DUTY = re.compile(
    r"[（(](?:责任|牵头|主办)(?:单位|部门)\s*[:：][^（(]*(?:[（(][^）)]*[）)][^（(]*)*[）)]\s*$"
)
#: `（十二）` or `12.`
_LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text, found by the search or not."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class ReadClause:
    """A clause with its paragraphs and its state on the day it is read."""

    clause: Clause
    name: str
    paragraphs: tuple[tuple[Stretch, ...], ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Section:
    """Clauses under one heading; the text before the first heading has none."""

    heading: str
    clauses: tuple[ReadClause, ...]


def sections(document: Document, day: date, search: str = "") -> tuple[Section, ...]:
    """The document's clauses that hold every searched word, under their headings."""
    wanted = tuple(search.split())
    kept = [c for c in document.clauses if all(word.lower() in c.text.lower() for word in wanted)]
    parents = frozenset(clause.path[:-1] for clause in document.clauses)
    return tuple(
        Section(heading, tuple(_read(clause, day, wanted) for clause in clauses))
        for heading, clauses in groupby(kept, key=lambda clause: _heading(clause, parents))
    )


def _heading(clause: Clause, parents: frozenset[tuple[str, ...]]) -> str:
    """`二、财税支持 第22条` → `二、财税支持`; what has clauses under it begins its own section."""
    if not clause.path:
        return ""
    return clause.label if clause.path in parents else clause.label.rpartition(" ")[0]


def _read(clause: Clause, day: date, wanted: Sequence[str]) -> ReadClause:
    text = _DUTY.sub("", clause.text) if clause.departments else clause.text
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    lines[:1] = [_without_heading(line, clause.heading) for line in lines[:1]]
    lines = [line for line in lines if line]
    name = clause.label.rpartition(" ")[2].removesuffix(clause.heading)
    marked = tuple(_marked(line, wanted) for line in lines)
    return ReadClause(clause, name, marked, clause.validity.on(day))


def _without_heading(line: str, heading: str) -> str:
    """`22.支持新兴产业发展。对工业…` → `对工业…`: the page prints the heading above."""
    before, found, after = line.partition(heading) if heading else ("", "", line)
    return after.lstrip("。．.:： ") if found and len(before) <= _LONGEST_NUMBER else line


def _marked(line: str, wanted: Sequence[str]) -> tuple[Stretch, ...]:
    if not wanted:
        return (Stretch(line, False),)
    pattern = re.compile("(" + "|".join(map(re.escape, wanted)) + ")", re.IGNORECASE)
    parts = pattern.split(line)
    return tuple(Stretch(part, i % 2 == 1) for i, part in enumerate(parts) if part)
