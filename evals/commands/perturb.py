"""Change figures, tiers, places and documents by rule: each answer must change, or be refused."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tqdm import tqdm

from assistant.chain import Assistant
from corpus.library import documents
from evals import saved
from evals.dataset import Row, read
from evals.intervals import estimate
from evals.library import Library
from evals.measures import Measure
from evals.perturb import Case, Way, cases, changed
from evals.run import Result, Run, judged
from evals.setup import library_of
from evals.table import share, table
from evals.targets import InProcess
from index.build import build, without
from index.encoder import load_encoder
from index.search import Index


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dataset", default="golden", metavar="NAME|FILE")
    parser.add_argument("--model", default="", help="an encoder, instead of the bundled one")
    parser.add_argument("--show", type=int, default=5, metavar="N", help="failures of each kind")


def run(chosen: argparse.Namespace) -> int:
    index = build(documents(), load_encoder(chosen.model))
    rows, library = read(chosen.dataset), library_of()
    right = {row.id for row in _right(rows, index, library)}
    found = [case for case in cases(rows, library) if case.row.id in right]
    results = {way: tuple(_results(_of(found, way), index, library)) for way in Way}
    print("of the questions that are answered rightly as long as nothing is changed:")
    print(_table(results))
    for way, group in results.items():
        _show(way, [r for r in group if not r.is_right][: chosen.show])
    everything = tuple(_named(r, way) for way, group in results.items() for r in group)
    target = InProcess(Assistant(index))
    path = saved.save(
        Run(
            saved.named("perturbed", "in-process"),
            {**target.about, **saved.surroundings()},
            everything,
        )
    )
    print(f"\nsaved: {path}")
    return 0


def _right(rows: Sequence[Row], index: Index, library: Library) -> Iterator[Row]:
    target = InProcess(Assistant(index))
    for row in tqdm(rows, desc="unchanged", unit="question"):
        if judged(row, target.ask(row), library).is_right:
            yield row


def _results(found: Sequence[Case], index: Index, library: Library) -> Iterator[Result]:
    for part in _together(found):
        changed_index = _index_for(part, index)
        target = InProcess(Assistant(changed_index))
        around = Library.of(changed_index.documents)
        for case in part:
            yield judged(case.row, target.ask(case.row), around)


def _together(found: Sequence[Case]) -> list[list[Case]]:
    """Cases that one index serves: those that take out the same documents."""
    groups: dict[frozenset[str], list[Case]] = {}
    for case in found:
        groups.setdefault(case.removed, []).append(case)
    return list(groups.values())


def _index_for(found: Sequence[Case], index: Index) -> Index:
    removed = found[0].removed
    if removed:
        return without(index, removed)
    if not any(case.swaps for case in found):
        return index
    return build(changed(index.documents, found), index.encoder)


def _of(found: Sequence[Case], way: Way) -> list[Case]:
    return [case for case in found if case.way is way]


def _table(results: dict[Way, tuple[Result, ...]]) -> str:
    rows = []
    for way, group in results.items():
        followed = estimate([r.scores[Measure.CORRECT] for r in group])
        refused = sum(r.given.status == "refused" for r in group)
        rows.append((way.value, str(len(group)), share(followed), str(refused)))
    return table(("changed", "cases", "% followed [95 % interval]", "refused"), rows)


def _show(way: Way, wrong: Sequence[Result]) -> None:
    for result in wrong:
        row = result.row
        wanted = row.facts[0][0] if row.facts else f"not {row.forbid[0]}"
        print(f"\n{way}: {row.id} [{row.region or '–'}] {row.question}\n  wanted {wanted}")
        print(f"  given {result.given.status}: {result.given.text}")


def _named(result: Result, way: Way) -> Result:
    return replace(result, row=replace(result.row, id=f"{result.row.id}-{way}", kind=way.value))
