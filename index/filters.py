"""Which clauses a query may find, decided before anything is ranked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.clause import Clause, Document, Status
from corpus.places import ancestors
from index.columns import Columns, is_department
from index.matching import Mask
from index.query import Query

Distances = NDArray[np.float32]

#: documents of the whole nation, or of no place at all, hold everywhere
EVERYWHERE = frozenset({"", "全国", "中国", "国家"})


def refusal(document: Document, clause: Clause, query: Query) -> str | None:
    """The first condition of the query that the clause fails, in words; None: it meets all."""
    return _document_refusal(document, query) or _clause_refusal(clause, query)


def conditions(query: Query) -> Query | None:
    """The query without its words: equal for all that allow the same rows; None: all rows."""
    bare = replace(query, text="", also=(), k=0, near_misses=False)
    return None if bare == Query("", k=0) else bare


@dataclass(frozen=True)
class Filters:
    """What is known of an index's rows, ready to be asked which of them a query allows."""

    columns: Columns

    def distances(self, regions: Iterable[str] | None) -> Distances | None:
        """How many divisions each row's place lies above the nearest that is allowed."""
        if regions is None:
            return None
        above = steps(regions)
        farthest = len(set(above.values()))
        of_document = [above.get(d.region, farthest) for d in self.columns.documents]
        return np.array(of_document, np.float32)[self.columns.document]

    def mask(self, query: Query) -> Mask:
        """The rows that meet every condition."""
        columns = self.columns
        allowed = np.array([_document_refusal(d, query) is None for d in columns.documents], bool)
        mask: Mask = allowed[columns.document]
        if query.valid_on is not None:
            mask = mask & (columns.last_day >= query.valid_on.toordinal())
        if query.department is not None:
            mask = mask & columns.departments.mask(query.department, len(mask))
        return mask


def steps(regions: Iterable[str]) -> dict[str, int]:
    """泽州县 0, 晋城市 1, 山西省 2; two cities that are both allowed are equally near."""
    depths = {region: len(ancestors(region)) for region in regions}
    order = sorted(set(depths.values()), reverse=True)
    return {region: order.index(depth) for region, depth in depths.items()}


def _document_refusal(document: Document, query: Query) -> str | None:
    if query.regions is not None and document.region not in EVERYWHERE | set(query.regions):
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
    return any(is_department(name, department) for name in clause.departments)
