"""Figures as inline SVG: bars with their intervals, shares by score, times by percentile. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from evals.intervals import Estimate

_ROW = 24
_LABEL_WIDTH, _BAR_WIDTH, _NUMBER_WIDTH = 190, 380, 150
_PLOT_WIDTH, _PLOT_HEIGHT, _MARGIN = 560, 220, 36


@dataclass(frozen=True, slots=True)
class Bar:
    """One label with a share and its interval."""

    label: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Bin:
    """The rows whose score lies between two bounds: how many must be refused, how many were."""

    low: float
    high: float
    rows: int
    must_be: float
    was: float


def bars(found: Sequence[Bar], title: str) -> str:
    """Horizontal bars from 0 to 100 %, a whisker for each interval."""
    height = _ROW * len(found) + 8
    width = _LABEL_WIDTH + _BAR_WIDTH + _NUMBER_WIDTH
    parts = [_bar(bar, 4 + place * _ROW) for place, bar in enumerate(found)]
    return _svg(width, height, title, parts)


def shares(bins: Sequence[Bin], title: str) -> str:
    """For each bin of scores the share that must be refused beside the share that was."""
    step = _PLOT_WIDTH / max(len(bins), 1)
    parts = [_axis(percent) for percent in (0, 25, 50, 75, 100)]
    for place, each in enumerate(bins):
        left = _MARGIN + place * step
        parts.append(_column(left + step * 0.14, step * 0.34, each.must_be, "wanted"))
        parts.append(_column(left + step * 0.52, step * 0.34, each.was, "given"))
        middle = left + step / 2
        parts.append(_text(middle, _PLOT_HEIGHT + 30, f"{each.low:.1f}–{each.high:.1f}", "mid"))
        parts.append(_text(middle, _PLOT_HEIGHT + 46, f"n={each.rows}", "mid faint"))
    return _svg(_PLOT_WIDTH + 2 * _MARGIN, _PLOT_HEIGHT + 56, title, parts)


def distribution(times: Sequence[float], title: str) -> str:
    """The share of answers that were done by each time, to the slowest."""
    ordered = sorted(times) or [0.0]
    slowest = max(ordered[-1], 1e-9)
    points = [
        f"{_MARGIN + _PLOT_WIDTH * value / slowest:.1f},{_height((place + 1) / len(ordered)):.1f}"
        for place, value in enumerate(ordered)
    ]
    parts = [_axis(percent) for percent in (0, 25, 50, 75, 100)]
    parts.append(f'<polyline class="line" points="{" ".join(points)}"/>')
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        at = _MARGIN + _PLOT_WIDTH * share
        parts.append(_text(at, _PLOT_HEIGHT + 30, f"{slowest * share:.3g} ms", "mid"))
    return _svg(_PLOT_WIDTH + 2 * _MARGIN, _PLOT_HEIGHT + 40, title, parts)


def _bar(bar: Bar, top: float) -> str:
    found, middle = bar.estimate, top + _ROW / 2
    low, high = (_LABEL_WIDTH + _BAR_WIDTH * share for share in (found.low, found.high))
    length = max(_BAR_WIDTH * found.mean, 1)
    said = f"{100 * found.mean:.1f} % of {found.rows}"
    return (
        _text(_LABEL_WIDTH - 8, middle + 4, bar.label, "end")
        + f'<rect class="given" x="{_LABEL_WIDTH}" y="{top + 4}" height="{_ROW - 8}"'
        f' width="{length:.1f}"/>'
        f'<path class="whisker" d="M{low:.1f} {middle}H{high:.1f}'
        f'M{low:.1f} {middle - 4}v8M{high:.1f} {middle - 4}v8"/>'
        + _text(_LABEL_WIDTH + _BAR_WIDTH + 10, middle + 4, said)
    )


def _column(left: float, width: float, share: float, kind: str) -> str:
    top = _height(share)
    return (
        f'<rect class="{kind}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}"'
        f' height="{_height(0) - top:.1f}"/>'
        + _text(left + width / 2, top - 4, f"{100 * share:.0f}", "mid faint")
    )


def _axis(percent: int) -> str:
    at = _height(percent / 100)
    line = f'<path class="grid" d="M{_MARGIN} {at:.1f}h{_PLOT_WIDTH}"/>'
    return line + _text(_MARGIN - 4, at + 4, str(percent), "end faint")


def _height(share: float) -> float:
    return 14 + _PLOT_HEIGHT * (1 - share)


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'


def _svg(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {width:.0f} {height:.0f}"'
        f' style="max-width:{width:.0f}px">{"".join(parts)}</svg>'
    )
