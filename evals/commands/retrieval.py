"""Does the right clause come up: words alone, vectors alone, both; on our data and on others'."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from evals.dataset import NAMED, SHARED, Row, json_lines, read
from evals.outside import Collection, Lookup, Passage, read_collection
from evals.retrieval import (
    Line,
    Search,
    index_of_collection,
    measured,
    searches_in,
    searches_of,
)
from evals.setup import index_of
from evals.table import share, table
from index.search import Index
from index.training.material import is_held_back
from index.training.sources import question_passages

CORPUS_QUESTIONS = Path(__file__).parent.parent.parent / "index" / "data" / "corpus_questions.jsonl"
DATA = SHARED / "data"
_HELD_BACK = "held_back"
_COLUMNS = ("hit1", "hit3", "hit10", "mrr", "ndcg", "recall")


@dataclass(frozen=True, slots=True)
class Suite:
    """A set of searches in one index."""

    name: str
    searches: tuple[Search, ...]
    index: Index


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--index", type=Path, help="a folder, instead of the shipped documents")
    parser.add_argument("--model", default="", help="an encoder, instead of the bundled one")
    parser.add_argument(
        "--collection",
        type=Path,
        action="append",
        metavar="PATH",
        help="only this BEIR folder, SQuAD-style JSON or JSONL of pairs",
    )


def run(chosen: argparse.Namespace) -> int:
    for suite in suites(chosen):
        print(f"\n{suite.name}: {len(suite.searches)} questions, {len(suite.index.rows)} clauses")
        lines = measured(suite.searches, suite.index, _bar)
        print(printed(lines), flush=True)
    return 0


def suites(chosen: argparse.Namespace) -> Iterator[Suite]:
    """What there is to measure on: outside collections if named, else ours."""
    index = index_of(chosen.index, chosen.model)
    if chosen.collection:
        for path in chosen.collection:
            yield _outside(read_collection(path), index)
        return
    yield Suite("corpus questions held back", _of(held_back(CORPUS_QUESTIONS), index), index)
    for name, path in NAMED.items():
        if path.is_file():
            yield Suite(name, _of(read(path), index), index)
    if DATA.is_dir():
        yield _outside(held_back_pairs(DATA), index)


def held_back(path: Path) -> Iterator[Row]:
    """The corpus questions that the model was not trained on, as rows."""
    for number, raw in json_lines(path):
        if raw.get("split") != _HELD_BACK:
            continue
        yield Row(
            id=f"c{number}",
            question=raw["question"],
            kind=raw["kind"],
            lang=raw["lang"],
            style=raw["style"],
            answerable=True,
            expect=("answered",),
            gold=((raw["document_number"], raw["clause_id"]),),
            region=raw["region"],
        )


def held_back_pairs(data: Path) -> Collection:
    """Every passage of the question–passage pairs, and the questions on those not trained on."""
    couples = question_passages(data)
    ids = {text: f"p{i}" for i, text in enumerate(dict.fromkeys(c.second for c in couples))}
    lookups = tuple(
        Lookup(f"q{i}", c.first, frozenset({ids[c.second]}), label=c.source.name)
        for i, c in enumerate(couples)
        if is_held_back(c)
    )
    passages = tuple(Passage(name, text) for text, name in ids.items())
    return Collection("question_passage, held back", passages, lookups)


def printed(lines: Iterable[Line]) -> str:
    """The table: hit@1 with its interval, the others as plain shares."""
    rows = [
        (
            line.way,
            line.label,
            str(line.rows),
            share(line.means.get("hit1")),
            *(f"{100 * line.means[name].mean:.1f}" for name in _COLUMNS[1:] if line.means),
        )
        for line in lines
        if line.rows
    ]
    return table(("ranked by", "of", "rows", *_COLUMNS), rows)


def _of(rows: Iterable[Row], index: Index) -> tuple[Search, ...]:
    return tuple(searches_of(rows, index))


def _outside(collection: Collection, index: Index) -> Suite:
    built = index_of_collection(collection, index.encoder)
    return Suite(collection.name, tuple(searches_in(collection)), built)


def _bar(searches: Sequence[Search]) -> Iterable[Search]:
    bar: Iterable[Search] = tqdm(searches, desc="searching", unit="question", leave=False)
    return bar
