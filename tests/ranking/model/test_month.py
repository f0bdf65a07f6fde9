"""The business month is Shanghai's, on any machine."""

import itertools
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.errors import UsageError
from ranking.model.month import SHANGHAI, Month
from tests.builders.child import run_child

months = st.builds(Month, st.integers(2000, 2200), st.integers(1, 12))
offsets = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))
SECOND = timedelta(seconds=1)


@given(months, offsets)
def test_a_month_is_half_open_to_the_second(month: Month, zone: timezone) -> None:
    """The first instant belongs to it, the second before and the first after do not."""
    start, end = month.start.astimezone(zone), month.end.astimezone(zone)
    assert Month.of(start - SECOND) == month.previous()
    assert Month.of(start) == Month.of(start + SECOND) == month
    assert Month.of(end - timedelta(microseconds=1)) == Month.of(end - SECOND) == month
    assert Month.of(end) == Month.of(end + SECOND) == month.next()


def test_october_begins_at_four_in_the_afternoon_utc() -> None:
    """Shanghai is eight hours ahead, without summer time."""
    october = Month(2026, 10)
    assert october.start == datetime(2026, 9, 30, 16, tzinfo=UTC)
    assert october.end == datetime(2026, 10, 31, 16, tzinfo=UTC)
    assert october.start.tzinfo is UTC
    assert october.first_day == date(2026, 10, 1)


@given(st.datetimes(datetime(2000, 1, 2), datetime(2199, 1, 1), timezones=offsets))  # noqa: DTZ001
def test_every_instant_is_in_exactly_the_month_of_its_day_in_shanghai(instant: datetime) -> None:
    """start <= instant < end, and the day on Shanghai's calendar agrees."""
    month = Month.of(instant)
    assert month.start <= instant < month.end
    local = instant.astimezone(SHANGHAI)
    assert (local.year, local.month) == (month.year, month.number)


@given(months, st.integers(-500, 500))
def test_shifting_is_counting(month: Month, steps: int) -> None:
    """There and back again; the order of months is that of their starts."""
    shifted = month.shift(steps)
    assert shifted.shift(-steps) == month
    assert (shifted > month) == (steps > 0)
    assert 1 <= shifted.number <= 12


def test_months_follow_one_another_without_a_gap() -> None:
    """Over the turn of the year too."""
    row = [Month(2026, 11).shift(n) for n in range(4)]
    assert [str(month) for month in row] == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert all(one.end == other.start for one, other in itertools.pairwise(row))


@given(months)
def test_a_month_is_read_as_it_is_printed(month: Month) -> None:
    """White space around it and a missing zero do not matter."""
    assert Month.parse(str(month)) == month
    assert Month.parse(f"  {month.year}-{month.number}\n") == month


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-13",
        "2026-00",
        "2026-1-1",
        "10-2026",
        "1999-12",
        "2201-01",
        "2026/10",
        "2026-10-01",
        "次月",
        "2026-1O",
        "99999-1",
        "{0}",
        "-2026-10",
        "2026--10",
    ],
)
def test_what_is_not_a_month_is_refused_with_an_example(text: str) -> None:
    """The text is quoted as typed, braces included."""
    with pytest.raises(UsageError) as caught:
        Month.parse(text)
    assert str(caught.value) == f"'{text}' is not a month."
    assert caught.value.hint_text() == "Write it as YYYY-MM, e.g. 2026-10."


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"])
def test_the_machine_s_own_zone_does_not_matter(zone: str) -> None:
    """The same instants fall into the same months wherever the program runs."""
    code = """
from datetime import UTC, datetime
from ranking.model.month import Month
october = Month(2026, 10)
print(october.start, october.end)
print(Month.of(datetime(2026, 9, 30, 15, 59, 59, tzinfo=UTC)))
print(Month.of(datetime(2026, 9, 30, 16, 0, 0, tzinfo=UTC)))
"""
    done = run_child(code, TZ=zone)
    assert done.stdout == (
        "2026-09-30 16:00:00+00:00 2026-10-31 16:00:00+00:00\n2026-09\n2026-10\n"
    ), done.stderr
