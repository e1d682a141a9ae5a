"""Put a set of questions to the assistant, print what came of it and save every row."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from assistant.llm.model import model_of
from assistant.settings import Settings
from evals import saved
from evals.both_modes import about, side_by_side, with_model
from evals.commands.progress import asking
from evals.dataset import Row, Split, read, sampled
from evals.run import Run
from evals.setup import assistant_of, library_of, run_of
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
    rows = read(chosen.dataset, chosen.split)
    rows = sampled(rows, chosen.sample) if chosen.sample else rows
    target = _target(chosen)
    found = run_of(
        rows,
        target,
        chosen.name or saved.named(chosen.dataset, chosen.target),
        settings={"dataset": chosen.dataset, "split": chosen.split.value},
        workers=chosen.workers,
        progress=asking,
    )
    path = saved.save(found)
    print(summary(found, library_of(target)))
    print(f"\nsaved: {path}   as one page: python -m evals report {found.name}")
    _with_model(chosen, rows, target, found)
    return 0 if found.scored else 1


def _with_model(
    chosen: argparse.Namespace, rows: Sequence[Row], target: Target, rules: Run
) -> None:
    """The same rows with the chat model, where LLM_BASE_URL names an endpoint."""
    settings = Settings()
    model = model_of(settings) if isinstance(target, InProcess) else None
    fluent = with_model(target, model) if model else None
    if model is None or fluent is None:
        return
    found = run_of(
        rows,
        fluent,
        f"{rules.name}-llm",
        settings={
            "dataset": chosen.dataset,
            "split": chosen.split.value,
            **about(model, settings.llm_prompt),
        },
        workers=chosen.workers,
        progress=asking,
    )
    print(f"\n{side_by_side(rules, found, model.counts)}")
    print(f"saved: {saved.save(found)}   python -m evals compare {rules.name} {found.name}")


def _target(chosen: argparse.Namespace) -> Target:
    if chosen.target == IN_PROCESS:
        return InProcess(assistant_of(chosen.index, chosen.model))
    return Deployment(chosen.target.rstrip("/"), chosen.key)
