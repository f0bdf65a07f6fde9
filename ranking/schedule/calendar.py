"""Working days of mainland China: weekends, holidays, and weekends that are worked (调休)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar

from ranking.calendar_files import CalendarFile, load_calendar_files
from ranking.errors import ConfigError
from ranking.model.month import Month
from ranking.settings import Settings

_SATURDAY = 5
_EVERY_YEAR = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Month and day of the holidays that the lunar calendar does not move: 全国年节及纪念日放假办法,
第二条, as of 2025."""


def _complete(holidays: Iterable[date]) -> frozenset[int]:
    """Return the years whose holidays reach 国庆: a year of which only a part is known lacks it."""
    return frozenset(day.year for day in holidays if (day.month, day.day) == (10, 1))


_LIBRARY_YEARS = _complete(chinese_calendar.holidays)


class WorkingDay(NamedTuple):
    """Whether a day is worked. ``estimated``: nobody has named the holidays of its year yet."""

    works: bool
    estimated: bool


class NthDay(NamedTuple):
    """The n-th working day of a month. ``estimated``: it or a day before it is an estimate."""

    day: date
    estimated: bool


class WorkCalendar:
    """Working days by the office's calendar files, then by the library, else by weekends and
    the holidays that fall on the same days every year.

    A file counts for the days it names. Its year is no longer an estimate when it names 1 October
    among the holidays: a file that stops at 春节 is not the whole year.
    """

    def __init__(self, files: Iterable[CalendarFile] = ()) -> None:
        listed = tuple(files)
        self._holidays = frozenset(day for file in listed for day in file.holidays)
        self._workdays = frozenset(day for file in listed for day in file.workdays)
        self._known = _complete(self._holidays)

    def is_working_day(self, day: date) -> WorkingDay:
        """Tell whether a calendar day (in Asia/Shanghai) is worked."""
        if day in self._workdays:
            return WorkingDay(True, estimated=False)
        if day in self._holidays:
            return WorkingDay(False, estimated=False)
        if day.year in _LIBRARY_YEARS:
            return WorkingDay(chinese_calendar.is_workday(day), estimated=False)
        if day.year in self._known:
            return WorkingDay(day.weekday() < _SATURDAY, estimated=False)
        free = day.weekday() >= _SATURDAY or (day.month, day.day) in _EVERY_YEAR
        return WorkingDay(not free, estimated=True)

    def nth_working_day(self, month: Month, n: int) -> NthDay:
        """Return the n-th working day of a month, from 1.

        Raises ConfigError where calendar files leave the month fewer than that.
        """
        estimated, left = False, n
        for day in _days(month):
            found = self.is_working_day(day)
            estimated = estimated or found.estimated
            left -= found.works
            if not left:
                return NthDay(day, estimated)
        raise ConfigError(
            "{month} has only {count} working days; working day {n} was looked for.",
            month=str(month),
            count=n - left,
            n=n,
            hint="Check the holidays in config/calendar/{year}.toml.",
            year=month.year,
        )


def work_calendar(settings: Settings) -> WorkCalendar:
    """Return the calendar of a workspace. Raises ConfigError on a faulty calendar file."""
    return WorkCalendar(load_calendar_files(settings.config_files("calendar")))


def _days(month: Month) -> Iterator[date]:
    day, end = month.first_day, month.next().first_day
    while day < end:
        yield day
        day += timedelta(days=1)
