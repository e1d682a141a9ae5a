"""Our search against other frameworks' hybrid pipelines: same texts, tokens and vectors.

The frameworks live in an environment of their own, made on first use and in no lock file. They
are handed tokens and vectors; ours finds its tokens and vectors ready in the same way.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from evals.speed.timing import Speed, timed
from index.encoder import Vectors
from index.passages import fields
from index.query import Query
from index.search import Index
from index.tokens import tokens

FRAMEWORKS = ("langchain", "llamaindex", "haystack")
ENVIRONMENT = Path(".bench")
_PACKAGES = (
    "langchain-classic",
    "langchain-community",
    "rank_bm25",
    "faiss-cpu",
    "llama-index-core",
    "llama-index-retrievers-bm25",
    "haystack-ai",
)
_PIPELINES = Path(__file__).with_name("pipelines.py")


@dataclass(frozen=True)
class KnownEncoder:
    """An encoder that only looks up what was encoded before."""

    vectors: Mapping[str, Vectors] = field(repr=False)
    dimension: int
    name: str = "known"
    fingerprint: str = "known"

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.vectors[text] for text in texts])

    encode_passages = encode_queries


def ours(index: Index, questions: Sequence[str]) -> Speed:
    """Our search with tokens and vectors at hand."""
    if index.encoder is None:
        raise ValueError("frameworks are compared by words and vectors: build with a model")
    vectors = dict(zip(questions, index.encoder.encode_queries(questions), strict=True))
    ready = replace(index, encoder=KnownEncoder(vectors, index.encoder.dimension))
    for question in questions:
        ready.search(Query(question))  # tokens are remembered from here on
    return timed(lambda text: ready.search(Query(text)), questions)


def theirs(index: Index, questions: Sequence[str]) -> dict[str, Speed]:
    """Each framework's search over the same clauses."""
    python = _environment()
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as given:
        json.dump(_given(index, questions), given)
        given.flush()
        return {name: _run(python, name, given.name) for name in FRAMEWORKS}


def _given(index: Index, questions: Sequence[str]) -> dict[str, list[object]]:
    encoder = index.encoder
    if encoder is None:
        raise ValueError("frameworks are compared by words and vectors: build with a model")
    # a number keeps equal texts apart, which the frameworks would take for one
    texts = [f"{_words(' '.join(fields(*row)))} #{n}" for n, row in enumerate(index.rows)]
    asked = {_words(question): question for question in questions}
    return {
        "texts": list(texts),
        "vectors": encoder.encode_passages([clause.text for _, clause in index.rows]).tolist(),
        "questions": list(asked),
        "question_vectors": encoder.encode_queries(list(asked.values())).tolist(),
    }


def _words(text: str) -> str:
    return " ".join(tokens(text))


def _run(python: Path, name: str, path: str) -> Speed:
    command = [str(python), "-W", "ignore", str(_PIPELINES), name, path]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return Speed(**json.loads(done.stdout.splitlines()[-1]))


def _environment() -> Path:
    """The Python of the frameworks' environment, made if it is not there."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.is_file():
        make = [sys.executable, "-m", "venv", str(ENVIRONMENT)]
        install = [str(python), "-m", "pip", "install", "--quiet", *_PACKAGES]
        for command in (make, install):
            subprocess.run(command, check=True)  # noqa: S603
    return python
