"""How many requests a source may send a day, counted over all its accounts, threads and runs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

from connectors.interface import Clock, QuotaError

_SHANGHAI = ZoneInfo("Asia/Shanghai")


class Budget:
    """Counts requests by the day of Asia/Shanghai, and refuses more than ``limit`` (None = any).

    ``before`` is a day and what earlier runs sent on it; of another day it counts for nothing.
    Shared by threads.
    """

    def __init__(self, limit: int | None, clock: Clock, before: tuple[date, int]) -> None:
        self._limit = limit
        self._clock = clock
        self._day, self._calls = before
        self._lock = Lock()

    def take(self) -> None:
        """Count a request that is about to be sent. Raises QuotaError where it must not be."""
        with self._lock:
            self._turn()
            if self._limit is not None and self._calls >= self._limit:
                raise _used_up(self._limit, self._day)
            self._calls += 1

    def give_back(self) -> None:
        """Take back a request that was counted and then could not be sent."""
        with self._lock:
            self._turn()
            self._calls = max(0, self._calls - 1)  # it was counted before midnight: 0 stays 0

    def spent(self) -> tuple[date, int]:
        """Return today and the requests sent on it, those of earlier runs included."""
        with self._lock:
            self._turn()
            return self._day, self._calls

    def _turn(self) -> None:
        today = self._clock().astimezone(_SHANGHAI).date()
        if today != self._day:
            self._day, self._calls = today, 0


def _used_up(limit: int, day: date) -> QuotaError:
    error = QuotaError(
        "The {limit} calls a day that the settings allow this source are used up.",
        limit=limit,
        hint="Collect again tomorrow: it goes on where it stopped. Or raise calls_per_day in the "
        "settings of the source.",
    )
    error.until = datetime.combine(day + timedelta(days=1), time(), _SHANGHAI).astimezone(UTC)
    return error
