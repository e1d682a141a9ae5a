"""Does the right clause come up: by words alone, by vectors alone, and by both in one ranking."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from enum import StrEnum

from assistant.chain import Trace, query_for, understood
from evals.dataset import Name, Row
from evals.intervals import Estimate, estimate
from evals.outside import Collection, as_documents
from evals.ranking_measures import DEPTH, RankScores, rank_scores
from evals.targets import asked
from index.build import build
from index.encoder import Encoder
from index.search import Index, Query


class Way(StrEnum):
    """What ranks."""

    WORDS = "lexical"
    VECTORS = "dense"
    BOTH = "fused"


@dataclass(frozen=True, slots=True)
class Search:
    """A query with what it should find, and the labels it is counted under."""

    query: Query
    right: frozenset[Name]
    needed: int
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: who ranked, what was counted, the means with their intervals."""

    way: Way
    label: str
    rows: int
    means: Mapping[str, Estimate]


ALL = "all"


def searches_of(rows: Iterable[Row], index: Index) -> Iterator[Search]:
    """Each row as the assistant would search for it: its place and follow-up resolved."""
    for row in rows:
        if not row.gold or "answered" not in row.expect:
            continue
        ask = asked(row)
        question = understood(Trace(ask, ask.as_of or date.today(), index)).understood
        query = query_for(question, question.regions, DEPTH)
        labels = (row.lang, row.style)
        yield Search(query, row.right_clauses, len(set(row.gold)), labels)


def searches_in(collection: Collection) -> Iterator[Search]:
    """Each question of an outside collection, as typed."""
    clause_ids = {d.number: d.clauses[0].clause_id for d in as_documents(collection.passages[:1])}
    clause_id = next(iter(clause_ids.values()), "")
    for lookup in collection.lookups:
        right = frozenset((passage, clause_id) for passage in lookup.relevant)
        labels = (lookup.label,) if lookup.label else ()
        yield Search(Query(lookup.question, k=DEPTH), right, len(right), labels)


def index_of_collection(collection: Collection, encoder: Encoder | None) -> Index:
    """An index of the collection's passages."""
    return build(as_documents(collection.passages), encoder, progress=True)


def ways(index: Index) -> Mapping[Way, Index]:
    """The same index, ranking by one or by both; without an encoder only by words."""
    if index.encoder is None:
        return {Way.WORDS: index}
    return {
        Way.WORDS: replace(index, weights=replace(index.weights, dense=0.0)),
        Way.VECTORS: replace(index, weights=replace(index.weights, dense=1.0)),
        Way.BOTH: index,
    }


def measured(
    searches: Sequence[Search],
    index: Index,
    progress: Callable[[Sequence[Search]], Iterable[Search]] = iter,
) -> tuple[Line, ...]:
    """A line for each way to rank and each label."""
    found: list[Line] = []
    for way, ranked_by in ways(index).items():
        scored = [(s, _scores(s, ranked_by)) for s in progress(searches)]
        labels = sorted({label for search in searches for label in search.labels})
        for label in (ALL, *labels):
            chosen = [each for s, each in scored if label == ALL or label in s.labels]
            found.append(_line(way, label, chosen))
    return tuple(found)


def _scores(search: Search, index: Index) -> RankScores:
    hits = index.search(search.query)
    ranked = [(hit.document.number, hit.clause.clause_id) for hit in hits]
    return rank_scores(ranked, search.right, search.needed)


def _line(way: Way, label: str, found: Sequence[RankScores]) -> Line:
    names = [field.name for field in fields(RankScores)]
    columns = zip(*(astuple(each) for each in found), strict=True)
    means = {n: estimate(values) for n, values in zip(names, columns, strict=True)}
    return Line(way, label, len(found), {n: e for n, e in means.items() if e is not None})
