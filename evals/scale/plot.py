"""Lines over sizes on logarithmic axes, as SVG. Pure."""

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

_WIDTH, _HEIGHT = 460, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 130, 34, 36
_TEXT_HEIGHT = 12
#: powers of ten that a line may reach beyond the last mark
_OVERHANG = 0.02
_COLOURS = ("#1f5fa8", "#c2571a", "#2f7d4f", "#7a4ea3", "#8a6d1b", "#444444")

Line = Sequence[tuple[float, float]]


def lines(title: str, found: Mapping[str, Line]) -> str:
    """One line for each name; both axes in powers of ten."""
    points = [point for line in found.values() for point in line if min(point) > 0]
    across = _powers([x for x, _ in points])
    up = _powers([y for _, y in points])
    parts = [f'<text x="{_LEFT}" y="18" font-weight="bold">{escape(title)}</text>']
    for power in range(across[0], across[1] + 1):
        x = _across(10**power, across)
        parts.append(f'<path class="g" d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}"/>')
        parts.append(_label(x, _HEIGHT - _BOTTOM + 16, f"{10**power:,}", "middle"))
    for power in range(up[0], up[1] + 1):
        y = _up(10**power, up)
        parts.append(f'<path class="g" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"/>')
        parts.append(_label(_LEFT - 6, y + 4, f"{10.0**power:,.10g}", "end"))
    drawn = {
        name: [(_across(x, across), _up(y, up)) for x, y in line if y > 0]
        for name, line in found.items()
    }
    heights = _apart({name: places[-1][1] for name, places in drawn.items() if places})
    for (name, places), colour in zip(drawn.items(), _COLOURS, strict=False):
        if places:
            parts.append(_line(name, places, heights[name], colour))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif" font-size="11">'
        "<style>.g{stroke:#ddd;fill:none}</style>"
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """Where the names stand, none in another's line."""
    found: dict[str, float] = {}
    for name, height in sorted(heights.items(), key=lambda item: item[1]):
        found[name] = max(height, max(found.values(), default=0) + _TEXT_HEIGHT)
    return found


def _line(name: str, places: Line, height: float, colour: str) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in places
    )
    x = places[-1][0]
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>{dots}'
        f'<text x="{x + 7:.1f}" y="{height + 4:.1f}" fill="{colour}">{escape(name)}</text>'
    )


def _label(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="#555">{text}</text>'


def _powers(values: Sequence[float]) -> tuple[int, int]:
    low, high = floor(log10(min(values))), ceil(log10(max(values)) - _OVERHANG)
    return low, max(high, low + 1)


def _across(value: float, powers: tuple[int, int]) -> float:
    share = (log10(value) - powers[0]) / (powers[1] - powers[0])
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _up(value: float, powers: tuple[int, int]) -> float:
    share = (log10(value) - powers[0]) / (powers[1] - powers[0])
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)
