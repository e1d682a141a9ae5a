"""The same sizes in Milvus: Lite in a process of its own, or a cluster by its address."""

import json
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter

from evals.scale.measure import apart, short
from evals.speed.sizes import Size, statutes
from index.encoder import load_encoder
from index.training.questions import corpus_questions

#: Lite takes a third of a second for one at 10,000 clauses
_QUESTIONS = 60


def measure_in_milvus(path: Path, articles: int, folder: Path, uri: str) -> None:
    """Publish and ask the first so many articles; the figures are kept below the folder."""
    found = apart(_measured, path, articles, uri)
    out = folder / f"milvus-{short(articles)}.json"
    out.write_text(json.dumps(asdict(found), indent=1), encoding="utf-8")


def saved_in_milvus(folder: Path) -> list[Size]:
    """The sizes measured so, smallest first."""
    paths = folder.glob("milvus-*.json")
    found = [TypeAdapter(Size).validate_json(path.read_bytes()) for path in paths]
    return sorted(found, key=lambda size: size.clauses)


def _measured(path: Path, articles: int, uri: str) -> Size:
    from evals.speed.milvus import measured  # needs the extra packages

    encoder = load_encoder()
    if encoder is None:
        raise AssertionError("the bundled model is missing")
    questions = [row.question for row in corpus_questions()[::7]][:_QUESTIONS]
    return measured(statutes(path, articles), encoder, questions, uri)
