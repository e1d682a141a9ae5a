"""Results by kind, language, style, place and document."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from evals.library import Library
from evals.run import Result


class By(StrEnum):
    """What results are grouped by."""

    KIND = "kind"
    LANGUAGE = "language"
    STYLE = "style"
    PLACE = "place"
    DOCUMENT = "document"


_NONE = "(none)"


def grouped(
    results: Iterable[Result], by: By, library: Library
) -> Mapping[str, tuple[Result, ...]]:
    """The groups, the largest first. A row with several places or documents is in each of them."""
    found: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        for label in _LABELS[by](result, library):
            found[label].append(result)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return {label: tuple(group) for label, group in ordered}


def _places(result: Result, library: Library) -> set[str]:
    return {library.region(number) for number, _ in result.row.gold} or {_NONE}


def _documents(result: Result, library: Library) -> set[str]:
    return {number for number, _ in result.row.gold} or {_NONE}


_LABELS: Mapping[By, Callable[[Result, Library], set[str]]] = {
    By.KIND: lambda result, _: {result.row.kind},
    By.LANGUAGE: lambda result, _: {result.row.lang},
    By.STYLE: lambda result, _: {result.row.style},
    By.PLACE: _places,
    By.DOCUMENT: _documents,
}
