"""What may not be called before when: one memory for all accounts and threads of a source."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from threading import Lock

BEIJING = timezone(timedelta(hours=8))
"""The platform's days and hours; China has no daylight saving time."""


class Stops:
    """Names of things that may not be called, each with the instant from which they may be.

    Kept in memory, so that a limit met by one account's thread stops the others without a call.
    """

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}
        self._lock = Lock()

    def add(self, name: str, until: datetime) -> None:
        """Stop ``name`` before ``until``; an earlier end never replaces a later one."""
        with self._lock:
            self._until[name] = max(until, self._until.get(name, until))

    def until(self, name: str, now: datetime) -> datetime | None:
        """Return when ``name`` may be called again, or None where it may be called now."""
        with self._lock:
            until = self._until.get(name)
        return until if until is not None and now < until else None


def next_hour(now: datetime) -> datetime:
    """Return the next full hour, when the count of calls per address begins anew."""
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def next_day(now: datetime) -> datetime:
    """Return the next midnight in Beijing, when the count per account begins anew (assumed)."""
    midnight = now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight + timedelta(days=1)).astimezone(now.tzinfo)
