"""Sources → a folder that holds everything an index needs of them, written whole or not at all.

documents pieces clauses departments tokens     records
first last_day passages name_hashes             a number for each row (first: each document)
hashes start row field times lengths            tokens by their hash, and where each stands
vectors                                         of the passages, float32
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.clause import CorpusError, Document, Skipped
from corpus.collection import Source
from corpus.library import refused
from index.build import digest
from index.columns import Departments, last_day
from index.disk.clauses import header_of, read_clause, read_pieces
from index.disk.records import hash64, name_hash, write_records
from index.encoder import Encoder
from index.lexical import count_tokens
from index.passages import fields, passages
from index.search import PASSAGES_PER_CLAUSE

#: characters; a batch ends at a source whose digest says so, so that a change moves no other's end
_AT_LEAST, _AT_MOST = 100_000, 400_000
_ENDS_EVERY = 8
#: the last file of a batch that is written
DONE = "done.json"


@dataclass(frozen=True, slots=True)
class Batch:
    """Sources that are read together. The key changes with any of them, and with the rules."""

    key: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a batch."""

    key: str
    sources: int
    clauses: int
    digests: tuple[tuple[str, str], ...]
    skipped: tuple[Skipped, ...]


def batches(sources: Iterable[Source], rules: str) -> Iterator[Batch]:
    """The sources in their order, cut where a source's own digest says so."""
    group: list[Source] = []
    key, size = sha256(rules.encode()), 0
    for source in sources:
        content = source.read()
        own = sha256(repr((source.name, source.known)).encode() + content).digest()
        key.update(own)
        group.append(source)
        size += len(content) // 3
        if size >= _AT_MOST or (size >= _AT_LEAST and own[0] % _ENDS_EVERY == 0):
            yield Batch(key.hexdigest()[:24], tuple(group))
            group, key, size = [], sha256(rules.encode()), 0
    if group:
        yield Batch(key.hexdigest()[:24], tuple(group))


def done(folder: Path, key: str) -> Done | None:
    """The batch, if it was finished."""
    path = folder / key / DONE
    if not path.is_file():
        return None
    found = json.loads(path.read_bytes())
    return Done(
        key,
        found["sources"],
        found["clauses"],
        tuple((number, own) for number, own in found["digests"]),
        tuple(Skipped(source, reason) for source, reason in found["skipped"]),
    )


def as_json(result: Done) -> str:
    """What `done` reads."""
    plain = {
        "sources": result.sources,
        "clauses": result.clauses,
        "digests": result.digests,
        "skipped": [(file.source, file.reason) for file in result.skipped],
    }
    return json.dumps(plain, ensure_ascii=False)


def work(batch: Batch, folder: Path, encoder: Encoder | None) -> Done:
    """Parse, count and encode a batch; a folder of that name appears when all of it is there."""
    found, skipped = _documents(batch.sources)
    result = Done(
        batch.key,
        len(batch.sources),
        sum(len(d.clauses) for d in found),
        tuple((d.number, digest(d)) for d in found),
        tuple(skipped),
    )
    written = folder / f"{batch.key}.{secrets.token_hex(4)}"
    written.mkdir()
    try:
        _write(written, found, encoder)
        (written / DONE).write_text(as_json(result), encoding="utf-8")
        for path in written.iterdir():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        written.rename(folder / batch.key)
    finally:
        shutil.rmtree(written, ignore_errors=True)
    return result


def _documents(sources: Sequence[Source]) -> tuple[list[Document], list[Skipped]]:
    found: list[Document] = []
    skipped: list[Skipped] = []
    for source in sources:
        try:
            found += source.documents()
        except (CorpusError, OSError) as error:
            skipped.append(refused(source.name, error))
    return found, skipped


def _write(folder: Path, found: Sequence[Document], encoder: Encoder | None) -> None:
    rows = [(document, clause) for document in found for clause in document.clauses]
    write_records(folder, "documents", map(header_of, found))
    write_records(folder, "pieces", (read_pieces().dump_json(d.pieces) for d in found))
    write_records(folder, "clauses", (read_clause().dump_json(c) for _, c in rows))
    departments = Departments.of(clause for _, clause in rows)
    write_records(folder, "departments", (name.encode() for name in departments.names))
    texts = [passages(*row)[:PASSAGES_PER_CLAUSE] for row in rows]
    arrays: dict[str, NDArray[Any]] = {
        "first": np.cumsum([0, *(len(d.clauses) for d in found)], dtype=np.int32),
        "last_day": np.array([last_day(clause) for _, clause in rows], np.int32),
        "passages": np.array([len(each) for each in texts], np.int64),
        "name_hashes": np.array([name_hash(d.number, c.clause_id) for d, c in rows], np.uint64),
        "department_row": departments.row,
        "department_name": departments.name,
    }
    if encoder is not None:
        flat = [text for each in texts for text in each]
        arrays["vectors"] = encoder.encode_passages(flat)
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values)
    _write_words(folder, (fields(*row) for row in rows))


def _write_words(folder: Path, rows: Iterable[Sequence[str]]) -> None:
    vocabulary: dict[str, int] = {}
    counts = count_tokens(rows, vocabulary)
    words = list(vocabulary)
    hashes = np.array([hash64(word) for word in words], np.uint64)
    by_hash = np.argsort(hashes)
    if len(np.unique(hashes)) != len(hashes):
        raise AssertionError("two words have one hash")
    write_records(folder, "tokens", (words[at].encode() for at in by_hash.tolist()))
    place = np.empty(len(words), np.int32)
    place[by_hash] = np.arange(len(words), dtype=np.int32)
    token = place[counts.token]
    order = np.argsort(token, kind="stable")
    arrays: dict[str, NDArray[Any]] = {
        "hashes": hashes[by_hash],
        "start": np.cumsum([0, *np.bincount(token, minlength=len(words))], dtype=np.int64),
        "row": counts.row[order],
        "field": counts.field[order],
        "times": counts.times[order],
        "lengths": counts.lengths,
    }
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values)
