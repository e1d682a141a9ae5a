"""Which clauses a query may find, decided before anything is ranked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.clause import Clause, Document, Status
from corpus.places import ancestors
from index.query import Query

Row = tuple[Document, Clause]
Mask = NDArray[np.bool_]
Distances = NDArray[np.float32]

#: documents of the whole nation, or of no place at all, hold everywhere
_EVERYWHERE = frozenset({"", "全国", "中国", "国家"})
_NEVER = 2**31 - 1


def refusal(document: Document, clause: Clause, query: Query) -> str | None:
    """The first condition of the query that the clause fails, in words; None: it meets all."""
    return _document_refusal(document, query) or _clause_refusal(clause, query)


def conditions(query: Query) -> Query | None:
    """The query without its words: equal for all that allow the same rows; None: all rows."""
    bare = replace(query, text="", also=(), k=0, near_misses=False)
    return None if bare == Query("", k=0) else bare


@dataclass(frozen=True)
class Filters:
    """The rows of an index, ready to be asked which of them a query allows."""

    rows: Sequence[Row]

    def distances(self, regions: Iterable[str] | None) -> Distances | None:
        """How many divisions each row's place lies above the nearest that is allowed."""
        if regions is None:
            return None
        steps = _steps(regions)
        of_document = [steps.get(d.region, len(set(steps.values()))) for d in self._documents]
        return np.array(of_document, np.float32)[self._document_of_row]

    def mask(self, query: Query) -> Mask:
        """The rows that meet every condition."""
        allowed = np.array([_document_refusal(d, query) is None for d in self._documents], bool)
        mask: Mask = allowed[self._document_of_row]
        if query.valid_on is not None:
            mask = mask & (self._last_day >= query.valid_on.toordinal())
        if query.department is not None:
            for row in np.flatnonzero(mask).tolist():
                mask[row] = _is_responsible(self.rows[row][1], query.department)
        return mask

    @cached_property
    def _documents(self) -> tuple[Document, ...]:
        return tuple({document.number: document for document, _ in self.rows}.values())

    @cached_property
    def _document_of_row(self) -> NDArray[np.int32]:
        place = {document.number: i for i, document in enumerate(self._documents)}
        return np.array([place[document.number] for document, _ in self.rows], np.int32)

    @cached_property
    def _last_day(self) -> NDArray[np.int32]:
        ends = (clause.validity.until if clause.validity.basis else None for _, clause in self.rows)
        return np.array([end.toordinal() if end else _NEVER for end in ends], np.int32)


def _steps(regions: Iterable[str]) -> dict[str, int]:
    """泽州县 0, 晋城市 1, 山西省 2; two cities that are both allowed are equally near."""
    depths = {region: len(ancestors(region)) for region in regions}
    order = sorted(set(depths.values()), reverse=True)
    return {region: order.index(depth) for region, depth in depths.items()}


def _document_refusal(document: Document, query: Query) -> str | None:
    if query.regions is not None and document.region not in _EVERYWHERE | set(query.regions):
        return f"region: {document.region} is not {'、'.join(sorted(query.regions))}"
    if query.document is not None and document.number != query.document:
        return f"document: {document.number} is not {query.document}"
    if query.level is not None and document.level is not query.level:
        return f"level: {document.level} is not {query.level}"
    if query.issued is not None:
        since, until = query.issued
        day = document.issued
        if day is None or (since and day < since) or (until and day > until):
            return f"issued: {day} is not between {since} and {until}"
    return None


def _clause_refusal(clause: Clause, query: Query) -> str | None:
    if query.valid_on is not None and clause.validity.on(query.valid_on) is Status.EXPIRED:
        return f"expired: {clause.validity.until}, before {query.valid_on}"
    if query.department is not None and not _is_responsible(clause, query.department):
        return f"department: {'、'.join(clause.departments) or 'none'}, not {query.department}"
    return None


def _is_responsible(clause: Clause, department: str) -> bool:
    """财政局 asks for 市财政局 and 县财政局 alike."""
    return any(department in name or name in department for name in clause.departments)
