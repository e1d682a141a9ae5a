"""The results as the README prints them, between its two marks. Pure but for reading and writing.

Nothing there is typed by hand: the command that wrote it stands beside it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from evals.baseline import Measured
from evals.breakdown import By, grouped
from evals.dataset import BadDataset, Split
from evals.gate import part
from evals.intervals import Estimate, difference, estimate
from evals.library import Library
from evals.measures import MEANING, Measure
from evals.perturb import Way
from evals.run import Result, Run, estimated, values
from evals.table import percentile, share

BEGIN, END = "<!-- results:begin -->", "<!-- results:end -->"
_SHOWN = (
    Measure.CORRECT,
    Measure.EXACT_AMOUNT,
    Measure.CITED,
    Measure.CITATION_RECALL,
    Measure.REFUSAL_RECALL,
    Measure.REFUSAL_PRECISION,
    Measure.FALSE_REFUSAL,
    Measure.UNSUPPORTED_FIGURE,
    Measure.WRONG_PLACE,
    Measure.VERBATIM,
)
_OF_ALTERNATIVES = (Measure.CORRECT, Measure.EXACT_AMOUNT, Measure.CITED, Measure.REFUSAL_RECALL)

Table = tuple[Sequence[str], Sequence[Sequence[str]]]


def results(
    found: Sequence[Measured], changed: Mapping[Way, tuple[Result, ...]], library: Library
) -> str:
    """Everything between the marks. The first of `found` is the design as it is."""
    run = found[0].run
    parts = (
        f"Written by `python -m evals readme` on {run.about['machine']}, Python "
        f"{run.about['python']}, commit {run.about['commit']}. Golden set: {len(run.results)} "
        "questions written for this project, each with its clause and the facts of a right "
        "answer, split by clause in two parts. Shares in percent with 95 % bootstrap intervals.",
        _markdown(measure_rows(run)),
        "By kind of question (`python -m evals run` prints style, place and document as well):",
        _markdown(_kind_rows(run, library)),
        "What the parts of the design are worth (`python -m evals baseline`; p: the chance of "
        "so large a difference in `correct` if there were none):",
        _markdown(alternative_rows(found)),
        "After a change of the documents or the question, answers must follow or be refused "
        "(`python -m evals perturb`):",
        _markdown(perturbed_rows(changed)),
        _length(run),
    )
    return "\n\n".join(parts)


def between_marks(text: str, new: str) -> str:
    """The README with what stands between its marks replaced."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise BadDataset(f"README.md has no {BEGIN} … {END} to write between")
    return f"{before}{BEGIN}\n{new}\n{END}{after}"


def write(path: Path, new: str) -> None:
    """Put the results into the README."""
    path.write_text(between_marks(path.read_text(encoding="utf-8"), new), encoding="utf-8")


def measure_rows(run: Run) -> Table:
    """The main measures, by part of the golden set."""
    parts = [run, part(run, Split.DEVELOP), part(run, Split.GATE)]
    names = ("all", *_SPLITS)
    head = ["", *(f"{n} ({len(p.scored)})" for n, p in zip(names, parts, strict=True))]
    rows = []
    for measure in _SHOWN:
        less = "" if MEANING[measure].more_is_better else " (less is better)"
        cells = [share(estimated(p.scored, measure)) for p in parts]
        rows.append([f"{MEANING[measure].says}{less}", *cells])
    return head, rows


def alternative_rows(found: Sequence[Measured]) -> Table:
    """Each alternative: whether the clause comes up, and what the answers are like."""
    head = ["", "clause first", "clause in 3", *(m.value for m in _OF_ALTERNATIVES), "p"]
    rows = [
        [
            each.name,
            share(estimate([rank.hit1 for rank in each.ranks])),
            share(estimate([rank.hit3 for rank in each.ranks])),
            *(share(estimated(each.run.scored, measure)) for measure in _OF_ALTERNATIVES),
            _against(found[0].run, each.run),
        ]
        for each in found
    ]
    return head, rows


def perturbed_rows(changed: Mapping[Way, tuple[Result, ...]]) -> Table:
    """How many answers followed each kind of change."""
    rows = []
    for way, group in changed.items():
        followed = estimate([r.scores[Measure.CORRECT] for r in group])
        refused = sum(r.given.status == "refused" for r in group)
        rows.append([way.value, str(len(group)), share(followed), str(refused)])
    return ["changed", "cases", "followed", "of these refused"], rows


_SPLITS = (Split.DEVELOP.value, Split.GATE.value)


def _kind_rows(run: Run, library: Library) -> Table:
    rows = []
    for by in (By.KIND, By.LANGUAGE):
        for label, group in grouped(run.scored, by, library).items():
            found: Estimate | None = estimated(group, Measure.CORRECT)
            rows.append([label, str(len(group)), share(found)])
    return ["", "questions", "correct"], rows


def _length(run: Run) -> str:
    """Times are left to `make bench`: as ratios they do not depend on what else the machine did."""
    lengths = values(run.scored, Measure.LENGTH)
    return f"The median reply has {percentile(lengths, 50):.0f} characters."


def _against(first: Run, other: Run) -> str:
    """How likely the difference in `correct` would be by chance."""
    before = {r.row.id: r.scores[Measure.CORRECT] for r in first.scored}
    both = [(before[r.row.id], r.scores[Measure.CORRECT]) for r in other.scored]
    change = difference([a for a, _ in both], [b for _, b in both])
    return "" if change is None or first is other else f"{change.p:.2g}"


def _markdown(found: Table) -> str:
    head, rows = found
    marks = [":--", *("--:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, marks, *rows))
