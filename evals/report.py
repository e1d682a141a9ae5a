"""One run as one HTML page that needs nothing else: measures, charts, the worst questions."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template

from evals.breakdown import By, grouped
from evals.charts import Bar, Bin, bars, distribution, shares
from evals.library import Library
from evals.measures import MEANING, SHARES, Measure
from evals.run import Result, Run, estimated, values
from evals.table import percentile, share

_PAGE = Path(__file__).with_name("report.html")
_WORST_SHOWN = 40
_BINS = 10
_PARTS = (
    Measure.STATUS,
    Measure.FACTS,
    Measure.NOTHING_WRONG,
    Measure.CITED,
    Measure.BRIEF,
    Measure.LANGUAGE,
)


def page(run: Run, library: Library, shown: int = _WORST_SHOWN) -> str:
    """The whole page."""
    body = "\n".join(
        (
            _about(run),
            _measures(run),
            *(_breakdown(run, by, library) for by in By),
            _refusals(run),
            _latency(run),
            _worst(run, library, shown),
        )
    )
    template = Template(_PAGE.read_text(encoding="utf-8"))
    return template.substitute(title=escape(f"Evaluation {run.name}"), body=body)


def worst(run: Run, count: int) -> list[Result]:
    """Wrong answers, those first of which the most is wrong."""
    wrong = [result for result in run.scored if not result.is_right]
    return sorted(wrong, key=lambda r: sum(r.scores.get(part, 1.0) for part in _PARTS))[:count]


def calibration(results: Iterable[Result]) -> list[Bin]:
    """By the score of the first citation: what must be refused, and what was."""
    found: dict[int, list[Result]] = {}
    for result in results:
        if result.given.citations:
            place = min(int(result.given.citations[0].score * _BINS), _BINS - 1)
            found.setdefault(place, []).append(result)
    return [
        Bin(
            low=place / _BINS,
            high=(place + 1) / _BINS,
            rows=len(group),
            must_be=sum(r.row.must_be_refused for r in group) / len(group),
            was=sum(r.given.status == "refused" for r in group) / len(group),
        )
        for place, group in sorted(found.items())
    ]


def _about(run: Run) -> str:
    rows = [(name, value) for name, value in run.about.items() if value]
    return _table((), rows)


def _measures(run: Run) -> str:
    found = ((m, estimated(run.scored, m)) for m in SHARES)
    rows = [
        (m.value, share(e), str(e.rows), MEANING[m].says + _direction(m)) for m, e in found if e
    ]
    unscored = f"<p class=bad>{len(run.unscored)} rows could not be scored.</p>"
    head = ("measure", "% [95 % interval]", "rows", "what it says")
    return _section("Measures", _table(head, rows, 2) + (unscored if run.unscored else ""))


def _breakdown(run: Run, by: By, library: Library) -> str:
    groups = grouped(run.scored, by, library).items()
    found = ((label, estimated(group, Measure.CORRECT)) for label, group in groups)
    chart = bars([Bar(label, e) for label, e in found if e], f"correct by {by}")
    return _section(f"Correct by {by}", chart)


def _refusals(run: Run) -> str:
    words = (
        "<p>By the score of the first clause found. "
        '<span class="key wanted">must be refused</span> '
        '<span class="key given">was refused</span>, in %</p>'
    )
    return _section("Refusals", words + shares(calibration(run.scored), "refusals by score"))


def _latency(run: Run) -> str:
    stages = sorted({stage for result in run.scored for stage in result.given.stages})
    rows = [_times("whole answer", values(run.scored, Measure.MILLISECONDS))]
    rows += [_times(s, [r.given.stages.get(s, 0.0) for r in run.scored]) for s in stages]
    chart = distribution(values(run.scored, Measure.MILLISECONDS), "share done by milliseconds")
    table = _table(("milliseconds", "p50", "p95", "p99"), rows, 3)
    return _section("Time to the answer", "<p>Share of answers done, in %</p>" + chart + table)


def _times(name: str, found: Sequence[float]) -> tuple[str, ...]:
    return (name, *(f"{percentile(found, p):.2f}" for p in (50, 95, 99)))


def _worst(run: Run, library: Library, count: int) -> str:
    shown = "".join(_pair(result, library) for result in worst(run, count))
    wrong = sum(not result.is_right for result in run.scored)
    return _section(f"The worst of {wrong} wrong answers", shown or "<p>None.</p>")


def _pair(result: Result, library: Library) -> str:
    row, given = result.row, result.given
    asked = " / ".join((*(turn.question for turn in row.history), row.question))
    about = f"{row.id} · {row.kind} · {row.region or '–'} · {asked}"
    failed = ", ".join(part.value for part in _PARTS if result.scores.get(part, 1.0) < 1)
    cited = "、".join(" ".join(c.name) for c in given.citations[:3])
    facts = "；".join(" / ".join(group[:2]) for group in row.facts)
    expected = [f"{'|'.join(row.expect)}", facts, _not(row.forbid)]
    gold = "".join(
        f'<p class="faint">{escape(" ".join(name))}: {escape(library.text(name)[:240])}…</p>'
        for name in row.gold
    )
    return (
        f'<div class="pair"><p>{escape(about)}'
        f' <span class="bad">{escape(failed)}</span></p>'
        f"<div>{_lines(expected)}{gold}</div>"
        f"<div>{_lines([given.status.value, given.text, cited])}</div></div>"
    )


def _not(forbid: Sequence[str]) -> str:
    return f"not: {' / '.join(forbid)}" if forbid else ""


def _lines(texts: Iterable[str]) -> str:
    return "".join(f"<div>{escape(text)}</div>" for text in texts if text)


def _direction(measure: Measure) -> str:
    return "" if MEANING[measure].more_is_better else " (less is better)"


def _section(title: str, content: str) -> str:
    return f"<h2>{escape(title)}</h2>\n{content}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0) -> str:
    """`numbers` columns after the first are figures."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    lines = "".join(f"<tr>{_cells(row, numbers)}</tr>" for row in rows)
    return f"<table>{f'<tr>{top}</tr>' if top else ''}{lines}</table>"


def _cells(row: Sequence[str], numbers: int) -> str:
    return "".join(
        f"<td{' class=number' if 0 < place <= numbers else ''}>{escape(cell)}</td>"
        for place, cell in enumerate(row)
    )
