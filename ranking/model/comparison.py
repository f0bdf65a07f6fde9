"""What a change of method does to one month's ranks. Pure data, full precision."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.model.edition import MethodRef


@dataclass(frozen=True)
class UnitComparison:
    """One unit under both methods. ``moved`` counts places gained under B (negative: lost).

    Rank and total are None where the unit has none; ``moved`` where either has no rank.
    """

    unit: str
    rank_a: int | None
    total_a: float | None
    rank_b: int | None
    total_b: float | None
    moved: int | None


@dataclass(frozen=True)
class Move:
    """How many places a unit climbed or fell; never 0."""

    unit: str
    places: int


@dataclass(frozen=True)
class BoardComparison:
    """One group under an index of A and one of B. ``rows`` by rank under B, then A, then name.

    ``changed``: units whose rank is not the same, among them those ranked by one method alone.
    ``climb`` and ``fall``: the largest ones, of equal ones the best placed under B; None = nobody.
    ``mean_change``: mean of |moved|; None = no unit is ranked by both.
    """

    index_a: str
    index_a_name: str
    index_b: str
    index_b_name: str
    group: str
    rows: tuple[UnitComparison, ...]
    changed: int
    climb: Move | None
    fall: Move | None
    mean_change: float | None


@dataclass(frozen=True)
class Comparison:
    """One month under two methods; every board with the bonus of its own method."""

    month: str
    synthetic: bool
    method_a: MethodRef
    method_b: MethodRef
    boards: tuple[BoardComparison, ...]
