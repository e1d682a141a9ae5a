"""What is known of a version besides its rows: the manifest, the documents, how rare words are."""

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter, ValidationError

from corpus.clause import Document
from index.milvus.client import Client
from index.milvus.schema import PIECE
from index.searchable import StoreDown
from index.store import BadIndex

FORMAT = "clausewise-milvus-1"
_MANIFEST = "manifest"
_NO_VECTOR = [0.0, 0.0]
#: rows read at once
_BATCH = 256


@dataclass(frozen=True, slots=True)
class Range:
    """The clauses `first ≤ clause < end`; `retired`: since when, in seconds of the epoch."""

    first: int
    end: int
    retired: float = 0.0


@dataclass(frozen=True, slots=True)
class Pieces:
    """Into how many pieces what an edition has of its own was cut."""

    rarity: int
    departments: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One state of a version. Rows that it does not cover are not there, whatever is stored."""

    format: str
    version: str
    edition: int
    encoder: str
    encoder_fingerprint: str
    dimension: int | None
    is_flat: bool
    token_rules: str
    averages: tuple[float, ...]
    documents: int
    clauses: int
    heads: int  # ever written
    next_id: int
    published: int  # pieces of that blob
    pieces: Pieces
    written: int  # Milvus' time after the last row was
    retired: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A document without its clauses, and where they are."""

    document: Document
    digest: str
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one collection of clauses."""

    client: Client
    clauses: str

    @property
    def name(self) -> str:
        return f"{self.clauses}_facts"

    def manifest(self) -> Manifest:
        """As it is now, not as it was a moment ago."""
        found = self._get([_MANIFEST])
        if _MANIFEST not in found:
            raise StoreDown(f"{self.clauses} is not published, or was replaced: ask again")
        try:
            manifest = _manifests().validate_json(found[_MANIFEST])
        except ValidationError as error:
            raise BadIndex(
                f'{self.clauses} is of another format: run "python serve.py publish"'
            ) from error
        if manifest.format != FORMAT:
            raise BadIndex(f'{self.clauses} is of another format: run "python serve.py publish"')
        return manifest

    def commit(self, manifest: Manifest) -> None:
        """From here on this is what the version is."""
        self._put({_MANIFEST: _manifests().dump_json(manifest).decode()})

    def heads(self, manifest: Manifest) -> tuple[Head, ...]:
        """The documents of that state, in the order of their clauses."""
        keys = [f"head:{n}" for n in range(manifest.heads)]
        bodies = self._get(keys)
        found = (_heads().validate_json(bodies[key]) for key in keys if key in bodies)
        gone = {r.first for r in manifest.retired}
        heads = tuple(head for head in found if head.first not in gone)
        if len(heads) != manifest.documents:
            raise StoreDown(
                f"{self.name} holds {len(heads)} of {manifest.documents} documents: it is being "
                "changed, or lost some; ask again"
            )
        return heads

    def put_heads(self, heads: Iterable[Head], start: int) -> None:
        numbered = enumerate(heads, start)
        self._put({f"head:{n}": _heads().dump_json(head).decode() for n, head in numbered})

    def drop_heads(self, numbers: Iterable[int]) -> None:
        self._drop([f"head:{n}" for n in numbers])

    def head_numbers(self, manifest: Manifest, ranges: Sequence[Range]) -> list[int]:
        """Which heads' clauses lie in one of the ranges."""
        gone = {r.first for r in ranges}
        bodies = self._get([f"head:{n}" for n in range(manifest.heads)])
        return [
            int(key.partition(":")[2])
            for key, body in bodies.items()
            if _heads().validate_json(body).first in gone
        ]

    def blob(self, name: str, edition: int, pieces: int) -> bytes:
        keys = [f"{name}:{edition % 2}:{n}" for n in range(pieces)]
        found = self._get(keys)
        if len(found) != pieces:
            raise StoreDown(
                f"{self.name} holds {len(found)} of {pieces} pieces of {name}: ask again"
            )
        return base64.b64decode("".join(found[key] for key in keys))

    def put_blob(self, name: str, edition: int, content: bytes) -> int:
        """How many pieces it became. The edition before the last is overwritten."""
        text = base64.b64encode(content).decode()
        pieces = [text[i : i + PIECE] for i in range(0, len(text), PIECE)]
        self._put({f"{name}:{edition % 2}:{n}": piece for n, piece in enumerate(pieces)})
        return len(pieces)

    def _get(self, keys: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for part in _batches(keys):
            rows = self.client.call(
                "get", self.name, ids=part, output_fields=["body"], consistency_level="Strong"
            )
            found |= {row["key"]: row["body"] for row in rows}
        return found

    def _put(self, bodies: Mapping[str, str]) -> None:
        rows = [{"key": k, "body": b, "nothing": _NO_VECTOR} for k, b in bodies.items()]
        for start in range(0, len(rows), _BATCH):
            self.client.call("upsert", self.name, rows[start : start + _BATCH])

    def _drop(self, keys: Sequence[str]) -> None:
        for part in _batches(keys):
            self.client.call("delete", self.name, ids=part)


def _batches(keys: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _BATCH):
        yield list(keys[start : start + _BATCH])


@cache
def _manifests() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)


@cache
def _heads() -> TypeAdapter[Head]:
    return TypeAdapter(Head)
