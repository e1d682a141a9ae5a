"""Put a set of questions to the assistant, print what came of it and save every row."""

import argparse
import os
from pathlib import Path

from tqdm import tqdm

from evals import saved
from evals.dataset import Split, checksum, read, sampled
from evals.library import Library
from evals.run import Run, put
from evals.setup import assistant_of, library_of
from evals.table import summary
from evals.targets import Deployment, InProcess, Target

IN_PROCESS = "in-process"
_KEY = "CLAUSEWISE_API_KEY"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dataset", default="golden", metavar="NAME|FILE", help="golden, sample …")
    parser.add_argument("--split", type=Split, default=Split.ALL, choices=list(Split))
    parser.add_argument("--target", default=IN_PROCESS, metavar="in-process|http://…")
    parser.add_argument("--key", default=os.environ.get(_KEY, ""), help=f"for http, else ${_KEY}")
    parser.add_argument("--index", type=Path, help="a folder, instead of the shipped documents")
    parser.add_argument("--model", default="", help="an encoder, instead of the bundled one")
    parser.add_argument("--sample", type=int, metavar="N", help="only so many, always the same")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="questions at a time")
    parser.add_argument("--name", help="of the saved run, instead of the time and what was run")


def run(chosen: argparse.Namespace) -> int:
    found = measured(chosen)
    library = _library(chosen)
    path = saved.save(found)
    print(summary(found, library))
    print(f"\nsaved: {path}   one page: python -m evals report {found.name}")
    return 1 if len(found.unscored) == len(found.results) else 0


def measured(chosen: argparse.Namespace) -> Run:
    """The run that the options describe."""
    rows = read(chosen.dataset, chosen.split)
    if chosen.sample:
        rows = sampled(rows, chosen.sample)
    target = target_of(chosen)
    if rows and isinstance(target, InProcess):
        # what is loaded on first use is no part of an answer's time
        target.ask(rows[0])
    results = put(rows, target, _library(chosen), chosen.workers)
    bar = tqdm(results, total=len(rows), desc="asking", unit="question")
    settings = {
        "dataset": chosen.dataset,
        "split": chosen.split.value,
        "rows": checksum(rows),
        "workers": str(chosen.workers),
    }
    name = chosen.name or saved.named(chosen.dataset, chosen.target)
    return Run(name, {**settings, **target.about, **saved.surroundings()}, tuple(bar))


def target_of(chosen: argparse.Namespace) -> Target:
    """Whom the questions go to."""
    if chosen.target == IN_PROCESS:
        return InProcess(assistant_of(chosen.index, chosen.model))
    return Deployment(chosen.target.rstrip("/"), chosen.key)


def _library(chosen: argparse.Namespace) -> Library:
    from index.search import Index

    return library_of(Index.open(chosen.index) if chosen.index else None)
