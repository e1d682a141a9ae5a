"""The assistant as it is measured in process: the index of the shipped documents, built anew.

Building takes seconds and never measures yesterday's documents, model or token rules.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from assistant.chain import Assistant
from corpus.library import documents
from evals import saved
from evals.dataset import Row, checksum
from evals.library import Library
from evals.run import Result, Run, put
from evals.targets import InProcess, Target
from index.build import build
from index.encoder import load_encoder
from index.search import Index
from index.store import load

Progress = Callable[[Iterator[Result], int], Iterable[Result]]


def index_of(folder: Path | None = None, model: str = "") -> Index:
    """The index in the folder, or of the shipped documents."""
    return load(folder) if folder else build(documents(), load_encoder(model))


def assistant_of(folder: Path | None = None, model: str = "") -> Assistant:
    """An assistant on that index."""
    return Assistant(index_of(folder, model))


def library_of(target: Target | None = None) -> Library:
    """The clauses that answers are judged against: the assistant's own, else the shipped ones."""
    if isinstance(target, InProcess):
        return Library.of(target.assistant.index.documents)
    return Library.of(documents())


def run_of(
    rows: Sequence[Row],
    target: Target,
    name: str,
    *,
    settings: Mapping[str, str] | None = None,
    workers: int = 1,
    progress: Progress = lambda results, _: results,
) -> Run:
    """The rows put to the target, with everything that is needed to repeat it."""
    if rows and isinstance(target, InProcess):
        # what is loaded on first use is no part of an answer's time
        target.ask(rows[0])
    results = put(rows, target, library_of(target), workers)
    about = {"rows": checksum(rows), "workers": str(workers), **(settings or {})}
    about |= {**target.about, **saved.surroundings()}
    return Run(name, about, tuple(progress(results, len(rows))))
