"""What a query allows, decided from columns alone."""

from datetime import date

import numpy as np
import pytest

from index.columns import Columns
from index.filters import Filters, refusal
from index.query import Query
from tests.index.conftest import JINCHENG, SHANXI, XINZHOU

ROWS = tuple((document, c) for document in (JINCHENG, XINZHOU, SHANXI) for c in document.clauses)


@pytest.mark.parametrize(
    "query",
    [
        Query("", department="市工信局"),
        Query("", department="财政局"),
        Query("", department="没有这个局"),
        Query("", valid_on=date(2025, 1, 1)),
        Query("", regions=("晋城市", "山西省"), department="工信"),
        Query("", document=XINZHOU.number, valid_on=date(2022, 1, 1)),
    ],
)
def test_columns_allow_what_the_clauses_would(query: Query) -> None:
    mask = Filters(Columns.of(ROWS)).mask(query)
    assert mask.tolist() == [refusal(*row, query) is None for row in ROWS]


def test_a_clause_is_found_by_its_name() -> None:
    names = Columns.of(ROWS).names
    assert names.get((XINZHOU.number, "二.19")) == 2
    assert names.get((XINZHOU.number, "二.20")) is None


def test_no_rows_have_no_departments() -> None:
    assert Filters(Columns.of(())).mask(Query("", department="局")).dtype == np.bool_
