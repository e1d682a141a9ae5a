"""Both stores with the corpus, and a Milvus to be stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.library import documents
from index.build import build
from index.encoder import load_encoder
from index.search import Index
from index.searchable import Searchable
from tests.store.stores import Faiss, Milvus, Server, Store, free_port


@pytest.fixture(scope="session")
def lite(tmp_path_factory: pytest.TempPathFactory) -> Milvus:
    return Milvus(str(tmp_path_factory.mktemp("milvus") / "lite.db"))


@pytest.fixture(scope="session", params=["faiss", "milvus"])
def store(request: pytest.FixtureRequest) -> Store:
    kept: Store = Faiss() if request.param == "faiss" else request.getfixturevalue("lite")
    return kept


@pytest.fixture(scope="session")
def in_faiss() -> Index:
    """The corpus, as it is shipped."""
    return build(documents(), load_encoder())


@pytest.fixture(scope="session")
def in_milvus(lite: Milvus, in_faiss: Index) -> Searchable:
    return lite.filled(in_faiss.documents, in_faiss.encoder)


@pytest.fixture(scope="session")
def whole(store: Store, request: pytest.FixtureRequest) -> Searchable:
    """The corpus in either store."""
    kept: Searchable = request.getfixturevalue(
        "in_faiss" if isinstance(store, Faiss) else "in_milvus"
    )
    return kept


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "milvus", free_port())
    made.start()
    yield made
    made.stop()
