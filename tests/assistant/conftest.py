"""One assistant over the corpus for all tests of the room."""

import pytest

from assistant.chain import Assistant
from corpus.library import documents
from index.build import build
from index.encoder import load_encoder


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    return Assistant(build(documents(), load_encoder()))
