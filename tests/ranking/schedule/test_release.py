"""Release dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from ranking.errors import ConfigError
from ranking.model.month import SHANGHAI, Month
from ranking.schedule import calendar as calendar_module
from ranking.schedule.calendar import WorkCalendar
from ranking.schedule.release import Release, cut_off, release_instant, upcoming
from tests.builders.child import run_child
from tests.builders.month import make_list

FIRST = Month(2024, 1)
MONTHS = [FIRST.shift(number) for number in range(48)]
RULES = (
    {"rule": "working_day", "n": 5},
    {"rule": "working_day", "n": 1, "time": "00:00", "settle_days": 0},
    {"rule": "date", "day": 10, "time": "07:59"},
    {"rule": "last_day", "time": "23:59"},
)
FIFTH = {
    # the day of the next month, from January's release in February on; counted by hand
    2024: (6, 7, 8, 10, 7, 5, 7, 6, 12, 7, 6, 8),
    2025: (10, 7, 8, 12, 9, 7, 7, 5, 14, 7, 5, 8),
    2026: (6, 6, 8, 11, 5, 7, 7, 7, 13, 6, 7, 8),
    2027: (5, 5, 7, 7, 7, 7, 6, 7, 8, 5, 7, 7),
}
"""The fifth working days; from the release of December 2026 on by weekends and fixed holidays."""
IN_ANOTHER_ZONE = """
import time
from tests.ranking.schedule.test_release import lines_of_48_months
print(time.strftime("%z", time.localtime(1782864000)))
print("\\n".join(lines_of_48_months()))
"""


def released(month: Month, **rule: object) -> Release:
    return release_instant(make_list(release=rule), month, WorkCalendar())


def lines_of_48_months() -> Iterator[str]:
    """Yield every instant of every rule, and those that are met by asking from each on."""
    for rule in RULES:
        listed = make_list(release=rule)
        for month in MONTHS:
            found = release_instant(listed, month, WorkCalendar())
            yield f"{rule['rule']} {month} {found.instant.isoformat()} {found.cut_off.isoformat()}"
            later = upcoming(listed, found.instant + timedelta(seconds=1), 1, WorkCalendar())[0]
            yield f"then {later.month} {later.instant.isoformat()}"


@pytest.fixture
def known_until_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer library knows more years than this table."""
    monkeypatch.setattr(calendar_module, "_LIBRARY_YEARS", frozenset(range(2004, 2027)))


@pytest.mark.usefixtures("known_until_2026")
def test_the_fifth_working_days_of_48_months_are_those_counted_by_hand() -> None:
    """Around 国庆, 春节 and worked weekends; an estimate exactly where the year is not known."""
    for month in MONTHS:
        found = released(month, rule="working_day", n=5)
        ahead = month.next()
        expected = date(ahead.year, ahead.number, FIFTH[month.year][month.number - 1])
        assert (month, found.day) == (month, expected)
        assert found.instant == datetime(*expected.timetuple()[:3], 2, tzinfo=UTC)
        assert found.estimated == (ahead.year > 2026)


def test_a_release_is_an_instant_in_utc_of_a_time_in_shanghai() -> None:
    """Eight hours apart; the day is that of Shanghai."""
    found = released(Month(2026, 9), rule="working_day", n=5, time="07:30", settle_days=2)
    assert found == Release(
        month=Month(2026, 9),
        day=date(2026, 10, 13),
        instant=datetime(2026, 10, 12, 23, 30, tzinfo=UTC),
        cut_off=datetime(2026, 10, 2, 16, tzinfo=UTC),
        rule="working_day",
        estimated=False,
    )
    assert found.instant.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("month", "last"), [("2026-12", 31), ("2027-01", 28), ("2028-01", 29), ("2091-03", 30)]
)
def test_the_last_day_is_that_of_the_next_month(month: str, last: int) -> None:
    """February has 28 or 29; no holiday moves it, so it is never an estimate."""
    found = released(Month.parse(month), rule="last_day", time="23:59")
    assert (found.day.day, found.estimated) == (last, False)
    assert Month.of(found.instant) == Month.parse(month).next()


def test_a_date_is_kept_on_a_holiday_and_is_never_an_estimate() -> None:
    """Whoever wants a working day says so."""
    found = released(Month(2026, 9), rule="date", day=4)
    assert (found.day, found.estimated) == (date(2026, 10, 4), False)
    assert not released(Month(2091, 1), rule="date", day=10).estimated


def test_a_list_without_a_rule_has_a_cut_off_and_no_release() -> None:
    """The message says what to write."""
    listed = make_list()
    assert cut_off(listed, Month(2026, 10)) == datetime(2026, 11, 3, 16, tzinfo=UTC)
    with pytest.raises(ConfigError, match="'main' has no release rule") as caught:
        release_instant(listed, Month(2026, 10), WorkCalendar())
    assert "[release]" in caught.value.hint


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["rule"]))
def test_every_month_has_exactly_one_release_in_the_month_after_it(rule: dict[str, object]) -> None:
    """In order, after its cut-off, in Shanghai's months."""
    found = [released(month, **rule) for month in MONTHS]
    assert [Month.of(release.instant) for release in found] == [m.next() for m in MONTHS]
    assert all(release.cut_off <= release.instant for release in found)
    assert all(release.instant.astimezone(SHANGHAI).date() == release.day for release in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["rule"]))
def test_asking_hour_by_hour_for_the_next_release_meets_each_month_once(
    rule: dict[str, object],
) -> None:
    """From whichever instant one asks, the next is the first that is not past."""
    listed = make_list(release=rule)
    every = [released(month, **rule) for month in (FIRST.shift(n) for n in range(-2, 4))]
    now = FIRST.start
    while now < FIRST.shift(2).start:
        (found,) = upcoming(listed, now, 1, WorkCalendar())
        assert found == next(release for release in every if release.instant >= now)
        now += timedelta(hours=1)


def test_a_release_is_still_ahead_at_its_very_instant() -> None:
    """One microsecond later it is past."""
    listed = make_list(release={"rule": "date", "day": 10})
    now = datetime(2026, 11, 10, 2, tzinfo=UTC)
    assert upcoming(listed, now, 1, WorkCalendar())[0].instant == now
    (after,) = upcoming(listed, now + timedelta(microseconds=1), 1, WorkCalendar())
    assert after.month == Month(2026, 11)


def test_as_many_releases_as_asked_for_are_ahead_without_a_gap() -> None:
    """The first is that of the month before, until it is out."""
    listed = make_list(release=RULES[0])
    for day, first in ((1, Month(2026, 10)), (6, Month(2026, 10)), (7, Month(2026, 11))):
        found = upcoming(listed, datetime(2026, 11, day, tzinfo=UTC), 12, WorkCalendar())
        assert [release.month for release in found] == [first.shift(n) for n in range(12)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("UTC", "+0000"),
        ("Asia/Shanghai", "+0800"),
        ("America/New_York", "-0400"),
        ("US/Pacific", "-0700"),
    ],
)
def test_the_time_zone_of_the_process_moves_no_release(zone: str, offset: str) -> None:
    """48 months, through every change of summer time there."""
    child = run_child(IN_ANOTHER_ZONE, TZ=zone)
    assert child.stderr == ""
    first, *rest = child.stdout.splitlines()
    assert first == offset
    assert rest == list(lines_of_48_months())
    assert len(rest) == 2 * len(RULES) * len(MONTHS)
