"""How far the writing has come, in rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[str, int, int], None]
"""Called with an English template, the rows written so far, and all rows."""
_TEMPLATE = "Writing synthetic spreadsheets"


@dataclass
class Meter:
    """Counts rows and reports; never reports more than all rows."""

    progress: Progress
    total: int
    done: int = 0

    def add(self, rows: int) -> None:
        """Report that so many more rows are written."""
        self.done = min(self.done + rows, self.total)
        self.progress(_TEMPLATE, self.done, self.total)
