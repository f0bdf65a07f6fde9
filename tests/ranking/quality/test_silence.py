"""Stretches without an update."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ranking.quality.silence import Gap, longest_gap

SEPTEMBER, OCTOBER, LAST = date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 31)


def gap(*posted: date, first=SEPTEMBER):
    return longest_gap(posted, first, LAST, OCTOBER)


def october(day: int) -> date:
    return date(2026, 10, day)


def test_the_stretch_counts_the_days_between_two_posts():
    """From the day after the one to the day before the other."""
    found = gap(date(2026, 9, 30), october(15), *map(october, range(16, 32)))
    assert found == Gap(october(1), october(14))
    assert found.days == 14


def test_a_stretch_may_begin_in_the_month_before():
    """An account that fell silent in September is silent in October too."""
    assert gap(date(2026, 9, 20), october(6), october(20)) == Gap(date(2026, 9, 21), october(5))


def test_a_stretch_that_ended_before_the_month_is_past():
    """September's own check has it."""
    found = gap(date(2026, 9, 30), *map(october, range(1, 32)))
    assert found is None


def test_no_post_at_all_is_the_whole_time():
    """From the first day that is looked at."""
    assert gap(first=OCTOBER) == Gap(OCTOBER, LAST)


@given(st.sets(st.integers(0, 60)))
def test_the_stretch_is_the_longest_run_of_days_without_a_post(days):
    """Compared with walking day by day."""
    posted = {SEPTEMBER + timedelta(days=n) for n in days}
    run = best = 0
    for n in range(61):
        day = SEPTEMBER + timedelta(days=n)
        run = 0 if day in posted else run + 1
        ends = n == 60 or day + timedelta(days=1) in posted
        if ends and day >= OCTOBER:
            best = max(best, run)
    found = longest_gap(posted, SEPTEMBER, LAST, OCTOBER)
    assert (found.days if found else 0) == best
