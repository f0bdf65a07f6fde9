"""A rank told from totals alone, by the rule of a method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ranking.methods.model import Method
from ranking.methods.vocabulary import TieRule


@dataclass(frozen=True)
class RankRule:
    """How a method compares totals: on which step, and what equal ones share.

    It gives the ranks of ``ranking.scoring.ranks``, one at a time and for a total that no unit has.
    """

    precision: float = 1e-9
    ties: TieRule = "competition"

    def place(self, total: float, others: Sequence[float]) -> int:
        """Return the rank (1 = first) of a total among those of the other units."""
        own = self._step(total)
        steps = [self._step(other) for other in others]
        better = [step for step in steps if step > own]
        if self.ties == "dense":
            return 1 + len(set(better))
        equal = sum(step == own for step in steps) if self.ties == "modified" else 0
        return 1 + len(better) + equal

    def _step(self, total: float) -> int:
        return round(total / self.precision)


COMPETITION = RankRule()
"""The rule of the shipped methods."""


def rank_rule(method: Method) -> RankRule:
    """Return the rule of a method."""
    return RankRule(float(method.comparison_precision), method.ties)
