"""Folders and collections → an index in a folder, in memory or on disk as its size asks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.clause import Skipped
from corpus.collection import sources
from index.build import version
from index.bulk.merge import Part, parts, write_clauses
from index.bulk.run import finished
from index.bulk.vectors import write_vectors
from index.bulk.words import words_in_memory, write_words
from index.dense import FaissStore
from index.disk.clauses import array, whole
from index.disk.folder import VECTORS
from index.encoder import Encoder, load_encoder
from index.manifest import Contents, Manifest, token_rules
from index.search import Index, vector_ids
from index.store import publish, save, why_stale
from index.weights import DEFAULT

#: clauses; from there on an index is kept on disk, which starts at once and takes little memory,
#: but is not changed in place (docs/scaling.md)
ON_DISK_FROM = 50_000


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build; no manifest: the folder held just this already."""

    manifest: Manifest | None
    documents: int
    skipped: tuple[Skipped, ...]


def build_in_bulk(
    places: Sequence[Path],
    folder: Path,
    *,
    workers: int = 1,
    model: str = "",
    on_disk_from: int = ON_DISK_FROM,
    if_stale: bool = False,
    progress: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Built:
    """Read what is new among the sources, then put all of it into the folder.

    What was read lies in `FOLDER.batches` and is not read again by the next build.
    """
    encoder, work = load_encoder(model), folder.with_name(f"{folder.name}.batches")
    found = finished(
        lambda: sources(places),
        work,
        workers=workers,
        model=model,
        rules=token_rules(),
        progress=progress,
    )
    skipped = tuple(file for each in found for file in each.skipped)
    merged = list(parts(work, found))
    digests = dict(each for part in merged for each in part.digests)
    if if_stale and why_stale(folder, digests, encoder) is None:
        return Built(None, len(digests), skipped)
    manifest = merge(merged, folder, encoder, on_disk_from=on_disk_from, say=say)
    return Built(manifest, len(digests), skipped)


def merge(
    merged: Sequence[Part],
    folder: Path,
    encoder: Encoder | None,
    *,
    on_disk_from: int = ON_DISK_FROM,
    say: Callable[[str], None] = lambda _: None,
) -> Manifest:
    """The parts as one index, kept as their number asks for."""
    digests = {number: own for part in merged for number, own in part.digests}
    clauses = sum(part.rows for part in merged)
    named = version(digests, encoder)
    if clauses < on_disk_from:
        index = _in_memory(merged, encoder, digests, named)
        return save(index, folder)
    contents = Contents(named, encoder, digests, clauses, clauses)
    return publish(contents, folder, lambda own: _write(own, merged, encoder, say))


def _write(
    folder: Path, merged: Sequence[Part], encoder: Encoder | None, say: Callable[[str], None]
) -> None:
    batches = [part.folder for part in merged]
    say("joining clauses")
    write_clauses(folder, merged)
    say("weighing words")
    write_words(folder, batches, [part.rows for part in merged], DEFAULT)
    say("sorting vectors into cells")
    if encoder is None:
        (folder / VECTORS).touch()
    else:
        write_vectors(folder, batches)


def _in_memory(
    merged: Sequence[Part], encoder: Encoder | None, digests: dict[str, str], named: str
) -> Index:
    documents = tuple(whole(d) for part in merged for d in part.shelf.documents)
    rows = tuple((document, clause) for document in documents for clause in document.clauses)
    ids = np.arange(len(rows), dtype=np.int64)
    none = np.empty(0, np.int64)
    batches = [part.folder for part in merged]
    passages = np.concatenate([none, *(array(path, "passages") for path in batches)])
    vectors = None
    if encoder is not None:
        empty = np.empty((0, encoder.dimension), np.float32)
        every = np.concatenate([empty, *(array(path, "vectors") for path in batches)])
        vectors = FaissStore.of(vector_ids(ids, passages), every)
    return Index(
        documents=documents,
        rows=rows,
        ids=ids,
        passages=passages,
        lexical=words_in_memory(batches, [part.rows for part in merged], DEFAULT),
        vectors=vectors,
        encoder=encoder,
        digests=digests,
        version=named,
        next_id=len(rows),
    )
