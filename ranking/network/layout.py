"""Where bars and ribbons of the drawing go: units on the left, channels on the right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

LEFT, RIGHT, BAR, TOP = 300, 860, 14, 132
"""The inner edges of the two columns of bars, a bar's width, the first bar's top: in pixels."""
_BODY, _SLOT, _GAP = 620, 25, 7


@dataclass(frozen=True)
class Bar:
    """A unit or a channel: ``times`` reprints drawn, ``height`` in proportion, at ``top``."""

    name: str
    kind: str
    times: int
    top: float
    height: float

    @property
    def middle(self) -> float:
        """The height of its label."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Ribbon:
    """The reprints of one unit in one channel, ``height`` wide from ``left`` to ``right``."""

    unit: Bar
    channel: Bar
    times: int
    left: float
    right: float
    height: float


@dataclass(frozen=True)
class Layout:
    """Bars from top to bottom and ribbons from the widest to the narrowest; ``bottom`` of all."""

    units: Sequence[Bar]
    channels: Sequence[Bar]
    ribbons: Sequence[Ribbon]
    bottom: float


def lay_out(edges: pl.DataFrame, kinds: dict[str, str], order: Sequence[str]) -> Layout:
    """Place EDGES, in any order. Units by reprints; channels by kind (in ``order``), then so."""
    unit_times, channel_times = _totals(edges, "unit"), _totals(edges, "channel_id")
    units = sorted(unit_times, key=lambda name: (-unit_times[name], name))
    channels = sorted(
        channel_times, key=lambda c: (order.index(kinds.get(c, "")), -channel_times[c], c)
    )
    scale = _BODY / max(1, sum(unit_times.values()))
    slots = max(_depth(unit_times, scale), _depth(channel_times, scale))
    left = _bars([(u, "unit", unit_times[u]) for u in units], scale, slots)
    right = _bars([(c, kinds.get(c, ""), channel_times[c]) for c in channels], scale, slots)
    return Layout(left, right, _ribbons(edges, left, right, scale), TOP + slots)


def _totals(edges: pl.DataFrame, key: str) -> dict[str, int]:
    return dict(edges.group_by(key).agg(pl.col("times").sum()).iter_rows())


def _slot(times: int, scale: float) -> float:
    """Return a bar's share of the column: itself and a gap, and room for its label."""
    return max(_SLOT, times * scale + _GAP)


def _depth(times: dict[str, int], scale: float) -> float:
    return sum(_slot(t, scale) for t in sorted(times.values()))


def _bars(rows: Sequence[tuple[str, str, int]], scale: float, depth: float) -> list[Bar]:
    """Stack one column; the shorter one is spread over the whole depth."""
    taken = sum(_slot(times, scale) for _, _, times in rows)
    spare = (depth - taken) / max(1, len(rows))
    bars, top = [], float(TOP)
    for name, kind, times in rows:
        room = _slot(times, scale) + spare
        height = times * scale
        bars.append(Bar(name, kind, times, top + (room - height) / 2, height))
        top += room
    return bars


def _ribbons(
    edges: pl.DataFrame, units: Sequence[Bar], channels: Sequence[Bar], scale: float
) -> list[Ribbon]:
    """Stack the ribbons on each bar in the order of the bars at their other ends."""
    times = {(unit, channel): t for unit, channel, t in edges["unit", "channel_id", "times"].rows()}
    used: defaultdict[tuple[str, str], float] = defaultdict(float)
    ribbons = []
    for unit in units:
        for channel in channels:
            if count := times.get((unit.name, channel.name)):
                ends = ("unit", unit.name), ("channel", channel.name)
                left, right = unit.top + used[ends[0]], channel.top + used[ends[1]]
                ribbons.append(Ribbon(unit, channel, count, left, right, count * scale))
                for end in ends:
                    used[end] += count * scale
    return sorted(ribbons, key=lambda ribbon: -ribbon.times)
