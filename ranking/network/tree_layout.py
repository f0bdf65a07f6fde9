"""Where a post and its reprints go in the drawing: the post in the middle, a ring a level."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ranking.model.reprint_cascade import Repost, children

FAN = 14
"""Up to so many reprints on few levels open to the right like a fan, others all around."""
HEART = 52.0
"""Radius of the post where reprints are all around it."""
_FAN_WIDE, _FAN_TURN, _FAN_REACH, _FAN_LEVELS = 150.0, 14.0, 520.0, 5
_NEAR, _FAR, _LAST, _STEP, _DOT_ROOM = 165.0, 280.0, 410.0, 74.0, 5.4
_SIZES = ((60, 4.4), (150, 3.2))
_SMALLEST, _LARGEST = 2.4, 14.0


@dataclass(frozen=True)
class Dot:
    """A reprint on the ring ``reach`` pixels around the post, ``angle`` from the right.

    Angles are radians, clockwise. ``above``: what it hangs on, None = the post. ``size``: radius.
    """

    repost: Repost
    above: Dot | None
    angle: float
    reach: float
    size: float

    @property
    def x(self) -> float:
        """Pixels to the right of the post."""
        return self.reach * math.cos(self.angle)

    @property
    def y(self) -> float:
        """Pixels below the post."""
        return self.reach * math.sin(self.angle)


@dataclass(frozen=True)
class Bush:
    """Dots clockwise and rings from the innermost; ``fan``: it is open to the right alone."""

    dots: Sequence[Dot]
    rings: Sequence[float]
    fan: bool


def lay_out_tree(reposts: Sequence[Repost]) -> Bush:
    """Place a tree of at least one reprint: siblings clockwise by time."""
    order, levels = _clockwise(reposts), max(repost.level for repost in reposts)
    fan = len(order) <= FAN and levels <= _FAN_LEVELS
    rings, angles = _rings(len(order), levels, fan), _fanned(order) if fan else _around(order)
    placed: dict[str | None, Dot] = {}
    for repost in sorted(order, key=lambda one: one.level):
        above, reach = placed.get(repost.above), rings[repost.level - 1]
        size = _size(repost, len(order))
        placed[repost.reprint_id] = Dot(repost, above, angles[repost.reprint_id], reach, size)
    return Bush([placed[repost.reprint_id] for repost in order], rings, fan)


def _around(order: Sequence[Repost]) -> dict[str, float]:
    """Give each reprint an angle of its own, from the top around."""
    turn = math.tau / len(order)
    return {one.reprint_id: turn * (n + 0.5) - math.pi / 2 for n, one in enumerate(order)}


def _fanned(order: Sequence[Repost]) -> dict[str, float]:
    """Give those that nothing hangs on an angle of their own, others the middle of what does."""
    below = children(order)
    ends = [one.reprint_id for one in order if one.reprint_id not in below]
    turn = math.radians(min(_FAN_WIDE / len(ends), _FAN_TURN))
    angles = {end: turn * (n + 0.5 - len(ends) / 2) for n, end in enumerate(ends)}
    for repost in sorted(order, key=lambda one: -one.level):
        if under := [angles[one.reprint_id] for one in below.get(repost.reprint_id, [])]:
            angles[repost.reprint_id] = (min(under) + max(under)) / 2
    return angles


def _clockwise(reposts: Sequence[Repost]) -> list[Repost]:
    """Return every reprint amid what hangs on it: half of that before it, half after."""
    below = children(reposts)
    order: list[Repost] = []
    waiting = [(one, False) for one in reversed(below.get(None, []))]
    while waiting:
        repost, opened = waiting.pop()
        under = [] if opened else below.get(repost.reprint_id, [])
        if not under:
            order.append(repost)
            continue
        half = len(under) // 2
        waiting += [(one, False) for one in reversed(under[half:])]
        waiting.append((repost, True))
        waiting += [(one, False) for one in reversed(under[:half])]
    return order


def _rings(count: int, levels: int, fan: bool) -> list[float]:
    """Return how far from the post each level is: the first as far as so many dots need."""
    if fan:
        step = first = min(_FAN_REACH / levels, 220.0)
    else:
        needed = min(_FAR, max(_NEAR, count * _DOT_ROOM / math.tau))
        first = min(needed, max(_NEAR, _LAST - _STEP * (levels - 1), _FAR * 0.75))
        step = min(_STEP, (_LAST - first) / max(1, levels - 1))
    return [first + step * level for level in range(levels)]


def _size(repost: Repost, count: int) -> float:
    """Return a dot's radius: the more was taken from it, the larger its area."""
    least = next((size for most, size in _SIZES if count <= most), _SMALLEST)
    return min(_LARGEST, least + 1.4 * math.sqrt(repost.below))
