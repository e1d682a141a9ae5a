"""Intervals hold the mean, narrow with more rows, and tell a real change from chance."""

import pytest

from evals.intervals import difference, estimate, mcnemar


def test_an_interval_holds_its_mean_and_narrows_with_more_rows() -> None:
    few, many = estimate([1.0] * 8 + [0.0] * 2), estimate([1.0] * 800 + [0.0] * 200)
    assert few is not None
    assert many is not None
    assert few.low < few.mean == many.mean == 0.8 < few.high
    assert many.high - many.low < 0.06 < few.high - few.low


def test_an_interval_is_the_same_every_time() -> None:
    values = [1.0, 0.0, 1.0, 1.0, 0.0] * 20
    assert estimate(values) == estimate(values)


def test_nothing_has_no_estimate() -> None:
    assert estimate([]) is None
    assert difference([], []) is None


@pytest.mark.parametrize(
    ("better", "worse", "p"),
    [(0, 0, 1.0), (1, 0, 1.0), (5, 5, 1.0), (6, 0, 0.03125), (10, 1, 0.01171875)],
)
def test_mcnemar_is_exact(better: int, worse: int, p: float) -> None:
    assert mcnemar(better, worse) == pytest.approx(p)
    assert mcnemar(worse, better) == pytest.approx(p)


def test_rows_that_change_in_one_direction_are_a_significant_change() -> None:
    change = difference([0.0] * 20 + [1.0] * 80, [1.0] * 100)
    assert change is not None
    assert (change.better, change.worse, change.is_significant) == (20, 0, True)
    assert change.low > 0


def test_rows_that_change_both_ways_are_not() -> None:
    change = difference([0.0, 1.0] * 20, [1.0, 0.0] * 20)
    assert change is not None
    assert not change.is_significant


def test_times_are_compared_by_their_differences() -> None:
    before = [10.0 + i % 7 for i in range(100)]
    change = difference(before, [value * 2 for value in before])
    assert change is not None
    assert change.is_significant
    assert change.low > 0
