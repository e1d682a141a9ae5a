"""Plain alternatives on the same questions: words alone, vectors alone, fixed-size chunks."""

import argparse
from collections.abc import Sequence

from corpus.library import documents
from evals import saved
from evals.commands.progress import asking
from evals.dataset import BadDataset, Split, read
from evals.intervals import difference, estimate
from evals.measures import Measure
from evals.ranking_measures import RankScores
from evals.run import Run, estimated
from evals.setup import run_of
from evals.table import share, table
from index.encoder import load_encoder

_INSTALL = "chunks need LangChain's splitter: pip install langchain-text-splitters==1.1.3"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dataset", default="golden", metavar="NAME|FILE")
    parser.add_argument("--split", type=Split, default=Split.ALL, choices=list(Split))
    parser.add_argument("--model", default="", help="an encoder, instead of the bundled one")


def run(chosen: argparse.Namespace) -> int:
    try:
        from evals.baseline import MEASURES, alternatives, ranks
    except ImportError as error:
        raise BadDataset(_INSTALL) from error
    rows = read(chosen.dataset, chosen.split)
    found: list[tuple[Run, Sequence[RankScores]]] = []
    for each in alternatives(documents(), load_encoder(chosen.model)):
        name = f"baseline-{each.name.replace(' ', '-')}"
        result = run_of(rows, each.target, name, progress=asking)
        saved.save(result)
        found.append((result, ranks(rows, each.index)))
    print(_table(found, MEASURES))
    return 0


def _table(found: Sequence[tuple[Run, Sequence[RankScores]]], shown: Sequence[Measure]) -> str:
    first = found[0][0]
    rows = [
        (
            run.name.removeprefix("baseline-"),
            share(estimate([rank.hit1 for rank in ranked])),
            share(estimate([rank.hit3 for rank in ranked])),
            *(share(estimated(run.scored, measure)) for measure in shown),
            _against(first, run),
        )
        for run, ranked in found
    ]
    return table(("", "clause 1st", "clause in 3", *shown, "correct: p"), rows)


def _against(first: Run, other: Run) -> str:
    """How likely the difference in `correct` would be by chance."""
    before = {r.row.id: r.scores[Measure.CORRECT] for r in first.scored}
    both = [(before[r.row.id], r.scores[Measure.CORRECT]) for r in other.scored]
    change = difference([a for a, _ in both], [b for _, b in both])
    return "" if change is None or first is other else f"{change.p:.2g}"
