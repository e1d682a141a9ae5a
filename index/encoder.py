"""Texts → unit vectors. The bundled model needs numpy and its tokenizer only."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.tensors import mapped
from index.unigram import Unigram

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

BUNDLED = Path(__file__).with_name("model")

#: texts from which on the library's threads are worth its memory
_MANY = 200

#: models that were trained with a prompt which their configuration does not carry
_PROMPTS = {"multilingual-e5": ("query: ", "passage: ")}


class Encoder(Protocol):
    """Queries and passages as float32 unit vectors; `name` and `fingerprint` tell models apart."""

    @property
    def name(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    @property
    def fingerprint(self) -> str: ...
    def encode_queries(self, texts: Sequence[str]) -> Vectors: ...
    def encode_passages(self, texts: Sequence[str]) -> Vectors: ...


class ModelMissing(Exception):
    """No model is where the setting says."""


def load_encoder(name: str = "") -> Encoder | None:
    """The bundled model, or any other by its name or path; None: search by words alone."""
    if name in ("", "bundled"):
        return StaticEncoder(BUNDLED, "bundled") if (BUNDLED / "modules.json").is_file() else None
    if name == "none":
        return None
    folder = Path(name)
    if is_static(folder):
        return StaticEncoder(folder, name)
    return SentenceTransformersEncoder(name)


def is_static(folder: Path) -> bool:
    """Whether the folder holds a StaticEmbedding that numpy can serve."""
    modules = folder / "modules.json"
    return modules.is_file() and _first_module(modules)["type"].endswith("StaticEmbedding")


@dataclass(frozen=True)
class StaticEncoder:
    """A sentence-transformers StaticEmbedding: the mean of the tokens' vectors, made a unit."""

    folder: Path
    name: str

    def __post_init__(self) -> None:
        if not (self.folder / "modules.json").is_file():
            raise ModelMissing(f'{self.folder} holds no model: run "make train" or name another')

    @cached_property
    def dimension(self) -> int:
        return int(self._weights.shape[1])

    @cached_property
    def fingerprint(self) -> str:
        digest = hashlib.sha256()
        for name in ("tokenizer.json", "model.safetensors"):
            digest.update((self._module / name).read_bytes())
        return digest.hexdigest()[:16]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        found = np.zeros((len(texts), self.dimension), np.float32)
        for row, ids in enumerate(self._ids(texts)):
            if ids:
                found[row] = self._mean(ids)
        return unit(found)

    def _ids(self, texts: Sequence[str]) -> Iterable[Sequence[int]]:
        if len(texts) < _MANY and self._unigram is not None:
            return map(self._unigram.encode, texts)
        encoded = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return (encoding.ids for encoding in encoded)

    def _mean(self, ids: Sequence[int]) -> Vectors:
        rows = self._weights[ids].astype(np.float32)
        if self._scale is not None:
            rows *= self._scale[ids]
        return np.asarray(rows.mean(0), np.float32)

    @cached_property
    def _module(self) -> Path:
        return self.folder / _first_module(self.folder / "modules.json")["path"]

    @cached_property
    def _tensors(self) -> dict[str, NDArray[Any]]:
        return mapped(self._module / "model.safetensors")

    @cached_property
    def _weights(self) -> NDArray[Any]:
        named = ("embedding.weight", "embeddings", "embedding")
        return next(self._tensors[name] for name in named if name in self._tensors)

    @cached_property
    def _scale(self) -> Vectors | None:
        """One factor per row, where the rows are kept as int8: model2vec calls them weights."""
        found = self._tensors.get("weights")
        return None if found is None else found.astype(np.float32).reshape(-1, 1)

    @cached_property
    def _unigram(self) -> Unigram | None:
        return Unigram.from_file(self._module / "tokenizer.json")

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        # a service does without the library and its memory
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._module / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer


@dataclass(frozen=True)
class SentenceTransformersEncoder:
    """Any model that sentence-transformers loads, with its prompts for queries and passages."""

    name: str
    batch_size: int = field(default=32, kw_only=True)

    @cached_property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension())

    @cached_property
    def fingerprint(self) -> str:
        probe = self.encode_passages(["法无禁止即可入 5万元 little giant"])
        rounded = np.round(probe, 3).tobytes()
        return hashlib.sha256(self.name.encode() + rounded).hexdigest()[:16]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(self._model.encode_query, texts, 0)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(self._model.encode_document, texts, 1)

    def _encode(self, encode: Any, texts: Sequence[str], side: int) -> Vectors:
        known = next((p for part, p in _PROMPTS.items() if part in self.name), None)
        prompt = known[side] if known and not any(self._model.prompts.values()) else None
        return unit(
            encode(
                list(texts),
                prompt=prompt,
                batch_size=self.batch_size,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        )

    @cached_property
    def _model(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise ModelMissing(f"{self.name} needs the package sentence-transformers") from error
        return SentenceTransformer(self.name)


def unit(vectors: NDArray[Any]) -> Vectors:
    """Every row at length 1; a row of zeros stays one."""
    found = np.asarray(vectors, np.float32)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.maximum(lengths, 1e-12), np.float32)


def _first_module(modules: Path) -> dict[str, str]:
    listed: list[dict[str, str]] = json.loads(modules.read_text(encoding="utf-8"))
    return listed[0]
