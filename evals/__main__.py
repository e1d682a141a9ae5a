"""python -m evals COMMAND: how right the assistant is, and what a change did to it.

run         put a set of questions, print and save what came of it
retrieval   does the right clause come up: words alone, vectors alone, both
compare     what changed from one run to another, answer by answer
gate        fail below the committed floors, or significantly below the last committed run
report      one run as one HTML page
perturb     change figures, tiers, places, documents: the answers must change too
baseline    plain alternatives on the same questions
readme      write the results into README.md
judge       a chat model's opinion of a run's answers, repeated
check       every row of a dataset against the clauses it names
bench       speed, as ratios within one run
scale       build, memory and speed from a thousand clauses to a million
fit         choose the weights of the evidence
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

from corpus.clause import CorpusError
from evals.dataset import BadDataset
from evals.saved import BadRun
from index.encoder import ModelMissing
from index.store import BadIndex

_COMMANDS = (
    "run",
    "retrieval",
    "compare",
    "gate",
    "report",
    "perturb",
    "baseline",
    "readme",
    "judge",
    "check",
    "bench",
    "scale",
)
_EXPECTED = (BadDataset, BadRun, BadIndex, ModelMissing, CorpusError, OSError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; an expected failure is one line that says what to do."""
    name, *rest = (sys.argv[1:] if arguments is None else arguments) or ["--help"]
    if name == "fit":
        return _fit(rest)
    if name not in _COMMANDS:
        print(__doc__)
        return 0 if name in ("-h", "--help") else 2
    command = importlib.import_module(f"evals.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"python -m evals {name}", description=command.__doc__)
    command.options(parser)
    try:
        return int(command.run(parser.parse_args(rest)))
    except _EXPECTED as error:
        print(f"evals {name}: {error}", file=sys.stderr)
        return 1


def _fit(rest: list[str]) -> int:
    from evals.fit import main as fit

    sys.argv = ["python -m evals fit", *rest]
    fit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
