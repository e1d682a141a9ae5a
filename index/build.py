"""Documents → Index, and an index with documents added, replaced or removed. Pure but for tqdm."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from pydantic import TypeAdapter
from tqdm import tqdm

from corpus.clause import Document
from corpus.translations import english
from index.dense import FaissStore, Ids, VectorStore
from index.encoder import Encoder, Vectors
from index.lexical import Lexical
from index.passages import fields, passages
from index.search import PASSAGES_PER_CLAUSE, Index, vector_ids
from index.weights import DEFAULT, Weights

_BATCH = 512


class ReadOnlyIndex(Exception):
    """A document was to be added to, or taken out of, an index that is kept on disk."""

    def __init__(self) -> None:
        super().__init__(
            "an index this large is not changed in place: change the documents it was built from "
            'and run "python -m index build --documents … --workers N" again, which reads only '
            "what is new"
        )


def build(
    documents: Sequence[Document],
    encoder: Encoder | None,
    *,
    weights: Weights = DEFAULT,
    progress: bool = False,
) -> Index:
    """The index of the documents, in memory."""
    return with_documents(empty(encoder, weights), documents, progress=progress)


def empty(encoder: Encoder | None, weights: Weights = DEFAULT) -> Index:
    """An index of nothing, to add to."""
    none = np.empty(0, np.int64)
    vectors = None if encoder is None else FaissStore.empty(encoder.dimension)
    lexical = Lexical.of((), weights)
    return Index((), (), none, none, lexical, vectors, encoder, {}, "", 1, weights)


def with_documents(index: Index, documents: Sequence[Document], *, progress: bool = False) -> Index:
    """The index with these documents, new or in place of those of the same number."""
    before = without(index, {d.number for d in documents} & set(index.digests))
    rows = tuple((document, clause) for document in documents for clause in document.clauses)
    ids = np.arange(before.next_id, before.next_id + len(rows), dtype=np.int64)
    texts = [passages(*row)[:PASSAGES_PER_CLAUSE] for row in rows]
    counts = np.array([len(each) for each in texts], np.int64)
    vectors = before.vectors
    if before.encoder is not None and vectors is not None and rows:
        encoded = _encode(before.encoder, [t for each in texts for t in each], progress)
        vectors = _stored(vectors, vector_ids(ids, counts), encoded)
    bar = tqdm(rows, desc="words", unit="clause", disable=not progress)
    after = replace(
        before,
        documents=(*before.documents, *documents),
        rows=(*before.rows, *rows),
        ids=np.concatenate([before.ids, ids]),
        passages=np.concatenate([before.passages, counts]),
        lexical=in_memory(before).with_rows(fields(*row) for row in bar).ready(),
        vectors=vectors,
        digests={**before.digests, **{d.number: digest(d) for d in documents}},
        next_id=before.next_id + len(rows),
    )
    return replace(after, version=version(after.digests, after.encoder))


def without(index: Index, numbers: Iterable[str]) -> Index:
    """The index without the documents of these numbers."""
    gone = set(numbers)
    if not gone:
        return index
    kept = np.array([document.number not in gone for document, _ in index.rows], bool)
    vectors = index.vectors
    if vectors is not None:
        vectors = vectors.delete(vector_ids(index.ids[~kept], index.passages[~kept]))
    after = replace(
        index,
        documents=tuple(d for d in index.documents if d.number not in gone),
        rows=tuple(row for row, stays in zip(index.rows, kept, strict=True) if stays),
        ids=index.ids[kept],
        passages=index.passages[kept],
        lexical=in_memory(index).keeping(kept).ready(),
        vectors=vectors,
        digests={n: d for n, d in index.digests.items() if n not in gone},
    )
    return replace(after, version=version(after.digests, after.encoder))


def in_memory(index: Index) -> Lexical:
    """The words of an index that can be changed where it is, or ReadOnlyIndex."""
    if isinstance(index.lexical, Lexical):
        return index.lexical
    raise ReadOnlyIndex


def digest(document: Document) -> str:
    """What the index knows of a document, as a checksum: its content and English rendering."""
    found = hashlib.sha256(_documents().dump_json(document))
    for clause in document.clauses:
        found.update(english(clause).encode())
    return found.hexdigest()[:16]


def version(digests: Mapping[str, str], encoder: Encoder | None) -> str:
    """Changes with any document, and with the encoder."""
    parts = [f"{number} {each}" for number, each in sorted(digests.items())]
    return hashlib.sha256("\n".join([*parts, fingerprint(encoder)]).encode()).hexdigest()[:12]


def fingerprint(encoder: Encoder | None) -> str:
    return "none" if encoder is None else f"{encoder.name} {encoder.fingerprint}"


def _encode(encoder: Encoder, texts: Sequence[str], progress: bool) -> Vectors:
    starts = range(0, len(texts), _BATCH)
    bar = tqdm(starts, desc="vectors", unit="batch", disable=not progress)
    return np.concatenate([encoder.encode_passages(texts[i : i + _BATCH]) for i in bar])


def _stored(vectors: VectorStore, ids: Ids, encoded: Vectors) -> VectorStore:
    return FaissStore.of(ids, encoded) if vectors.size == 0 else vectors.upsert(ids, encoded)


@cache
def _documents() -> TypeAdapter[Document]:
    return TypeAdapter(Document)
