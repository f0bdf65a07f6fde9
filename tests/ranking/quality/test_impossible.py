"""Counts that contradict one another."""

from datetime import timedelta

import pytest

from ranking.quality.impossible import (
    counts_that_fell,
    late_growth,
    more_than_reads,
    unseen_late,
)
from tests.builders.checked import counts_frame, month_frame, month_post, noon, observed


def over(**counts):
    return list(more_than_reads(month_frame([month_post("p", **counts)])))


@pytest.mark.parametrize("measure", ["likes", "wow", "favourites", "reposts"])
def test_more_of_something_than_reads_is_serious(measure):
    """A reader does each of these once."""
    (one,) = over(reads=12, **{measure: 13})
    assert one.severity == "serious"
    assert dict(one.evidence) == {"measure": measure, "count": 13, "reads": 12}


@pytest.mark.parametrize(
    "counts",
    [
        {"reads": 12, "likes": 12},
        {"reads": 12, "comments": 40},
        {"reads": None, "likes": 40},
        {"reads": 100_000, "likes": 120_000, "censored": ["reads"]},
    ],
)
def test_what_may_be_is_no_finding(counts):
    """Equal, several comments a reader, reads unknown or shown as 10万+."""
    assert over(**counts) == []


def test_a_post_is_flagged_once_with_its_largest_count():
    """However many of its counts are too large."""
    (one,) = over(reads=12, likes=340, wow=23, reposts=500)
    assert one.evidence["count"] == 500


def steps(*reads, source="s", start=0, **more):
    at = noon(10) + timedelta(days=start)
    return [
        observed("p", at + timedelta(days=n), source, reads=r, **more) for n, r in enumerate(reads)
    ]


POST = month_frame([month_post("p", published_at=noon(10))])


def fell(rows):
    return [dict(flag.evidence) for flag in counts_that_fell(POST, counts_frame(rows))]


def test_a_count_that_fell_is_found_with_both_observations():
    """The largest fall of the account, not the first."""
    (one,) = fell(steps(1000, 900, 5000, 2000))
    assert (one["before"], one["after"], one["posts"]) == (5000, 2000, 1)


def test_a_fall_in_small_steps_is_found():
    """Four per cent a day, each too little by itself: against the largest before."""
    (one,) = fell(steps(*[int(1000 * 0.96**n) for n in range(12)]))
    assert (one["before"], one["after"]) == (1000, 638)


def test_a_fall_behind_an_observation_without_the_count_is_found():
    """What a source did not tell in between is no observation."""
    (one,) = fell(steps(1000, None, 500))
    assert (one["before"], one["after"]) == (1000, 500)


@pytest.mark.parametrize(
    "rows",
    [
        steps(1000, 1000, 1001),
        steps(1000, 990, 1000, 980, 1010),
        steps(1000, 960),
        steps(30, 21),
        steps(5000, source="a") + steps(2000, source="b", start=1),
        steps(100_000, censored=["reads"]) + steps(50_000, start=1),
    ],
)
def test_small_falls_other_sources_and_lower_bounds_are_none(rows):
    """Platforms take back single counts every day; two sources count differently."""
    assert fell(rows) == []


def grew(rows):
    return [dict(flag.evidence) for flag in late_growth(POST, counts_frame(rows))]


def test_a_count_that_doubles_after_a_week_is_found():
    """Bought when nobody looked any more."""
    (one,) = grew(steps(500, 900) + steps(1000, 1100, 9000, start=8))
    assert (one["before"], one["after"], one["days"]) == (1000, 9000, 7)


def test_growth_within_a_week_or_little_of_it_is_none():
    """A post gathers its reads in its first days."""
    assert grew(steps(100, 9000, 9100) + steps(9200, 9300, start=8)) == []
    assert grew(steps(10, 900, start=8)) == []


@pytest.mark.parametrize(
    ("rows", "unseen"),
    [
        (steps(1000, start=6) + steps(90_000, start=10), 1),
        (steps(1000, start=8) + steps(90_000, source="other", start=10), 1),
        (steps(1000, 1001, start=8), 0),
        ([], 1),
    ],
)
def test_late_growth_cannot_be_told_without_two_late_observations_of_one_source(rows, unseen):
    """Of how many posts that is so, is said."""
    assert unseen_late(POST, counts_frame(rows)) == unseen


def test_posts_outside_the_month_are_not_looked_at():
    """Withdrawn ones, or those of nobody."""
    rows = [row | {"post_id": "other"} for row in steps(5000, 100)]
    assert fell(rows) == []
