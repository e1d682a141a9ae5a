"""What the parser made of a document, as lines for a person: counts, gaps, repeats, slips; pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.clause import Clause, Document, Skipped
from corpus.numbering import number_of
from corpus.slips import conflicts, slips


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a document's measures are numbered, and where the print skips or repeats a number."""

    measures: int
    without_measures: tuple[str, ...]
    gaps: tuple[str, ...]
    repeats: tuple[str, ...]


def numbering(document: Document) -> Numbering:
    """`三.二.15 follows 13`, `三.三.15 repeats 三.二.15`; a new count from 1 is neither."""
    measures = [clause for clause in document.clauses if is_measure(clause)]
    gaps, repeats = [], []
    for before, clause in pairwise(measures):
        last, number = number_of(before.path[-1]), number_of(clause.path[-1])
        if number == last:
            repeats.append(f"{clause.clause_id} repeats {before.clause_id}")
        elif number > last + 1:
            gaps.append(f"{clause.clause_id} follows {before.clause_id}")
    above = {measure.path[:depth] for measure in measures for depth in range(len(measure.path))}
    sections = [c for c in document.clauses if c.path and not is_measure(c)]
    without = [c.clause_id for c in sections if c.path not in above]
    return Numbering(len(measures), tuple(without), tuple(gaps), tuple(repeats))


def is_measure(clause: Clause) -> bool:
    """Whether it is what a document counts: `3.` of a plan, `第三条` of a regulation."""
    return bool(clause.path) and clause.label.endswith(f"第{clause.path[-1]}条")


def summary(document: Document) -> Iterator[str]:
    """One document in about ten lines."""
    found = numbering(document)
    yield f"{document.number}  {document.title}"
    yield f"  {_masthead(document)}"
    yield f"  clauses {len(document.clauses)}, measures {found.measures}"
    yield from _listed("no measures", found.without_measures)
    yield from _listed("gaps", found.gaps)
    yield from _listed("repeats", found.repeats)
    kinds = (row.kind.value for clause in document.clauses for row in clause.benefits)
    yield from _listed("benefits", _counted(kinds))
    yield from _listed("validity", _counted(_until(clause) for clause in document.clauses))
    for clause in document.clauses:
        for slip in slips(clause.text):
            shown = _shortened(slip.printed)
            yield f"  slip         {clause.clause_id}: “{shown}” {slip.why}"


def contradictions(documents: Iterable[Document]) -> Iterator[str]:
    """Rates that documents print differently after the same words."""
    clauses = [clause for document in documents for clause in document.clauses]
    for conflict in conflicts(clauses):
        one, other = conflict.one, conflict.other
        yield (
            f"conflict …{conflict.context} {one.printed} ({one.document_number} {one.clause_id})"
            f" against {other.printed} ({other.document_number} {other.clause_id})"
        )


def outline(document: Document) -> Iterator[str]:
    """A document's head and one line for each clause."""
    yield f"{document.number}  {document.title}"
    yield f"  {_masthead(document)}"
    for clause in document.clauses:
        yield f"  {clause.clause_id:10} {clause.label}  | {_shortened(clause.text)}"


def whole(clause: Clause) -> Iterator[str]:
    """Everything that is known of one clause."""
    yield f"{clause.document_number} {clause.clause_id}  {clause.label}"
    yield f"heading      {clause.heading or '-'}"
    yield f"departments  {'、'.join(clause.departments) or '-'}"
    yield f"validity     {_until(clause)}"
    if clause.validity.basis:
        yield f"             {clause.validity.since} … “{clause.validity.basis}”"
    yield f"neighbours   {clause.previous or '-'} | {clause.next or '-'}"
    yield f"offsets      {' '.join(f'{start}:{end}' for start, end in merged(clause.spans))}"
    yield from (f"slip         {why}" for why in clause.slips)
    yield from ("", "text", clause.text, "", "printed", clause.printed.strip(), "")
    yield from benefit_table(clause)


def benefit_table(clause: Clause) -> Iterator[str]:
    """The figures of a clause, one row each."""
    if not clause.benefits:
        yield "no benefits"
        return
    yield "| amount | value | unit | kind | recipient | condition | payer | relation |"
    yield "|---|---|---|---|---|---|---|---|"
    for row in clause.benefits:
        value = "-" if row.value is None else f"{row.value:,.10g}"
        payer = row.payer.value if row.payer else "-"
        cells = [row.amount, value, row.unit, row.kind.value, row.recipient, row.condition, payer]
        yield "| " + " | ".join([*cells, row.relation.value]) + " |"


def refusals(skipped: Sequence[Skipped]) -> Iterator[str]:
    """The files that gave no document, each with its reason."""
    yield f"skipped files {len(skipped)}"
    for each in skipped:
        yield f"  {each.source}: {each.reason}"


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches that touch, as one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _masthead(document: Document) -> str:
    level = document.level.value if document.level else "level unknown"
    issued = document.issued.isoformat() if document.issued else "date unknown"
    trial = ", trial" if document.trial else ""
    who = f"{document.issuer or 'issuer unknown'}, {document.region or 'region unknown'}"
    return f"{who} ({level}), {issued}{trial}, from {document.source}"


def _listed(name: str, values: Sequence[str]) -> Iterator[str]:
    if values:
        yield f"  {name:<12} {', '.join(values)}"


def _until(clause: Clause) -> str:
    validity = clause.validity
    if validity.basis is None:
        return "unknown"
    return f"until {validity.until}" if validity.until else f"since {validity.since}"


def _counted(values: Iterable[str]) -> list[str]:
    return [f"{value} {times}" for value, times in sorted(Counter(values).items())]


def _shortened(text: str, longest: int = 48) -> str:
    flat = text.replace("\n", " ")
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"
