"""Stretches without an update."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ranking.quality.silence import Silence, silences

SEPTEMBER, OCTOBER, LAST = date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 31)
DAYS = [SEPTEMBER + timedelta(days=n) for n in range(61)]


def october(day: int) -> date:
    return date(2026, 10, day)


def silent(*posted: date, unasked=(), first=SEPTEMBER, limit=14):
    quiet = {day: day not in unasked for day in DAYS if day >= first and day not in posted}
    return list(silences(quiet, OCTOBER, limit))


def test_the_stretch_counts_the_days_between_two_posts():
    """From the day after the one to the day before the other."""
    (found,) = silent(date(2026, 9, 30), october(15), *map(october, range(16, 32)))
    assert found == Silence(october(1), october(14), 0)
    assert found.days == 14


def test_a_stretch_may_begin_in_the_month_before():
    """An account that fell silent in September is silent in October too."""
    (found,) = silent(date(2026, 9, 20), october(6), october(19))
    assert found == Silence(date(2026, 9, 21), october(5), 0)


def test_a_stretch_that_ended_before_the_month_is_past():
    """September's own check has it."""
    assert silent(date(2026, 9, 30), *map(october, range(1, 32))) == []


def test_no_post_at_all_is_the_whole_time():
    """From the first day that is looked at."""
    assert silent(first=OCTOBER) == [Silence(OCTOBER, LAST, 0)]


def test_every_stretch_is_judged():
    """A longer one in doubt does not hide one that is certain."""
    found = silent(october(1), october(17), unasked=[october(5)], first=OCTOBER)
    assert found == [Silence(october(2), october(16), 1), Silence(october(18), LAST, 0)]


def test_a_day_that_nobody_asked_for_does_not_put_a_long_answered_stretch_in_doubt():
    """Of September nothing is known, of October every day."""
    september = [day for day in DAYS if day < OCTOBER]
    assert silent(unasked=september) == [Silence(OCTOBER, LAST, 0)]
    assert silent(unasked=[*september, october(16)], limit=16) == [Silence(SEPTEMBER, LAST, 31)]


def test_an_answered_stretch_of_the_month_before_alone_does_not_count():
    """What reaches into October was not answered."""
    assert silent(*map(october, range(3, 32)), unasked=[date(2026, 9, 30)]) == [
        Silence(SEPTEMBER, october(2), 1)
    ]


def long_runs(days: list[date], limit: int) -> list[tuple[date, date]]:
    """Both ends of every run of enough days that reaches into October, day by day."""
    starts = [a for a in days if a - timedelta(days=1) not in days]
    ends = [a for a in days if a + timedelta(days=1) not in days]
    return [
        (a, z)
        for a, z in zip(starts, ends, strict=True)
        if (z - a).days >= limit - 1 and z >= OCTOBER
    ]


@given(st.lists(st.sampled_from("pqqquu"), min_size=61, max_size=61), st.integers(1, 6))
def test_every_long_stretch_is_yielded_once_and_certain_where_enough_days_were_answered(
    states, limit
):
    """Compared with walking day by day; p is a post, q an answer without one, u not asked."""
    named = dict(zip(DAYS, states, strict=True))
    quiet = {day: state == "q" for day, state in named.items() if state != "p"}
    found = list(silences(quiet, OCTOBER, limit))
    stretches = long_runs(list(quiet), limit)
    certain = long_runs([day for day, asked in quiet.items() if asked], limit)
    assert len(found) == len(stretches)
    assert all(one.last < other.first for one, other in pairwise(found))
    for one, (first, last) in zip(found, stretches, strict=True):
        sure = [run for run in certain if first <= run[0] and run[1] <= last]
        assert (one.unasked == 0) is bool(sure)
        assert (one.first, one.last) in (sure or [(first, last)])
        assert all(one.days >= (z - a).days + 1 for a, z in sure)
