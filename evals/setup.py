"""The assistant as it is measured in process: the index of the shipped documents, built anew.

Building takes seconds and never measures yesterday's documents, model or token rules.
"""

from pathlib import Path

from assistant.chain import Assistant
from corpus.library import documents
from evals.library import Library
from index.build import build
from index.encoder import load_encoder
from index.search import Index


def index_of(folder: Path | None = None, model: str = "") -> Index:
    """The index in the folder, or of the shipped documents."""
    return Index.open(folder) if folder else build(documents(), load_encoder(model))


def assistant_of(folder: Path | None = None, model: str = "") -> Assistant:
    """An assistant on that index."""
    return Assistant(index_of(folder, model))


def library_of(index: Index | None = None) -> Library:
    """The clauses that answers are judged against: the index's, or the shipped ones."""
    return Library.of(documents() if index is None else index.documents)
