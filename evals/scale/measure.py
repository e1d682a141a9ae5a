"""One size: read, merge, open and ask, each in a process of its own."""

import json
import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from pydantic import TypeAdapter

from corpus.collection import rows_of, sources
from evals.scale.memory import cached_mib, private_mib, watched
from evals.scale.resampled import resampled
from evals.speed.timing import Speed, timed
from index.bulk.batch import done
from index.bulk.build import merge
from index.bulk.merge import parts
from index.bulk.run import end_with_parent, finished
from index.dense import faiss
from index.disk.clauses import array
from index.disk.folder import VECTORS
from index.encoder import Vectors, load_encoder
from index.query import Query
from index.ranking import weighted_tokens
from index.search import Index
from index.store import load, token_rules, verified_manifest
from index.training.questions import corpus_questions

T = TypeVar("T")

QUESTIONS, _K, _CANDIDATES = 300, 10, 64
_READ = "read.json"
#: of the 140,067 articles that there are; more are made up
_ALL = 140_000


@dataclass(frozen=True, slots=True)
class Reading:
    """Documents parsed, counted and encoded by the workers."""

    documents: int
    seconds: float
    peak_mib: float


@dataclass(frozen=True, slots=True)
class Merging:
    """Batches made into an index."""

    clauses: int
    seconds: float
    peak_mib: float
    disk_mb: float


@dataclass(frozen=True, slots=True)
class Asking:
    """Milliseconds and memory of the open index."""

    open_s: float
    private_mib: float
    cached_mib: float
    whole: Speed
    words: Speed
    vectors: Speed
    exact: Speed
    recall: float
    vector_share: float  # of the bytes of all vectors in float32


@dataclass(frozen=True, slots=True)
class Size:
    """Everything measured at one size."""

    articles: int
    workers: int
    reading: Reading | None  # of articles that were made up none were read
    merging: Merging
    asking: Asking


def measured(statutes: Path, articles: int, folder: Path, workers: int) -> Size:
    """Build and ask an index of so many articles below the folder."""
    index = folder / f"index-{short(articles)}"
    read = min(articles, _ALL)
    batches = folder / f"statutes-{short(read)}.batches"
    reading = apart(_read, _collection(statutes, read, folder), batches, workers)
    merging = apart(_merged, batches, articles, index)
    return Size(
        articles, workers, reading if read == articles else None, merging, apart(_asked, index)
    )


def short(count: int) -> str:
    """1k, 140k, 1m."""
    for size, letter in ((1_000_000, "m"), (1_000, "k")):
        if count and count % size == 0:
            return f"{count // size}{letter}"
    return str(count)


def _collection(statutes: Path, articles: int, folder: Path) -> Path:
    """The first so many articles."""
    path = folder / f"statutes-{short(articles)}.jsonl"
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for row in islice(rows_of(statutes), articles):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def apart(work: Callable[..., T], *given: object) -> T:
    """The result of a fresh process, whose memory is nobody else's."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), end_with_parent) as pool:
        return pool.submit(work, *given).result()


def _read(collection: Path, batches: Path, workers: int) -> Reading:
    """What an earlier run read is not read again: its figures are kept beside it."""
    kept = batches / _READ
    start = time.perf_counter()
    with watched() as peak:
        found = finished(
            lambda: sources([collection]),
            batches,
            workers=workers,
            model="",
            rules=token_rules(),
            progress=True,
        )
    if kept.is_file():
        return Reading(**json.loads(kept.read_bytes())["reading"])
    documents = sum(each.sources for each in found)
    reading = Reading(documents, time.perf_counter() - start, peak.mib)
    keys = [each.key for each in found]
    kept.write_text(json.dumps({"keys": keys, "reading": asdict(reading)}), encoding="utf-8")
    return reading


def _merged(batches: Path, articles: int, index: Path) -> Merging:
    keys = json.loads((batches / _READ).read_bytes())["keys"]
    found = [each for each in (done(batches, key) for key in keys) if each is not None]
    if articles > sum(each.clauses for each in found):
        copies = _copies(index)
        found = list(resampled(batches, found, articles, copies))
        batches = copies
    start = time.perf_counter()
    with watched() as peak:
        merged = list(parts(batches, found))
        manifest = merge(merged, index, load_encoder())
    took = time.perf_counter() - start
    _vectors_of(index).write_text("\n".join(str(part.folder) for part in merged), encoding="utf-8")
    return Merging(manifest.clauses, took, peak.mib, manifest.size / 1e6)


def _copies(index: Path) -> Path:
    return index.with_name(f"{index.name}.copies")


def _vectors_of(index: Path) -> Path:
    """The file that names the batches of the index in their order."""
    return index.with_name(f"{index.name}.batches.txt")


def _asked(folder: Path) -> Asking:
    encoder = load_encoder()
    if encoder is None:
        raise AssertionError("the bundled model is missing")
    questions = [row.question for row in corpus_questions()[::7]][:QUESTIONS]
    encoded = encoder.encode_queries(questions)
    before = private_mib()
    start = time.perf_counter()
    index = load(folder, encoder)
    index.search(Query(questions[0]))
    opened = time.perf_counter() - start
    whole = timed(lambda question: index.search(Query(question)), questions)
    words = timed(lambda question: _words(index, question), questions)
    vectors = timed(lambda query: _vectors(index, query), encoded)
    private, cached = private_mib() - before, cached_mib()
    exact, right, size = _exact(folder, index, encoded)
    found = [set(_vectors(index, query).tolist()) for query in encoded]
    common = sum(len(one & other) for one, other in zip(found, right, strict=True))
    return Asking(
        open_s=opened,
        private_mib=private,
        cached_mib=cached,
        whole=whole,
        words=words,
        vectors=vectors,
        exact=exact,
        recall=common / (_K * len(right)),
        vector_share=_vector_bytes(folder) / size,
    )


def _words(index: Index, question: str) -> object:
    return index.lexical.matched([weighted_tokens(question, index.weights)]).best(_CANDIDATES, None)


def _vectors(index: Index, query: Vectors) -> Any:
    if index.vectors is None:
        raise AssertionError("an index without vectors")
    return index.vectors.search(query, _K)[0]


def _exact(folder: Path, index: Index, queries: Vectors) -> tuple[Speed, Sequence[set[int]], int]:
    """Comparing all vectors one by one: how long it takes, what is right, and its bytes."""
    flat = faiss.IndexFlatIP(queries.shape[1])
    for path in _vectors_of(folder).read_text(encoding="utf-8").splitlines():
        flat.add(np.ascontiguousarray(array(Path(path), "vectors")))
    faiss.omp_set_num_threads(1)
    speed = timed(lambda query: flat.search(query.reshape(1, -1), _K), queries)
    places = flat.search(queries, _K)[1]
    right = [set(index.vector_ids[row].tolist()) for row in places]
    return speed, right, flat.ntotal * queries.shape[1] * 4


def _vector_bytes(folder: Path) -> int:
    return (folder / verified_manifest(folder).generation / VECTORS).stat().st_size


def saved_sizes(folder: Path) -> list[Size]:
    """The sizes measured below the folder, smallest first."""
    paths = [path for path in folder.glob("*.json") if path.stem.isdigit()]
    found = [TypeAdapter(Size).validate_json(path.read_bytes()) for path in paths]
    return sorted(found, key=lambda size: size.articles)
