"""Names in the drawing of a tree: as many as have room, those first that carried it furthest."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ranking.network.labels import fitted
from ranking.network.tree_layout import HEART, Bush, Dot

Point = tuple[float, float]
_LARGE, _SMALL, _FEW = 13.0, 11.0, 60
"""Sizes of type: large for up to a few names."""
_COLUMNS, _CELL, _UNIT = 22, 16, 220
"""Columns of a name, pixels of a cell of the grid, pixels of the unit's name beside a fan."""


@dataclass(frozen=True)
class Name:
    """What is written at ``x``, ``y`` from the post, turned by ``turn`` degrees.

    ``anchor`` is that of SVG; ``points`` lie under it, one a few pixels.
    """

    text: str
    more: str
    x: float
    y: float
    turn: float
    anchor: str
    size: float
    points: Sequence[Point]


def place_names(bush: Bush, more: Sequence[str]) -> list[Name]:
    """Return the names that meet neither a dot nor one another; ``more`` is said after each."""
    taken = _Taken()
    for dot in bush.dots:
        taken.add([(dot.x, dot.y)], dot.size + 1)
    if bush.fan:
        taken.add([(-float(left), 0.0) for left in range(0, _UNIT, 7)], 9)
    names = []
    best = sorted(range(len(bush.dots)), key=lambda place: (-bush.dots[place].repost.below, place))
    for place in best:
        for name in _choices(bush.dots[place], more[place], bush):
            if taken.free(name.points, name.size / 2):
                taken.add(name.points, name.size / 2)
                names.append(name)
                break
    return names


def _choices(dot: Dot, more: str, bush: Bush) -> Iterator[Name]:
    """Yield the places for its name, the best first: where nothing hangs on it."""
    name = fitted(dot.repost.name, _COLUMNS)
    if bush.fan:
        if not dot.repost.below:
            yield _level(dot, name, more, "", dot.size + 9, 0)
        yield _level(dot, name, more, "middle", 0, -dot.size - 10)
        yield _level(dot, name, more, "middle", 0, dot.size + 10)
        return
    size = _LARGE if len(bush.dots) <= _FEW else _SMALL
    if dot.repost.below:
        inside = _along(dot, name, more, -1, size)
        if min(math.hypot(*point) for point in inside.points) > HEART + size:
            yield inside
    yield _along(dot, name, more, 1, size)


def _level(dot: Dot, name: str, more: str, anchor: str, right: float, down: float) -> Name:
    size = _LARGE
    wide = _wide(f"{name} {more}", size)
    x, y = dot.x + right, dot.y + down
    start = x - wide / 2 if anchor else x
    points = [(start + step, y) for step in _steps(wide)]
    return Name(name, more, x, y + size * 0.36, 0, anchor, size, points)


def _along(dot: Dot, name: str, more: str, way: int, size: float) -> Name:
    """Write it on the ray from the post through the dot: outside of the dot, or inside (-1)."""
    near = dot.reach + way * (dot.size + size / 2 + 2)
    cos, sin = math.cos(dot.angle), math.sin(dot.angle)
    points = [
        ((near + way * step) * cos, (near + way * step) * sin)
        for step in _steps(_wide(f"{name} {more}", size))
    ]
    left = cos < 0
    turn = math.degrees(dot.angle) + (180 if left else 0)
    drop = size * 0.36 * (-1 if left else 1)
    x, y = near * cos - drop * sin, near * sin + drop * cos
    return Name(name, more, x, y, turn, "end" if left == (way > 0) else "", size, points)


def _wide(text: str, size: float) -> float:
    wide = sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.56 for c in text)
    return wide * size


def _steps(wide: float) -> list[float]:
    count = max(1, math.ceil(wide / 7))
    return [wide * step / count for step in range(count + 1)]


class _Taken:
    """Round places that are taken, found again by the cell of a grid they lie in."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Point, float]]] = {}

    def add(self, points: Sequence[Point], size: float) -> None:
        for point in points:
            self._cells.setdefault(self._cell(point), []).append((point, size))

    def free(self, points: Sequence[Point], size: float) -> bool:
        """Tell whether circles of that size around the points touch nothing."""
        return all(
            math.dist(point, other) >= size + reach
            for point in points
            for other, reach in self._near(point)
        )

    def _near(self, point: Point) -> Iterator[tuple[Point, float]]:
        column, row = self._cell(point)
        for x in range(column - 2, column + 3):
            for y in range(row - 2, row + 3):
                yield from self._cells.get((x, y), ())

    @staticmethod
    def _cell(point: Point) -> tuple[int, int]:
        return math.floor(point[0] / _CELL), math.floor(point[1] / _CELL)
