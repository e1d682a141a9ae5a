"""The perturbed cases put to an assistant on the changed index."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from assistant.chain import Assistant
from evals.dataset import Row
from evals.library import Library
from evals.perturb import Case, Way, cases, changed
from evals.run import Result, judged, put
from evals.targets import InProcess
from index.build import build, without
from index.search import Index

Progress = Callable[[Iterator[Result], int], Iterable[Result]]


def perturbed(
    rows: Sequence[Row], index: Index, progress: Progress = lambda results, _: results
) -> Mapping[Way, tuple[Result, ...]]:
    """What is said after each change, of the rows answered rightly before it."""
    library = Library.of(index.documents)
    before = put(rows, InProcess(Assistant(index)), library)
    right = {result.row.id for result in progress(before, len(rows)) if result.is_right}
    found = [case for case in cases(rows, library) if case.row.id in right]
    return {way: tuple(_results([c for c in found if c.way is way], index)) for way in Way}


def _results(found: Sequence[Case], index: Index) -> Iterator[Result]:
    for part in _together(found):
        changed_index = _index_for(part, index)
        target = InProcess(Assistant(changed_index))
        around = Library.of(changed_index.documents)
        for case in part:
            yield judged(case.row, target.ask(case.row), around)


def _together(found: Sequence[Case]) -> list[list[Case]]:
    """Cases that one index serves: those that take out the same documents."""
    groups: dict[frozenset[str], list[Case]] = {}
    for case in found:
        groups.setdefault(case.removed, []).append(case)
    return list(groups.values())


def _index_for(found: Sequence[Case], index: Index) -> Index:
    removed = found[0].removed
    if removed:
        return without(index, removed)
    if not any(case.swaps for case in found):
        return index
    return build(changed(index.documents, found), index.encoder)
