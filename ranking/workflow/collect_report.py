"""What the user may ask of a collection, and what is reported back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from ranking.model.collection import Missing, Outcome


@dataclass(frozen=True)
class CollectRequest:
    """Posts published from ``first`` to ``last``; of these accounts and sources, none = all.

    ``again``: everything is asked for, also what was taken for final or done.
    """

    first: date
    last: date
    accounts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True)
class AccountReport:
    """What came of one account at one source.

    ``fetched`` posts were answered: ``new`` were not known, ``updated`` have other counts than
    before, the rest are as they were. ``withdrawn`` are known posts that are gone. ``quarantined``
    rows were set aside (``reasons``: code → rows), ``unregistered`` are of days for which the
    roster does not have the account. ``error`` is why the fetch ended early, None = it did not.
    """

    source: str
    account: str
    name: str
    unit: str
    outcome: Outcome
    fetched: int = 0
    new: int = 0
    updated: int = 0
    withdrawn: int = 0
    quarantined: int = 0
    unregistered: int = 0
    calls: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    missing: tuple[Missing, ...] = ()
    error: Exception | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class CollectReport:
    """One collection. ``continued``: it went on with one that was cut off; ``done_before`` of its
    ``accounts`` had been asked to the end then, and were not asked again. ``made``: requests that
    were sent, those for tokens too; ``calls``: source → requests sent today.
    ``unserved``: accounts asked for that no source serves.
    """

    request: CollectRequest
    began_at: datetime
    ended_at: datetime
    accounts: tuple[AccountReport, ...]
    continued: bool = False
    done_before: int = 0
    made: int = 0
    calls: dict[str, int] = field(default_factory=dict)
    unserved: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    stopped: bool = False

    def count(self, outcome: Outcome) -> int:
        """Return how many fetches ended that way."""
        return sum(report.outcome is outcome for report in self.accounts)
