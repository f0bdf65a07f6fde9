"""Where a unit stood in the months before: what sparklines are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ranking.model.edition import Board, BoardRow
from ranking.model.month_record import PastMonth, PastPlaces, PastScore
from ranking.render.figures import Figure, count, points


@dataclass(frozen=True)
class TrendPoint:
    """A unit's place in one month; missing where it had none."""

    month: str
    rank: Figure
    total: Figure


class Trends:
    """The trends of one board's units."""

    def __init__(
        self, board: Board, month: str, history: Sequence[PastMonth | PastPlaces], decimals: int
    ) -> None:
        """``history``: the months before ``month``, oldest first."""
        self._month, self._decimals = month, decimals
        place = (board.index, board.group)
        self._past = [
            (past.month, b.units)
            for past in history
            for b in past.boards
            if (b.index, b.group) == place
        ]

    def of(self, row: BoardRow) -> tuple[TrendPoint, ...]:
        """Return a unit's months, this one last; empty where there is none before."""
        if not self._past:
            return ()
        nothing = PastScore(None, None)
        known = [(month, units.get(row.unit, nothing)) for month, units in self._past]
        return tuple(
            TrendPoint(month, count(at.rank), points(at.total, self._decimals))
            for month, at in (*known, (self._month, PastScore(row.rank, row.total)))
        )
