"""The rules alone and with the chat model that the settings name, side by side on the same rows."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.llm.counts import Counts
from assistant.llm.model import Model
from assistant.llm.prompts import prompt
from evals.compare import differences
from evals.intervals import Difference, Estimate
from evals.measures import MEANING, Measure
from evals.run import Run, estimated
from evals.table import table
from evals.targets import InProcess, Target


def with_model(target: Target, model: Model) -> InProcess | None:
    """The same assistant in the model's words; None for one that is not in this process."""
    if not isinstance(target, InProcess):
        return None
    return InProcess(replace(target.assistant, model=model))


def about(model: Model, version: str) -> dict[str, str]:
    """What of the model a run came from: its name and the exact wording of its prompts."""
    digests = "+".join(prompt(version, name).digest for name in ("write", "understand", "rerank"))
    return {"llm": model.name, "llm_prompts": digests}


def side_by_side(rules: Run, fluent: Run, counts: Counts) -> str:
    """Every measure of both modes, the change with its significance, and what the calls came to."""
    found = differences(rules, fluent)
    rows = [_row(rules, fluent, measure, change) for measure, change in found.items()]
    head = ("measure", "rules", "with model", "change", "p")
    return f"{table(head, rows)}\n\n{_endings(counts)}"


def _row(rules: Run, fluent: Run, measure: Measure, change: Difference) -> Sequence[str]:
    scale = 100 if MEANING[measure].unit == "%" else 1
    one, other = estimated(rules.scored, measure), estimated(fluent.scored, measure)
    return (
        measure,
        _mean(one, scale),
        _mean(other, scale),
        f"{scale * change.mean:+.1f}",
        f"{change.p:.3f}",
    )


def _mean(found: Estimate | None, scale: int) -> str:
    return "–" if found is None else f"{scale * found.mean:.1f}"


def _endings(counts: Counts) -> str:
    """`replies: written 81, rejected 4; sentences refused: row 3`."""
    parts = (
        ("calls", counts.calls),
        ("replies", counts.endings),
        ("sentences refused", counts.flaws),
        ("calls that failed", counts.failures),
    )
    said = (
        f"{name}: " + ", ".join(f"{label} {number}" for label, number in found)
        for name, found in parts
        if found
    )
    return "; ".join(said)
