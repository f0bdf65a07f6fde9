"""Names in the drawing of a tree: as many as have room, those first that carried it furthest."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ranking.network.labels import fitted
from ranking.network.svg import WIDTH
from ranking.network.tree_layout import HEART, Bush, Dot

Point = tuple[float, float]
_LARGE, _SMALL, _FEW = 13.0, 11.0, 60
"""Sizes of type: large for up to a few names."""
_COLUMNS, _CELL, _UNIT = 22, 16, 220
"""Columns of a name, pixels of a cell of the grid, pixels of the unit's name beside a fan."""
_EDGE = 8
"""Pixels between names and the edges of the page."""
_BEYOND = (5.0, 11.0, 17.0)
"""Pixels from a dot to each of the points that say that it goes on."""


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


def place_names(bush: Bush, more: Sequence[str], ends: Sequence[str] = ()) -> list[Name]:
    """Return the names that meet no dot and not one another; ``more`` is said after each.

    ``ends``: of each dot what is said of levels below it that are left out, "" = none are. It
    stands outside, beyond the points that ``beyond`` marks.
    """
    taken = _Taken(WIDTH if bush.fan else WIDTH / 2 - _EDGE)  # a fan is moved to the middle
    for dot in bush.dots:
        taken.add([(dot.x, dot.y)], dot.size + 1)
    if bush.fan:
        taken.add([(-float(left), 0.0) for left in range(0, _UNIT, 7)], 9)
    names = _ends(bush, ends, taken)
    best = sorted(range(len(bush.dots)), key=lambda place: (-bush.dots[place].repost.below, place))
    for place in best:
        names += taken.first_free(_choices(bush.dots[place], more[place], bush))
    return names


def _ends(bush: Bush, ends: Sequence[str], taken: _Taken) -> list[Name]:
    """Place what is said of left out levels, which matters more than a name."""
    cut = [(dot, end) for dot, end in zip(bush.dots, ends, strict=False) if end]
    for dot, _ in cut:
        taken.add(beyond(dot), 2)
    size = _type_size(bush)
    return [
        name
        for dot, end in cut
        for name in taken.first_free([_along(dot, "", end, 1, size, _BEYOND[-1] + 4)])
    ]


def beyond(dot: Dot) -> list[Point]:
    """Return three points outside of a dot: it goes on from there."""
    return [_ray(dot, dot.reach + dot.size + step) for step in _BEYOND]


def _ray(dot: Dot, reach: float) -> Point:
    return reach * math.cos(dot.angle), reach * math.sin(dot.angle)


def _type_size(bush: Bush) -> float:
    return _LARGE if len(bush.dots) <= _FEW else _SMALL


def _choices(dot: Dot, more: str, bush: Bush) -> Iterator[Name]:
    """Yield the places for its name, the best first: where nothing hangs on it."""
    name = fitted(dot.repost.name, _COLUMNS)
    if bush.fan:
        if not dot.repost.below:
            yield _level(dot, name, more, "", dot.size + 9, 0)
        yield _level(dot, name, more, "middle", 0, -dot.size - 10)
        yield _level(dot, name, more, "middle", 0, dot.size + 10)
        return
    size = _type_size(bush)
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


def _along(dot: Dot, name: str, more: str, way: int, size: float, gap: float = 0) -> Name:
    """Write it on the ray from the post through the dot: outside of the dot, or inside (-1)."""
    near = dot.reach + way * (dot.size + size / 2 + 2 + gap)
    cos, sin = math.cos(dot.angle), math.sin(dot.angle)
    points = [_ray(dot, near + way * step) for step in _steps(_wide(f"{name} {more}", size))]
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
    """Round places that are taken, found again by the cell of a grid they lie in.

    ``room``: pixels on either side of the post.
    """

    def __init__(self, room: float) -> None:
        self._room = room
        self._cells: dict[tuple[int, int], list[tuple[Point, float]]] = {}

    def add(self, points: Sequence[Point], size: float) -> None:
        for point in points:
            self._cells.setdefault(self._cell(point), []).append((point, size))

    def first_free(self, choices: Iterable[Name]) -> list[Name]:
        """Take the first of the choices that has room; none = [] and nothing is taken."""
        for name in choices:
            if self.free(name.points, name.size / 2):
                self.add(name.points, name.size / 2)
                return [name]
        return []

    def free(self, points: Sequence[Point], size: float) -> bool:
        """Tell whether circles of that size around the points are on the page and touch nothing."""
        return self._on_page(points) and all(
            math.dist(point, other) >= size + reach
            for point in points
            for other, reach in self._near(point)
        )

    def _on_page(self, points: Sequence[Point]) -> bool:
        return all(abs(x) <= self._room for x, _ in points)

    def _near(self, point: Point) -> Iterator[tuple[Point, float]]:
        column, row = self._cell(point)
        for x in range(column - 2, column + 3):
            for y in range(row - 2, row + 3):
                yield from self._cells.get((x, y), ())

    @staticmethod
    def _cell(point: Point) -> tuple[int, int]:
        return math.floor(point[0] / _CELL), math.floor(point[1] / _CELL)
