"""The second check of a dataset's rows against the clauses that they name. Pure.

Every named clause exists; every expected fact stands in a gold clause (a calculation's result, a
yes or a correction cannot); nothing is both expected and forbidden; no question is one of a set
that must stay unseen, or nearly so.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.quantities import quantities
from evals.dataset import Row, split_of
from evals.library import Library
from evals.matching import has, normal

#: kinds whose facts are worked out, or say that something is not so
_NOT_PRINTED = frozenset(
    {
        "calculation",
        "stack",
        "multi_hop",
        "yesno",
        "false_premise",
        "open_amount",
        "ambiguous",
        "compare",
        "unanswerable",
        "injection",
        "smalltalk",
    }
)
#: share of character 5-grams in common from which two questions are nearly the same
NEARLY_THE_SAME = 0.6
_GRAM = 5
#: `45.2022年暂停…`: the clause's own number, grown onto the year
_NUMBERED = re.compile(r"^\d+\.")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row."""

    id: str
    what: str


def faults(rows: Sequence[Row], library: Library, unseen: Iterable[Row] = ()) -> Iterator[Fault]:
    """Everything that is wrong with the rows."""
    others = [(row, grams(row.question)) for row in unseen]
    for row in rows:
        yield from (Fault(row.id, what) for what in _of(row, library))
        own = grams(row.question)
        for other, theirs in others:
            if _alike(row, other, own, theirs):
                yield Fault(row.id, f"nearly the same as {other.id}: {other.question}")


def missing_facts(row: Row, library: Library) -> tuple[tuple[str, ...], ...]:
    """The groups of which the gold clauses print nothing, also not by value."""
    plain = "\n".join(_NUMBERED.sub("", library.plain(name)) for name in row.gold)
    values = _values(plain)
    return tuple(g for g in row.facts if not any(has(plain, f) or _values(f) & values for f in g))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set that both have."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def grams(question: str, length: int = _GRAM) -> frozenset[str]:
    """The character 5-grams (or others) of a text without blanks and punctuation."""
    plain = "".join(ch for ch in normal(question) if ch.isalnum())
    return frozenset(plain[i : i + length] for i in range(max(1, len(plain) - length + 1)))


def _of(row: Row, library: Library) -> Iterator[str]:
    for number, clause_id in (*row.gold, *row.alt):
        if not library.has((number, clause_id)):
            yield f"no clause {number} {clause_id}"
    if row.answerable and not row.gold:
        yield "answerable, and no gold clause"
    if row.gold and not _is_worked_out(row):
        yield from (
            f"not in the gold clauses: {' / '.join(g)}" for g in missing_facts(row, library)
        )
    for group in row.facts:
        if set(map(normal, group)) & set(map(normal, row.forbid)):
            yield f"expected and forbidden: {' / '.join(group)}"
    if not set(row.expect) <= {"answered", "refused", "clarify"}:
        yield f"expects {'|'.join(row.expect)}"
    if row.split is not split_of(row):
        yield f"is in {row.split}, its clause in {split_of(row)}"


def _is_worked_out(row: Row) -> bool:
    """Also a follow-up that gives another figure: `那我用了15万呢`."""
    return row.kind in _NOT_PRINTED or (row.kind == "followup" and bool(quantities(row.question)))


def _alike(row: Row, other: Row, own: frozenset[str], theirs: frozenset[str]) -> bool:
    """Short follow-ups (`那泽州呢`) are alike only together with what was asked before."""
    if normal(row.question) == normal(other.question):
        return [t.question for t in row.history] == [t.question for t in other.history]
    return min(len(own), len(theirs)) > _GRAM and overlap(own, theirs) >= NEARLY_THE_SAME


def _values(text: str) -> frozenset[tuple[str, float]]:
    found = quantities(text)
    return frozenset((q.unit.value, v) for q in found for v in (q.value, q.high) if v is not None)
