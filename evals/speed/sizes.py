"""The whole search, from text to hits, over ever more clauses: the corpus, then statutes."""

import gzip
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from corpus.clause import Clause, Document, Level
from evals.speed.timing import Speed, timed
from index.build import build, in_memory
from index.dense import FaissStore
from index.encoder import Encoder
from index.query import Query
from index.search import Index
from index.store import load, save


@dataclass(frozen=True, slots=True)
class Size:
    """One index: what it takes to build, to keep, to open and to ask."""

    clauses: int
    build_s: float
    disk_mb: float
    open_s: float
    memory_mb: float
    speed: Speed


def statutes(path: Path, count: int) -> tuple[Document, ...]:
    """The first so many articles, a document for each statute."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    by_law = groupby(rows, key=lambda row: f"{row['law']} {row['date']}")
    return tuple(_document(number, law, list(rows)) for number, (law, rows) in enumerate(by_law))


def measured(
    documents: Sequence[Document], encoder: Encoder | None, questions: Sequence[str]
) -> tuple[Size, Index]:
    """Build, save, open and ask."""
    start = time.perf_counter()
    built = build(documents, encoder, progress=True)
    took = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        manifest = save(built, Path(folder) / "index")
        start = time.perf_counter()
        index = load(Path(folder) / "index", encoder)
        opened = time.perf_counter() - start
    speed = timed(lambda text: index.search(Query(text)), questions)
    size = Size(len(index.rows), took, manifest.size / 1e6, opened, _memory(index) / 1e6, speed)
    return size, index


def _memory(index: Index) -> int:
    """Bytes of vectors and postings; the texts themselves come on top."""
    lexical = in_memory(index)
    counts = lexical.counts
    arrays = (counts.token, counts.row, counts.field, counts.times, counts.lengths)
    vectors = len(index.vectors.to_bytes()) if isinstance(index.vectors, FaissStore) else 0
    return vectors + sum(array.nbytes for array in arrays) + lexical.postings_bytes


def _document(number: int, law: str, rows: Sequence[dict[str, str]]) -> Document:
    name = f"{law} {number}"
    return Document(
        number=name,
        title=rows[0]["law"],
        issuer="",
        region=rows[0]["region"],
        level=Level.NATIONAL,
        issued=None,
        source=name,
        clauses=tuple(_clauses(name, rows)),
    )


def _clauses(name: str, rows: Sequence[dict[str, str]]) -> Iterator[Clause]:
    for place, row in enumerate(rows):
        text = row["text"]
        yield Clause(
            document_number=name,
            clause_id=str(place),
            label=row["article"],
            heading=row["chapter"] or "",
            text=text,
            printed=text,
            spans=((0, len(text)),),
            path=(str(place),),
        )
