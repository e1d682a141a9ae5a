"""Plain alternatives on the same questions: words alone, vectors alone, fixed-size chunks."""

import argparse

from corpus.library import documents
from evals import saved
from evals.baseline import measured
from evals.commands.progress import asking
from evals.dataset import Split, read
from evals.readme import alternative_rows
from evals.table import table
from index.encoder import load_encoder


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dataset", default="golden", metavar="NAME|FILE")
    parser.add_argument("--split", type=Split, default=Split.ALL, choices=list(Split))
    parser.add_argument("--model", default="", help="an encoder, instead of the bundled one")


def run(chosen: argparse.Namespace) -> int:
    rows = read(chosen.dataset, chosen.split)
    found = measured(rows, documents(), load_encoder(chosen.model), asking)
    for each in found:
        saved.save(each.run)
    print(table(*alternative_rows(found)))
    return 0
