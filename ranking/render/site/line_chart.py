"""Lines over months: ranks (first at the top) and totals."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from ranking.render.site.svg import drawing, path

_WIDTH, _HEIGHT = 640, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 14, 12, 30
_MONTHS_SHOWN = 7
_LINES_SHOWN = 5


@dataclass(frozen=True)
class Line:
    """One line: its name, and a value with its text for each month; None = none that month."""

    name: str
    points: tuple[tuple[float, str] | None, ...]


def line_chart(
    title: str, months: Sequence[str], lines: Sequence[Line], breaks: Sequence[int], *, ranks: bool
) -> Markup:
    """Return the lines over months, every dot with its text.

    ``breaks``: places of months that another method computed than the one before; a dashed line
    stands before each. ``ranks``: 1 is at the top.
    """
    values = [point[0] for line in lines for point in line.points if point]
    scale = _rank_scale(values) if ranks else _total_scale(values)
    parts = (
        *_grid(scale),
        *_month_labels(months),
        *(f"<path class=b d=M{_x(at - 0.5, len(months)):g},{_TOP}V{_bottom()} />" for at in breaks),
        *(part for i, line in enumerate(lines) for part in _line(i, line, months, scale)),
    )
    box = f"class=lines role=img viewBox='0 0 {_WIDTH} {_HEIGHT}'"
    return drawing(box, title, "".join(parts))


@dataclass(frozen=True)
class _Scale:
    """The values at the top and at the bottom, and where grid lines are."""

    top: float
    bottom: float
    lines: tuple[float, ...]

    def y(self, value: float) -> float:
        share = (value - self.top) / (self.bottom - self.top)
        return round(_TOP + share * (_bottom() - _TOP), 1)


def _rank_scale(values: Sequence[float]) -> _Scale:
    worst = max(2, math.ceil(max(values, default=2)))
    step = max(1, math.ceil((worst - 1) / (_LINES_SHOWN - 1)))
    return _Scale(1, worst, tuple(float(n) for n in range(1, worst + 1, step)))


def _total_scale(values: Sequence[float]) -> _Scale:
    """Return a scale of round numbers around all values; a bar's zero is not needed by lines."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    step = _round_step((high - low) / (_LINES_SHOWN - 1) or max(abs(high), 1.0) / 10)
    first, last = math.floor(low / step), math.ceil(high / step)
    last += first == last
    return _Scale(last * step, first * step, tuple(n * step for n in range(first, last + 1)))


def _round_step(wanted: float) -> float:
    size: float = 10.0 ** math.floor(math.log10(wanted))
    return next(n * size for n in (1, 2, 5, 10) if n * size >= wanted * 0.999999)


def _bottom() -> int:
    return _HEIGHT - _BOTTOM


def _x(place: float, months: int) -> float:
    inner = _WIDTH - _LEFT - _RIGHT
    return round(_LEFT + inner * (place + 0.5) / months, 1)


def _grid(scale: _Scale) -> Iterator[str]:
    for value in scale.lines:
        y = scale.y(value)
        yield f"<path class=g d=M{_LEFT},{y:g}H{_WIDTH - _RIGHT} />"
        yield f"<text class=l x={_LEFT - 8} y={y + 4:g}>{value:g}</text>"


def _month_labels(months: Sequence[str]) -> Iterator[str]:
    every = math.ceil(len(months) / _MONTHS_SHOWN)
    for i, month in enumerate(months):
        if (len(months) - 1 - i) % every == 0:
            x = _x(i, len(months))
            yield f"<text class=m x={x:g} y={_HEIGHT - 6}>{escape(month)}</text>"


def _line(number: int, line: Line, months: Sequence[str], scale: _Scale) -> Iterator[str]:
    count = len(months)
    places = [p and (_x(i, count), scale.y(p[0])) for i, p in enumerate(line.points)]
    yield f"<g class=c{number % 6}><path d='{path(places)}'/>"
    for month, place, point in zip(months, places, line.points, strict=True):
        if place and point:
            said = escape(f"{line.name} {month}: {point[1]}")
            yield f"<circle cx={place[0]:g} cy={place[1]:g} r=3.5><title>{said}</title></circle>"
    yield "</g>"
