"""Where a unit stood before: changes of rank between two editions of a board."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ranking.model.edition import Board, Change, Edition


@dataclass(frozen=True)
class Movement:
    """``moved`` counts places gained; null where there was no rank then or is none now."""

    previous_rank: int | None
    change: Change
    moved: int | None


class History:
    """The ranks of the previous edition, and the units that any earlier one has shown."""

    def __init__(self, previous: Edition | None, earlier_units: Collection[str]) -> None:
        """``previous`` None = there is no earlier edition at all."""
        self._known = {board.index for board in previous.boards} if previous else set()
        self._earlier = earlier_units
        self._boards = {(b.index, b.group): _ranks(b) for b in previous.boards} if previous else {}

    def movement(self, index: str, group: str, unit: str, rank: int | None) -> Movement:
        """Compare a rank with that of the previous edition on the same board.

        ``return`` = on an earlier edition, without a rank on the previous one; ``same`` for a unit
        that has no rank now; ``first`` = the previous edition has no board of this index.
        """
        before = self._boards.get((index, group), {}).get(unit)
        if index not in self._known:
            return Movement(None, "first", None)
        if rank is None:
            return Movement(before, "same", None)
        if before is None:
            return Movement(None, "return" if unit in self._earlier else "new", None)
        moved = before - rank
        return Movement(before, "up" if moved > 0 else "down" if moved else "same", moved)

    def dropped(self, index: str, group: str, ranked: Collection[str]) -> tuple[str, ...]:
        """Return the units that had a rank on the previous board and have none now, by then."""
        before = self._boards.get((index, group), {})
        return tuple(sorted(before.keys() - set(ranked), key=lambda unit: (before[unit], unit)))


def _ranks(board: Board) -> dict[str, int]:
    return {row.unit: row.rank for row in board.rows if row.rank is not None}
