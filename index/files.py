"""An index as named byte strings and back. Only here is decided what its files look like."""

import io
import json
from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np
from pydantic import TypeAdapter

from corpus.clause import Document
from index.build import in_memory
from index.dense import FaissStore
from index.encoder import Encoder
from index.lexical import Counts, Lexical
from index.search import Index

_DOCUMENTS, _VOCABULARY, _ARRAYS, _VECTORS = FILES = (
    "documents.jsonl",
    "vocabulary.json",
    "arrays.npz",
    "vectors.faiss",
)


def to_files(index: Index) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every file, in the order of `FILES`."""
    yield _DOCUMENTS, b"\n".join(_documents().dump_json(d) for d in index.documents)
    lexical = in_memory(index)
    vocabulary = json.dumps(list(lexical.vocabulary), ensure_ascii=False)
    yield _VOCABULARY, vocabulary.encode()
    counts = lexical.counts
    arrays = io.BytesIO()
    np.savez(
        arrays,
        ids=index.ids,
        passages=index.passages,
        token=counts.token,
        row=counts.row,
        field=counts.field,
        times=counts.times,
        lengths=counts.lengths,
    )
    yield _ARRAYS, arrays.getvalue()
    yield _VECTORS, index.vectors.to_bytes() if isinstance(index.vectors, FaissStore) else b""


def from_files(
    files: Mapping[str, bytes],
    encoder: Encoder | None,
    digests: Mapping[str, str],
    version: str,
    next_id: int,
) -> Index:
    """The index that `to_files` took apart."""
    lines = files[_DOCUMENTS].splitlines()
    documents = tuple(_documents().validate_json(line) for line in lines)
    tokens = json.loads(files[_VOCABULARY])
    with np.load(io.BytesIO(files[_ARRAYS]), allow_pickle=False) as arrays:
        ids, passages = arrays["ids"], arrays["passages"]
        counts = Counts(*(arrays[n] for n in ("token", "row", "field", "times", "lengths")))
    return Index(
        documents=documents,
        rows=tuple((document, clause) for document in documents for clause in document.clauses),
        ids=ids,
        passages=passages,
        lexical=Lexical({token: number for number, token in enumerate(tokens)}, counts).ready(),
        vectors=FaissStore.from_bytes(files[_VECTORS]) if files[_VECTORS] else None,
        encoder=encoder,
        digests=digests,
        version=version,
        next_id=next_id,
    )


@cache
def _documents() -> TypeAdapter[Document]:
    return TypeAdapter(Document)
