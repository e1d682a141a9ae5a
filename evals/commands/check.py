"""Check every row of datasets against the clauses it names; `--add` stores those that pass."""

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from evals.check import faults
from evals.dataset import NAMED, Row, Split, read, split_of, to_json
from evals.matching import normal
from evals.setup import library_of


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", default=["golden"], metavar="NAME|FILE")
    parser.add_argument("--add", action="store_true", help="to the golden set, where they pass")


def run(chosen: argparse.Namespace) -> int:
    rows = [row for file in chosen.files for row in read(file)]
    rows = [_placed(row) for row in rows] if chosen.add else rows
    unseen = read("sample") if NAMED["sample"].is_file() else ()
    found = list(faults(rows, library_of(), unseen))
    for fault in found:
        print(f"{fault.id}: {fault.what}")
    wrong = {fault.id for fault in found}
    print(f"{len(rows)} rows, {len(wrong)} with a fault")
    if chosen.add:
        _store([row for row in rows if row.id not in wrong], NAMED["golden"])
        return 0
    return 1 if wrong else 0


def _placed(row: Row) -> Row:
    return replace(row, split=split_of(row))


def _store(rows: Iterable[Row], path: Path) -> None:
    """Rows by id, new ones in place of old ones; each question once."""
    before = read(path) if path.is_file() else ()
    by_question: dict[str, Row] = {}
    for row in (*rows, *before):
        by_question.setdefault(_said(row), row)
    by_id = {row.id: row for row in reversed(list(by_question.values()))}
    ordered = [to_json(by_id[name]) for name in sorted(by_id)]
    path.write_text("\n".join(ordered) + "\n", encoding="utf-8")
    gate = sum(row.split is Split.GATE for row in by_id.values())
    print(f"{path}: {len(ordered)} rows, {len(ordered) - gate} to develop on, {gate} for the gate")


def _said(row: Row) -> str:
    """The whole of what is asked."""
    earlier = "/".join(turn.question for turn in row.history)
    return normal(f"{row.region} {row.as_of} {earlier} {row.question}")
