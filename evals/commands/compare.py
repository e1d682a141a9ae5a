"""What changed from run A to run B: measures with significance, and every answer that differs."""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence

from evals.compare import Change, Turned, changes, differences, only_in_one
from evals.intervals import Difference
from evals.measures import MEANING, Measure
from evals.saved import load
from evals.table import table

_SHOWN = (Turned.WRONG, Turned.RIGHT, Turned.OTHERWISE)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="A", help="a run by name or file, or `last`")
    parser.add_argument("after", metavar="B")
    parser.add_argument("--show", type=int, default=20, metavar="N", help="answers of each sort")
    parser.add_argument("--reworded", action="store_true", help="also answers that stayed right")


def run(chosen: argparse.Namespace) -> int:
    before, after = load(chosen.before), load(chosen.after)
    found = tuple(changes(before, after))
    for name, one, other in told_apart(before.about, after.about):
        print(f"{name}: {one} → {other}")
    print(_measures(differences(before, after)))
    apart = only_in_one(before, after)
    if apart:
        print(f"\n{apart} rows are in one of the runs only, and in no figure above")
    counts = Counter(change.turned for change in found)
    print("\n" + ", ".join(f"{turned}: {counts[turned]}" for turned in Turned))
    for turned in (*_SHOWN, *((Turned.REWORDED,) if chosen.reworded else ())):
        _print([change for change in found if change.turned is turned][: chosen.show])
    return 0


def told_apart(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    """Settings and versions that the runs do not share: the model, the digests of its prompts."""
    names = dict.fromkeys((*before, *after))
    rows = ((name, before.get(name, "–"), after.get(name, "–")) for name in names)
    return tuple(row for row in rows if row[1] != row[2])


def _measures(found: Mapping[Measure, Difference]) -> str:
    rows = [
        (m, str(d.rows), *_values(m, d), str(d.better), str(d.worse), _verdict(m, d))
        for m, d in found.items()
    ]
    head = ("measure", "rows", "change", "95 % interval", "up", "down", "p")
    return table(head, rows)


def _values(measure: Measure, found: Difference) -> tuple[str, str]:
    scale = 100 if MEANING[measure].unit == "%" else 1
    low, high = scale * found.low, scale * found.high
    return f"{scale * found.mean:+.1f}", f"{low:+.1f} {high:+.1f}"


def _verdict(measure: Measure, found: Difference) -> str:
    if not found.is_significant:
        return f"{found.p:.3f}"
    is_better = (found.mean > 0) is MEANING[measure].more_is_better
    return f"{found.p:.3f} {'better' if is_better else 'worse'}"


def _print(found: Sequence[Change]) -> None:
    for change in found:
        row = change.after.row
        said = " / ".join((*(turn.question for turn in row.history), row.question))
        print(f"\n{change.turned}: {row.id} {row.kind} [{row.region or '–'}] {said}")
        for mark, result in (("-", change.before), ("+", change.after)):
            cited = " ".join("".join(c.name) for c in result.given.citations[:3])
            print(f"  {mark} {result.given.status}: {result.given.text}  ({cited})")
