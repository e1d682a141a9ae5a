"""What the tests of this room share: the clauses, and the rows of the golden set."""

import pytest

from evals.dataset import Row, read
from evals.library import Library
from evals.setup import library_of


@pytest.fixture(scope="session")
def library() -> Library:
    return library_of()


@pytest.fixture(scope="session")
def golden() -> tuple[Row, ...]:
    return read("golden")
