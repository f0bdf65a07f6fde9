"""When a list closes a month and when it is published: the [release] section of a list file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ranking.config_file import Fault, Strict
from ranking.model.month import SHANGHAI, Month

SETTLE_DAYS = 3
"""Platforms finish the counts of a day on the next one or later, and offices need a working day."""
MOST_WORKING_DAYS = 15
"""Every month has more than so many working days: 16 in February 2011, 2022 and 2026."""
_LAST_SAFE_DAY = 28
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_NEEDS = {"working_day": "n", "date": "day", "last_day": None}
"""Rule → the key that says which day."""


def _clock_time(value: object) -> time:
    if isinstance(value, time):
        return value
    match = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError('a time in quotes is expected, such as "10:00"')
    return time(int(match[1]), int(match[2]))


ReleaseTime = Annotated[time, BeforeValidator(_clock_time)]


class ReleaseRule(Strict):
    """The day of the following month, and the time in Asia/Shanghai, at which a month is published.

    ``n``: which working day, of the rule ``working_day``. ``day``: the date, of the rule ``date``.
    ``settle_days``: full days after the month's end before it closes.
    ``automatic``: the schedule publishes at that time what nobody has approved.
    """

    rule: Literal["working_day", "date", "last_day"]
    n: Annotated[int, Field(ge=1, le=MOST_WORKING_DAYS)] | None = None
    day: Annotated[int, Field(ge=1, le=_LAST_SAFE_DAY)] | None = None
    time: ReleaseTime = time(10)
    settle_days: Annotated[int, Field(ge=0)] = SETTLE_DAYS
    automatic: bool = False


def settled(month: Month, settle_days: int) -> datetime:
    """Return the instant, in UTC, at which a month closes: 00:00 in Shanghai after those days."""
    day = month.next().first_day + timedelta(days=settle_days)
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def release_faults(table: object) -> Iterator[Fault]:
    """Find what the keys of a [release] section do not say together."""
    if not isinstance(table, Mapping) or table.get("rule") not in list(_NEEDS):
        return
    needed = _NEEDS[table["rule"]]
    for key in filter(None, _NEEDS.values()):
        if key == needed and key not in table:
            yield Fault(f"release.{key}", f"is missing: the rule '{table['rule']}' needs it")
        elif key != needed and key in table:
            yield Fault(f"release.{key}", f"the rule '{table['rule']}' does not use it")
    yield from _order_faults(table, needed)


def _order_faults(table: Mapping[str, Any], needed: str | None) -> Iterator[Fault]:
    """The n-th working day is the n-th of the month at the earliest, and the month closes before.

    A month closes at 00:00, so it may close on the day of the release.
    """
    earliest = table.get(needed) if needed else _LAST_SAFE_DAY
    settle = table.get("settle_days", SETTLE_DAYS)
    if isinstance(earliest, int) and isinstance(settle, int) and settle >= earliest >= 1:
        yield Fault(
            "release.settle_days",
            f"the month would close {settle} full days after its end, which may be later than its "
            f"release on day {earliest} of the next month; at most {earliest - 1}",
        )
