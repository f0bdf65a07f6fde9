"""Days of publication: which may be asked for now, and which are final.

WeChat counts an article for 30 days, the day of publication included, and has a day's figures
ready at 08:00 of the next, Beijing time. Its data begin on 2025-11-01.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from connectors.interface import Gap, Query, Reason

BEIJING: Final = ZoneInfo("Asia/Shanghai")
FLOOR: Final = date(2025, 11, 1)
READY_AT: Final = time(8)
COUNTED_DAYS: Final = 30
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days that are final and stored. Written ``2026-10-01/2026-10-22``: the source's cursor."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first}/{self.last}"

    @classmethod
    def parse(cls, cursor: str) -> Span:
        """Return the span that a cursor writes. Raises ValueError if it writes none."""
        first, last = map(date.fromisoformat, cursor.split("/"))
        return cls(first, last)


@dataclass(frozen=True)
class Plan:
    """``days`` to ask for, oldest first; ``first`` of the span that the cursor will write.

    ``gaps`` are what was asked for and will not be asked of WeChat.
    """

    first: date
    days: tuple[date, ...]
    gaps: tuple[Gap, ...]


def plan(query: Query, now: datetime) -> Plan:
    """Return what is left to ask for at ``now``.

    The days of the cursor are left out if they reach from before the first day asked for. A
    cursor that calls days final that cannot be (a wrong clock, a damaged state) yields no days,
    and a gap that says so: neither a reset nor a silent success.
    """
    first = max(query.first, FLOOR)
    last = min(query.last, last_counted_day(now))
    gaps = [*_too_old(query), *_too_early(query, now)]
    if query.cursor is None:
        return Plan(first, _days(first, last), tuple(gaps))
    try:
        done = Span.parse(query.cursor)
    except ValueError:
        done = None
    if done is None or not is_final(done.last, now):
        wrong = Gap(
            "all posts",
            Reason.SUSPECT,
            detail=f"the cursor '{query.cursor[:40]}' is not of this source or lies ahead",
        )
        return Plan(first, (), (*gaps, wrong))
    if done.first <= first <= done.last + _DAY:
        return Plan(done.first, _days(done.last + _DAY, last), tuple(gaps))
    return Plan(first, _days(first, last), tuple(gaps))


def last_counted_day(now: datetime) -> date:
    """Return the last day whose figures are due: yesterday, before 08:00 the day before."""
    local = now.astimezone(BEIJING)
    return local.date() - _DAY * (1 if local.time() >= READY_AT else 2)


def is_final(day: date, now: datetime) -> bool:
    """Return whether all counted days of what was published on ``day`` are over and due."""
    return last_counted_day(now) - day >= _DAY * (COUNTED_DAYS - 1)


def midnight(day: date) -> datetime:
    """Return the instant in UTC at which a day begins in Beijing."""
    return datetime.combine(day, time(), BEIJING).astimezone(UTC)


def next_midnight(now: datetime) -> datetime:
    """Return the instant in UTC at which the next day begins in Beijing."""
    return midnight(now.astimezone(BEIJING).date() + _DAY)


def _days(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + _DAY * n for n in range((last - first).days + 1))


def _too_old(query: Query) -> list[Gap]:
    if query.first >= FLOOR:
        return []
    detail = f"WeChat gives figures of what was published on or after {FLOOR}"
    return [Gap("older posts", Reason.NOT_ANSWERED, detail=detail)]


def _too_early(query: Query, now: datetime) -> list[Gap]:
    """Return a gap for today and, before 08:00, for yesterday."""
    first = max(query.first, FLOOR, last_counted_day(now) + _DAY)
    last = min(query.last, now.astimezone(BEIJING).date())
    detail = "WeChat has a day's figures ready at 08:00 of the next day"
    return [Gap("posts of the day", Reason.NOT_READY, day, detail) for day in _days(first, last)]
