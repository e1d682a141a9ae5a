"""Fail below the committed floors, or significantly below the last committed run."""

import argparse
import sys
from pathlib import Path

from evals.commands.progress import asking
from evals.dataset import Split, read
from evals.gate import COMMITTED, FLOORS, commit, failures, part, read_committed, read_floors
from evals.setup import assistant_of, run_of
from evals.table import measures
from evals.targets import InProcess


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dataset", default="golden", metavar="NAME|FILE")
    parser.add_argument("--index", type=Path, help="a folder, instead of the shipped documents")
    parser.add_argument("--model", default="", help="an encoder, instead of the bundled one")
    parser.add_argument("--commit", action="store_true", help=f"keep the run in {COMMITTED.name}")


def run(chosen: argparse.Namespace) -> int:
    target = InProcess(assistant_of(chosen.index, chosen.model))
    whole = run_of(read(chosen.dataset), target, chosen.dataset, progress=asking)
    passed = True
    for split in (Split.DEVELOP, Split.GATE):
        found = part(whole, split)
        print(f"\n{measures(found)}")
        wrong = tuple(failures(found, read_floors(split), read_committed(split)))
        for failure in wrong:
            print(f"{split}: {failure.measure}: {failure.why}", file=sys.stderr)
        passed = passed and not wrong
        if chosen.commit:
            commit(found, split)
    print("\nthe gate is open" if passed else f"\nthe gate is closed: see {FLOORS.name}")
    return 0 if passed else 1
