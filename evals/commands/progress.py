"""The bar that every long command shows."""

from collections.abc import Iterable, Iterator

from tqdm import tqdm

from evals.run import Result


def asking(results: Iterator[Result], total: int) -> Iterable[Result]:
    """Questions as they are answered."""
    bar: Iterable[Result] = tqdm(results, total=total, desc="asking", unit="question")
    return bar
