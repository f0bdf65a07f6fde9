"""Which days of publication a collection asks for, all of them in Asia/Shanghai."""

from __future__ import annotations

from datetime import date, timedelta

from ranking.errors import UsageError
from ranking.model.month import Month

LAG_DAYS = 30
"""For so many days after the day of publication the counts of a post are asked for again: WeChat
counts no longer, and Weibo's hardly grow.
"""


def collect_days(
    today: date, month: str | None = None, day: date | None = None, since: date | None = None
) -> tuple[date, date]:
    """Return the first and the last day, both included; never a day after today.

    Without any wish these are the days whose counts still grow. Raises UsageError for more than
    one wish, for what is no month, and for days that have not begun.
    """
    wishes = [name for name, wish in _named(month, day, since) if wish is not None]
    if len(wishes) > 1:
        raise UsageError(
            "{wishes} were given together; each says on its own which days to collect.",
            wishes=", ".join(wishes),
            hint="Give one of them, or none for the posts of the last {lag} days.",
            lag=LAG_DAYS,
        )
    # a day more than the lag: posts of its last hours are observed once when it is over
    first, last = today - timedelta(days=LAG_DAYS + 1), today
    if month is not None:
        wanted = Month.parse(month)
        first, last = wanted.first_day, wanted.next().first_day - timedelta(days=1)
    elif day is not None:
        first = last = day
    elif since is not None:
        first = since
    if first > today:
        raise UsageError(
            "{first} has not begun yet: it is {today} in Shanghai.",
            first=str(month or first),
            today=str(today),
            hint="Name days up to today; posts are collected by their day of publication.",
        )
    return first, min(last, today)


def _named(
    month: str | None, day: date | None, since: date | None
) -> tuple[tuple[str, object], ...]:
    return ("MONTH", month), ("--day", day), ("--since", since)
