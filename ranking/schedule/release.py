"""Release dates: when a month closes and when it is published, as instants in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ranking.errors import ConfigError
from ranking.lists import ListFile
from ranking.model.month import SHANGHAI, Month
from ranking.release_rule import ReleaseRule
from ranking.schedule.calendar import NthDay, WorkCalendar


@dataclass(frozen=True)
class Release:
    """The publication of one month, in the month after it.

    ``instant`` and ``cut_off`` are in UTC, ``day`` is the calendar day in Asia/Shanghai.
    ``rule``: that of the list file. ``estimated``: the holidays before it are not known yet.
    """

    month: Month
    day: date
    instant: datetime
    cut_off: datetime
    rule: str
    estimated: bool


def rule_of(list_file: ListFile) -> ReleaseRule:
    """Return the release rule of a list. Raises ConfigError when it has none."""
    if list_file.release is None:
        raise ConfigError(
            "The list '{list}' has no release rule, so it has no release dates.",
            list=list_file.id,
            hint="Add a section [release] to config/lists/{list}.toml, for example with "
            'rule = "working_day" and n = 5.',
        )
    return list_file.release


def cut_off(list_file: ListFile, month: Month) -> datetime:
    """Return the instant, in UTC, at which a month closes; without a rule as by default."""
    return list_file.cut_off(month)


def release_instant(list_file: ListFile, month: Month, calendar: WorkCalendar) -> Release:
    """Return when a month is published. Raises ConfigError when the list has no release rule."""
    rule = rule_of(list_file)
    day, estimated = _release_day(rule, month.next(), calendar)
    return Release(
        month=month,
        day=day,
        instant=datetime.combine(day, rule.time, SHANGHAI).astimezone(UTC),
        cut_off=cut_off(list_file, month),
        rule=rule.rule,
        estimated=estimated,
    )


def upcoming(
    list_file: ListFile, now: datetime, months: int, calendar: WorkCalendar
) -> tuple[Release, ...]:
    """Return the next so many releases at or after an instant, the earliest first."""
    first = Month.of(now).previous()
    ahead = [release_instant(list_file, first.shift(i), calendar) for i in range(months + 1)]
    return tuple(release for release in ahead if release.instant >= now)[:months]


def _release_day(rule: ReleaseRule, month: Month, calendar: WorkCalendar) -> NthDay:
    """Return the day in the month of the release; a date is never moved, and never an estimate."""
    if rule.n is not None:
        return calendar.nth_working_day(month, rule.n)
    if rule.day is not None:
        return NthDay(month.first_day.replace(day=rule.day), estimated=False)
    return NthDay(month.next().first_day - timedelta(days=1), estimated=False)
