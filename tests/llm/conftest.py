"""One index over the corpus for all tests of the room, and assistants with a played model."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from assistant.chain import Assistant
from assistant.llm.model import Model, model_of
from assistant.settings import Settings
from corpus.library import documents
from index.build import build
from index.encoder import load_encoder
from index.search import Index
from tests.llm.server import ModelServer, Player, running

Fluent = Callable[..., tuple[Assistant, Model, ModelServer]]


@pytest.fixture(scope="session")
def index() -> Index:
    return build(documents(), load_encoder())


@pytest.fixture(scope="session")
def plain(index: Index) -> Assistant:
    """Without a model: what every failure must come back to."""
    return Assistant(index)


@pytest.fixture
def fluent(index: Index) -> Iterator[Fluent]:
    """`fluent(player, llm_seconds=1)` → an assistant whose model is played over real HTTP."""
    with ExitStack() as stack:

        def made(
            player: Player, over: Index | None = None, **chosen: object
        ) -> tuple[Assistant, Model, ModelServer]:
            server = stack.enter_context(running(player))
            given = {"llm_base_url": server.url, "llm_model": "played", "llm_seconds": 5, **chosen}
            model = model_of(Settings.model_validate(given))
            assert model is not None
            return Assistant(over or index, model), model, server

        yield made
