"""What has come of one fetch so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from ranking.model.collection import Missing, Outcome


@dataclass
class Tally:
    """Posts by id: answered, not known before, with other counts than before, gone.

    ``aside`` are rows set aside, name → (status, reason). ``error`` is why the fetch ended early.
    """

    outcome: Outcome = Outcome.STOPPED
    fetched: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    aside: dict[str, tuple[str, str]] = field(default_factory=dict)
    calls: int = 0
    missing: list[Missing] = field(default_factory=list)
    error: Exception | None = None
    until: datetime | None = None

    def set_aside(self, status: str, reason: str, name: str) -> None:
        """Note a row that was not taken in."""
        self.aside[name] = (status, reason)

    def count_aside(self, status: str) -> int:
        """Return how many rows were set aside with that status."""
        return sum(found == status for found, _ in self.aside.values())

    @property
    def reasons(self) -> Counter[str]:
        """Rows set aside by reason."""
        return Counter(reason for _, reason in self.aside.values())
