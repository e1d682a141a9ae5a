"""Figures as plain text: aligned tables that also hold Chinese."""

import unicodedata
from collections.abc import Sequence

from evals.breakdown import By, grouped
from evals.intervals import Estimate
from evals.library import Library
from evals.measures import MEANING, SHARES, Measure
from evals.run import Result, Run, estimated, values

_LATENCIES = (50, 95, 99)
_GROUP_COLUMNS = (
    Measure.CORRECT,
    Measure.STATUS,
    Measure.CITED,
    Measure.FACTS,
    Measure.NOTHING_WRONG,
)


def summary(run: Run, library: Library) -> str:
    """Everything that is printed at the end of a run."""
    parts = [measures(run), *(_groups(run, by, library) for by in By), _latency(run)]
    if run.unscored:
        shown = "\n".join(f"  {r.row.id}: {r.unscored}" for r in run.unscored[:10])
        parts.append(f"not scored, and in no figure above: {len(run.unscored)}\n{shown}")
    return "\n\n".join(parts)


def measures(run: Run) -> str:
    """Every measure with its interval, the rows it applies to and what it says."""
    rows = []
    for measure in SHARES:
        found = estimated(run.scored, measure)
        if found is not None:
            better = "" if MEANING[measure].more_is_better else "↓"
            rows.append(
                (f"{measure} {better}", share(found), str(found.rows), MEANING[measure].says)
            )
    widest = max((len(row[1]) for row in rows), default=0)
    aligned = [(name, f"{value:>{widest}}", count, says) for name, value, count, says in rows]
    return f"{run.name}: {len(run.scored)} questions\n" + _left_last(
        ("measure", "% [95 % interval]", "rows", "what it says"), aligned
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; the first to the left, the others to the right."""
    widths = [max(_width(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = [_line(row, widths) for row in (head, *rows)]
    return "\n".join((lines[0], "─" * (sum(widths) + 2 * len(widths) - 2), *lines[1:]))


def share(found: Estimate | None) -> str:
    """`92.3 [90.1 94.2]`: a share in percent with its interval."""
    if found is None:
        return "–"
    return f"{100 * found.mean:.1f} [{100 * found.low:.1f} {100 * found.high:.1f}]"


def percentile(numbers: Sequence[float], percent: float) -> float:
    """The value below which so many percent of the numbers lie."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


def _groups(run: Run, by: By, library: Library) -> str:
    rows = [
        (label, str(len(group)), *_columns(group))
        for label, group in grouped(run.scored, by, library).items()
    ]
    return table((f"by {by}", "rows", *_GROUP_COLUMNS), rows)


def _latency(run: Run) -> str:
    taken = values(run.scored, Measure.MILLISECONDS)
    stages = sorted({stage for result in run.scored for stage in result.given.stages})
    rows = [("whole answer", *_percentiles(taken))]
    for stage in stages:
        rows.append((stage, *_percentiles([r.given.stages.get(stage, 0.0) for r in run.scored])))
    lengths = values(run.scored, Measure.LENGTH)
    return (
        table(("milliseconds", *(f"p{p}" for p in _LATENCIES)), rows)
        + f"\nreply: median {percentile(lengths, 50):.0f} characters"
    )


def _columns(group: Sequence[Result]) -> list[str]:
    """What is correct with its interval, and the parts that make it up."""
    first, *parts = (estimated(group, measure) for measure in _GROUP_COLUMNS)
    return [share(first), *("–" if p is None else f"{100 * p.mean:.1f}" for p in parts)]


def _percentiles(numbers: Sequence[float]) -> list[str]:
    return [f"{percentile(numbers, p):.2f}" for p in _LATENCIES]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first = row[0] + " " * (widths[0] - _width(row[0]))
    others = (" " * (w - _width(cell)) + cell for cell, w in zip(row[1:], widths[1:], strict=True))
    return "  ".join((first, *others)).rstrip()


def _left_last(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The same with the last column to the left: it holds words."""
    widest = max((_width(row[-1]) for row in (head, *rows)), default=0)
    padded = [(*row[:-1], row[-1] + " " * (widest - _width(row[-1]))) for row in (head, *rows)]
    return table(padded[0], padded[1:])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)
