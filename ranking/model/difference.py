"""What changed between two editions, and which cause moved whom. Pure data, full precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ranking.model.edition import MethodRef, Note

Kind = Literal["month", "revision", "method", "adjustment"]
"""What is compared: two months, two revisions, two methods, or with and without adjustments."""

UnitStatus = Literal["moved", "same", "new", "dropped", "unranked", "not_comparable"]
"""``new`` and ``dropped``: ranked on one side only; ``unranked``: on neither; ``not_comparable``:
ranked on both, by two methods, and the earlier rank is not known by the later method."""

BoardStatus = Literal["both", "new", "dropped"]
"""``new`` and ``dropped``: the board is on one side only."""

MethodChange = Literal["same", "recomputed", "not_comparable"]
"""``recomputed``: the earlier side was ranked by the later method too; ``not_comparable``: the
methods differ and that could not be done."""


@dataclass(frozen=True)
class Side:
    """One of the two editions. ``posts`` of the month by platform; ``reprints`` null = no table.

    ``without`` are the numbers of the adjustments that were left out, empty = it stands as it is.
    """

    month: str
    revision: int
    state: str
    method: MethodRef
    posts: dict[str, int]
    reprints: int | None
    without: tuple[int, ...] = ()


@dataclass(frozen=True)
class Score:
    """A unit's place on one side. ``total`` = ``value`` + ``bonus``; null = it has none."""

    rank: int | None
    value: float | None
    bonus: float
    total: float | None


@dataclass(frozen=True)
class Causes:
    """Places gained (negative: lost) by each cause; their sum is ``moved``.

    ``method``: the old counts by the new method; ``own``: then the unit's new value among the
    others as they were; ``bonus``: then its new bonus; ``others``: then the new totals of everybody
    else, newcomers and leavers included.
    """

    moved: int
    own: int
    others: int
    bonus: int
    method: int


@dataclass(frozen=True)
class PartChange:
    """One indicator's count and points on both sides.

    Null = not observed, not on that side, or (points) the index is not a sum of points.
    """

    name: str
    feature: str
    count_before: float | None
    count_after: float | None
    points_before: float | None
    points_after: float | None


@dataclass(frozen=True)
class UnitDifference:
    """One unit on one board. ``before`` and ``after`` are null where it is not on that side.

    ``recomputed`` is the earlier side by the later method (null: both have one method, or it is not
    known). ``moved`` is null unless ranked on both sides, ``causes`` also where not comparable.
    ``value_change`` and ``parts`` start from ``recomputed`` where there is a change of method, but
    from ``before`` where two methods are what is compared; null and empty where not comparable.
    """

    unit: str
    status: UnitStatus
    before: Score | None
    recomputed: Score | None
    after: Score | None
    moved: int | None
    causes: Causes | None
    value_change: float | None
    parts: tuple[PartChange, ...]


@dataclass(frozen=True)
class BoardDifference:
    """One index × group. ``rows`` holds every unit: the largest moves first, then by rank and name.

    ``ranked``: units with a rank on both sides; ``moved``: those of them whose rank changed;
    ``places``: the sum of their moves, whichever way.
    """

    index: str
    index_name: str
    group: str
    status: BoardStatus
    rows: tuple[UnitDifference, ...]
    ranked: int
    moved: int
    places: int


@dataclass(frozen=True)
class Difference:
    """Everything that changed from ``before`` to ``after``.

    ``inputs`` names what the editions were computed from that differs, by digest. ``notes`` say
    what could not be compared and why. ``decimals`` are those of the later method.
    """

    kind: Kind
    synthetic: bool
    decimals: int
    before: Side
    after: Side
    method: MethodChange
    inputs: tuple[str, ...]
    boards: tuple[BoardDifference, ...]
    notes: tuple[Note, ...] = ()
