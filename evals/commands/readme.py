"""Run everything on the golden set and write the results into README.md."""

import argparse
from pathlib import Path

from corpus.library import documents
from evals.baseline import measured
from evals.commands.progress import asking
from evals.dataset import read
from evals.perturbed import perturbed
from evals.readme import results, write
from evals.setup import library_of
from index.encoder import load_encoder

README = Path(__file__).parent.parent.parent / "README.md"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=README, help="a file with the two marks")


def run(chosen: argparse.Namespace) -> int:
    rows = read("golden")
    found = measured(rows, documents(), load_encoder(), asking)
    changed = perturbed(rows, found[0].index, asking)
    write(chosen.out, results(found, changed, library_of()))
    print(chosen.out)
    return 0
