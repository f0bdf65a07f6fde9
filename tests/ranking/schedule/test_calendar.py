"""Working days of mainland China."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import chinese_calendar
import pytest

from ranking.calendar_files import CalendarFile
from ranking.errors import ConfigError
from ranking.model.month import Month
from ranking.schedule.calendar import WorkCalendar

FAR = 2091
"""A year whose holidays no library will know while this test lives; it begins on a Monday."""


def calendar(holidays: list[date], workdays: Sequence[date] = ()) -> WorkCalendar:
    return WorkCalendar([CalendarFile(holidays=tuple(holidays), workdays=tuple(workdays))])


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2024-02-04", True),  # 春节: a Sunday that is worked
        ("2024-02-09", True),  # 除夕 was no holiday in 2024
        ("2024-02-12", False),
        ("2024-02-18", True),
        ("2024-04-07", True),  # 清明: a Sunday that is worked
        ("2024-10-12", True),  # 国庆: a Saturday that is worked
        ("2025-01-26", True),
        ("2025-01-28", False),  # 除夕 is a holiday from 2025 on
        ("2025-02-08", True),
        ("2025-10-08", False),  # 国庆 and 中秋 together: eight days
        ("2025-10-11", True),
        ("2026-01-04", True),
        ("2026-02-23", False),
        ("2026-02-28", True),
        ("2026-05-09", True),
        ("2026-10-07", False),
        ("2026-10-10", True),
        ("2026-11-22", False),  # a plain Sunday
        ("2026-11-23", True),  # a plain Monday
    ],
)
def test_holidays_and_worked_weekends_are_those_of_the_state_council(day: str, works: bool) -> None:
    """Taken from the notices for 2024, 2025 and 2026; none of them is an estimate."""
    assert WorkCalendar().is_working_day(date.fromisoformat(day)) == (works, False)


def test_the_library_knows_whole_years_and_refuses_others() -> None:
    """What the calendar rests on: 2004 to 2026 at least, and NotImplementedError beyond."""
    for year in range(2004, 2027):
        assert not WorkCalendar().is_working_day(date(year, 12, 31)).estimated
    with pytest.raises(NotImplementedError):
        chinese_calendar.is_workday(date(FAR, 1, 1))


def test_a_year_that_nobody_knows_is_estimated_by_its_weekends() -> None:
    """Before the library's first year and after its last."""
    for start in (date(2003, 1, 2), date(FAR, 1, 2)):
        for day in (start + timedelta(days=number) for number in range(7)):
            assert WorkCalendar().is_working_day(day) == (day.weekday() < 5, True)


def test_an_estimate_knows_the_holidays_that_never_move() -> None:
    """New Year, two days of May and three of October; the bridges around them nobody knows yet."""
    days = [(1, 1), (1, 2), (4, 30), (5, 1), (5, 2), (5, 3), (9, 30), (10, 1), (10, 3), (10, 4)]
    far = [date(FAR, *day) for day in days]
    free = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 3)}
    for day in far:
        worked = day.weekday() < 5 and (day.month, day.day) not in free
        assert WorkCalendar().is_working_day(day) == (worked, True), day


def test_a_calendar_file_wins_over_the_library_and_over_weekends() -> None:
    """Day by day: days that it does not name stay as they are."""
    own = calendar([date(2026, 10, 8)], [date(2026, 10, 7), date(2026, 10, 17)])
    working = [day for day in range(1, 18) if own.is_working_day(date(2026, 10, day)).works]
    assert working == [7, 9, 10, 12, 13, 14, 15, 16, 17]


def test_a_file_with_the_national_day_makes_its_year_known() -> None:
    """The other days of that year follow their weekday, and are certain; other years are not."""
    own = calendar([date(FAR, 10, 1)], [date(FAR, 10, 6)])
    assert own.is_working_day(date(FAR, 10, 1)) == (False, False)
    assert own.is_working_day(date(FAR, 10, 6)) == (True, False)
    assert own.is_working_day(date(FAR, 10, 7)) == (False, False)
    assert own.is_working_day(date(FAR, 3, 1)) == (True, False)
    assert own.is_working_day(date(FAR + 1, 3, 3)).estimated


def test_a_file_that_stops_before_the_national_day_leaves_the_rest_estimated() -> None:
    """The days it names are certain; the year is not."""
    own = calendar([date(FAR, 1, 1)], [date(FAR, 1, 6)])
    assert own.is_working_day(date(FAR, 1, 1)) == (False, False)
    assert own.is_working_day(date(FAR, 1, 2)) == (True, True)
    assert own.nth_working_day(Month(FAR, 1), 1) == (date(FAR, 1, 2), True)
    assert own.nth_working_day(Month(FAR, 1), 5) == (date(FAR, 1, 6), True)


@pytest.mark.parametrize(
    ("month", "n", "day"),
    [
        ("2026-01", 1, "2026-01-04"),
        ("2026-02", 10, "2026-02-13"),
        ("2026-02", 11, "2026-02-14"),
        ("2026-02", 12, "2026-02-24"),
        ("2026-02", 16, "2026-02-28"),
        ("2026-10", 1, "2026-10-08"),
        ("2026-10", 3, "2026-10-10"),
        ("2025-10", 1, "2025-10-09"),
        ("2024-02", 3, "2024-02-04"),
    ],
)
def test_working_days_are_counted_across_holidays_and_worked_weekends(
    month: str, n: int, day: str
) -> None:
    """The first is 1."""
    found = WorkCalendar().nth_working_day(Month.parse(month), n)
    assert found == (date.fromisoformat(day), False)


def test_fifteen_working_days_are_in_every_month_that_is_known() -> None:
    """The most that a release rule may ask for."""
    months = [Month(year, number) for year in range(2004, 2027) for number in range(1, 13)]
    assert all(WorkCalendar().nth_working_day(month, 15).day for month in months)


def test_too_few_working_days_are_refused_with_the_file_to_look_into() -> None:
    """A calendar file may take every day off."""
    own = calendar([date(FAR, 2, day) for day in range(3, 29)])
    with pytest.raises(ConfigError, match=f"{FAR}-02 has only 2 working days; .* 5") as caught:
        own.nth_working_day(Month(FAR, 2), 5)
    assert f"config/calendar/{FAR}.toml" in caught.value.hint.format(**caught.value.params)
