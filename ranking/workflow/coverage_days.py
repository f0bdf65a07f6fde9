"""What is known of an account on each day of a month: posts, silence, a hole, or nobody asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from connectors.interface import Reason
from ranking.model.collection import Days, Missing
from ranking.model.month import Month
from ranking.model.roster import Span

_OF_POSTS = re.compile(r"a post$|post |[a-z_, ]+ of (\d+ posts$|post )|\d+ posts, ")
"""Words of sources for single posts or counts of known posts: no day is missing because of them."""


class DayState(StrEnum):
    """Whether it is known what an account published on a day."""

    ANSWERED = "answered"  # a source answered for the day to the end, or posts of it are there
    MISSING = "missing"  # it was asked for and not, or not wholly, given
    NOT_ASKED = "not_asked"
    OUTSIDE = "outside"  # the roster does not have the account on this day
    FUTURE = "future"


@dataclass(frozen=True)
class Day:
    """One day of publication (Asia/Shanghai). ``posts`` are those known; 0 is silence only where
    the state is ``answered``.
    """

    day: date
    posts: int
    state: DayState


@dataclass(frozen=True)
class Asked:
    """What one account was asked for at one source.

    ``answered``: days that were answered to the end. ``broken``: days that were asked for by a
    fetch that failed, waits or was stopped; those of them not answered are missing.
    """

    answered: Sequence[Days] = ()
    broken: Sequence[Days] = ()
    missing: Sequence[Missing] = ()


def days_of(month: Month) -> list[date]:
    """Return the days of a month."""
    count = (month.next().first_day - month.first_day).days
    return [month.first_day + timedelta(days=n) for n in range(count)]


def account_days(
    month: Month,
    today: date,
    spans: Sequence[Span],
    posts: Mapping[date, int],
    sources: Sequence[Asked],
) -> tuple[Day, ...]:
    """Return the days of an account. ``spans`` are its own; ``posts`` maps day → known posts."""

    def state(day: date) -> DayState:
        if day > today:
            return DayState.FUTURE
        said = {_said(asked, day, known=day in posts) for asked in sources}
        if day not in posts and not any(span.covers(day) for span in spans):
            return DayState.OUTSIDE
        if DayState.ANSWERED in said:
            return DayState.ANSWERED
        if DayState.MISSING in said:
            return DayState.MISSING
        return DayState.ANSWERED if day in posts else DayState.NOT_ASKED

    return tuple(Day(day, posts.get(day, 0), state(day)) for day in days_of(month))


def _said(asked: Asked, day: date, *, known: bool) -> DayState:
    """Return what one source says of a day. Where posts are ``known``, only a gap of that very day
    counts: not one of many days, nor a fetch that did not end.
    """
    gaps = [gap for gap in asked.missing if gap.reason != Reason.WITHDRAWN]
    of_day = [gap for gap in gaps if gap.day == day == gap.last]
    if any(gap.reason == Reason.NOT_READY for gap in of_day):
        return DayState.NOT_ASKED  # too early to ask, nothing went wrong
    if of_day:
        return DayState.MISSING
    if not known and any(_hides(gap, day) for gap in gaps):
        return DayState.MISSING
    if _within(day, asked.answered):
        return DayState.ANSWERED
    broken = not known and _within(day, asked.broken)
    return DayState.MISSING if broken else DayState.NOT_ASKED


def of_posts(gap: Missing) -> bool:
    """Tell whether a gap is about single posts or counts: what was published is known."""
    return bool(_OF_POSTS.match(gap.what))


def _hides(gap: Missing, day: date) -> bool:
    """Tell whether a gap of several days leaves open what was published on this one."""
    return not of_posts(gap) and _within(day, [(gap.first, gap.last)])


def _within(day: date, several: Sequence[Days]) -> bool:
    return any(first <= day <= last for first, last in several)
