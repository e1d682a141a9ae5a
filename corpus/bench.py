"""How fast texts become clauses, and how much memory that takes.

corpus_speed()          the fourteen documents, with everything that a clause knows
statutes_speed(path)    140,067 articles turned back into 3,203 statutes and parsed, one at a time
"""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from corpus.collection import rows_of
from corpus.collection import statute as text_of
from corpus.layout import parts
from corpus.library import FOLDER, documents_of, manifest
from corpus.parse import clauses_of


@dataclass(frozen=True, slots=True)
class Statute:
    """A regulation as text, and how many articles went into it."""

    title: str
    text: str
    articles: int


@dataclass(frozen=True, slots=True)
class Parsing:
    """What was parsed in how long; memory is the peak that one pass adds."""

    texts: int
    characters: int
    clauses: int
    seconds: float
    peak_mib: float

    @property
    def characters_per_second(self) -> float:
        return self.characters / self.seconds


def corpus_speed() -> Parsing:
    """The documents of the project: clauses with departments, benefits, validity and slips."""
    sources = {
        name: ((FOLDER / name).read_text(encoding="utf-8"), entries)
        for name, entries in manifest(FOLDER).items()
    }
    sizes = [len(text) for text, _ in sources.values()]

    def parse() -> int:
        found = (documents_of(text, name, known) for name, (text, known) in sources.items())
        return sum(len(document.clauses) for each in found for document in each)

    return _measured(len(sizes), sum(sizes), parse)


def statutes_speed(path: Path) -> Parsing:
    """Every statute of a file of articles: lines, headings and clauses, without their facts."""
    count = characters = 0
    for statute in statutes(path):
        count, characters = count + 1, characters + len(statute.text)

    def parse() -> int:
        return sum(articles_in(statute.text) for statute in statutes(path))

    return _measured(count, characters, parse)


def statutes(path: Path) -> Iterator[Statute]:
    """The rows of `laws_articles.jsonl.gz` as the documents that they were taken from."""
    by_law = groupby(rows_of(path), key=lambda row: (row["law"], row["date"]))
    for (title, _), group in by_law:
        rows = list(group)
        yield Statute(title, text_of(title, rows), len(rows))


def articles_in(text: str) -> int:
    """How many articles the parser finds."""
    found = (clause for part in parts(text) for clause in clauses_of(part, "")[0])
    return sum(clause.label.endswith("条") and bool(clause.path) for clause in found)


def _measured(texts: int, characters: int, parse: Callable[[], int]) -> Parsing:
    """One pass by the clock and one under the memory tracer, which slows it down."""
    start = time.perf_counter()
    clauses = parse()
    seconds = time.perf_counter() - start
    tracemalloc.start()
    parse()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Parsing(texts, characters, clauses, seconds, peak / (1 << 20))
