"""One saved run as one HTML page: measures, charts, and the worst questions side by side."""

import argparse
from pathlib import Path

from evals import saved
from evals.report import page
from evals.setup import library_of


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run_name", metavar="RUN", help="a run by name or file, or `last`")
    parser.add_argument("--out", type=Path, help="instead of runs/RUN.html")
    parser.add_argument("--worst", type=int, default=40, metavar="N", help="wrong answers shown")


def run(chosen: argparse.Namespace) -> int:
    found = saved.load(chosen.run_name)
    path = chosen.out or saved.FOLDER / f"{found.name}.html"
    path.write_text(page(found, library_of(), chosen.worst), encoding="utf-8")
    print(path)
    return 0
