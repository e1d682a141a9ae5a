"""Change figures, tiers, places and documents by rule: each answer must change, or be refused."""

import argparse
from collections.abc import Sequence
from dataclasses import replace

from assistant.chain import Assistant
from evals import saved
from evals.commands.progress import asking
from evals.dataset import read
from evals.perturb import Way
from evals.perturbed import perturbed
from evals.readme import perturbed_rows
from evals.run import Result, Run
from evals.setup import index_of
from evals.table import table
from evals.targets import InProcess


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dataset", default="golden", metavar="NAME|FILE")
    parser.add_argument("--model", default="", help="an encoder, instead of the bundled one")
    parser.add_argument("--show", type=int, default=5, metavar="N", help="failures of each kind")


def run(chosen: argparse.Namespace) -> int:
    index = index_of(model=chosen.model)
    results = perturbed(read(chosen.dataset), index, asking)
    print("of the questions that are answered rightly as long as nothing is changed:")
    print(table(*perturbed_rows(results)))
    for way, group in results.items():
        _show(way, [r for r in group if not r.is_right][: chosen.show])
    everything = tuple(_named(r, way) for way, group in results.items() for r in group)
    about = {**InProcess(Assistant(index)).about, **saved.surroundings()}
    path = saved.save(Run(saved.named("perturbed", "in-process"), about, everything))
    print(f"\nsaved: {path}")
    return 0


def _show(way: Way, wrong: Sequence[Result]) -> None:
    for result in wrong:
        row = result.row
        wanted = row.facts[0][0] if row.facts else f"not {row.forbid[0]}"
        print(f"\n{way}: {row.id} [{row.region or '–'}] {row.question}\n  wanted {wanted}")
        print(f"  given {result.given.status}: {result.given.text}")


def _named(result: Result, way: Way) -> Result:
    return replace(result, row=replace(result.row, id=f"{result.row.id}-{way}", kind=way.value))
