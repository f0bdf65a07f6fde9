"""Small charts as inline SVG: sparklines, stacked bars, bar charts.

No style attribute, which the page's policy would block: lengths are coordinates, colours classes
of the style sheet. Text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from markupsafe import Markup, escape

from ranking.render.layout import cut

SPARK_WIDTH, SPARK_HEIGHT, STACK_WIDTH = 80, 22, 160
"""In pixels: these two are never scaled, which saves their size in every row of a board."""
_BAR_ROW, _BAR_LEFT, _BAR_WIDTH, _BAR_TOTAL = 26, 168, 232, 460


def sparkline(values: Sequence[float | None], worst: float, title: str) -> Markup:
    """Return a line of ranks, 1 at the top and ``worst`` at the bottom; a gap where one lacks."""
    step = (SPARK_WIDTH - 4) / max(1, len(values) - 1)
    scale = (SPARK_HEIGHT - 4) / max(1.0, worst - 1)
    points = [
        None if value is None else (2 + round(i * step), 2 + round((value - 1) * scale))
        for i, value in enumerate(values)
    ]
    return drawing("class=k", title, f"<path d='{path(points)}'/>")


def path(points: Iterable[tuple[float, float] | None]) -> str:
    """Return path data through the points; None lifts the pen, a point alone becomes a dot.

    All but the first of a line are steps from the one before, which is shorter.
    """
    pieces: list[str] = []
    line: list[tuple[float, float]] = []
    for point in (*points, None):
        if point is not None:
            line.append(point)
        elif line:
            steps = [f"{b[0] - a[0]:.4g} {b[1] - a[1]:.4g}" for a, b in pairwise(line)]
            pieces.append(f"M{line[0][0]:g} {line[0][1]:g}l{' '.join(steps) or '0 0'}")
            line = []
    return "".join(pieces).replace(" -", "-")


def stacked(shares: Sequence[float]) -> Markup:
    """Return a bar of parts side by side; each share is its part of the whole width (0 to 1).

    The nth part has the nth colour, so a part of no length before others keeps its place. It has no
    text of its own: the numbers stand beside it.
    """
    ends = [0, *(round(share * STACK_WIDTH) for share in accumulate(max(0.0, s) for s in shares))]
    drawn = [(a, b) for a, b in pairwise(ends) if a < ends[-1]]
    parts = "".join(f"<path d=M{a},5h{b - a} />" for a, b in drawn)
    return drawing("", "", parts)


def bar_chart(bars: Sequence[tuple[str, str, float]], title: str) -> Markup:
    """Return horizontal bars: label, figure, share of the longest (0 to 1)."""
    box = f"class=bars role=img viewBox='0 0 {_BAR_TOTAL} {len(bars) * _BAR_ROW}'"
    return drawing(box, title, "".join(_bar(i * _BAR_ROW, *bar) for i, bar in enumerate(bars)))


def drawing(attributes: str, title: str, shapes: str) -> Markup:
    """Return a whole drawing; only ``title`` is escaped here, its shapes have escaped theirs."""
    named = f"<title>{escape(title)}</title>" if title else ""
    start = f"<svg {attributes}>" if attributes else "<svg>"
    return Markup(f"{start}{named}{shapes}</svg>")  # noqa: S704 - numbers and escaped text


def _bar(top: int, label: str, figure: str, share: float) -> str:
    width = round(max(0.0, share) * _BAR_WIDTH, 1)
    return (
        f"<text x={_BAR_LEFT - 8} y={top + 18}>{escape(cut(label, 22))}</text>"
        f"<path d=M{_BAR_LEFT},{top + 13}h{width:g} />"
        f"<text x={_BAR_LEFT + width + 6:g} y={top + 18}>{escape(figure)}</text>"
    )
