"""Proportions of counts."""

import math

import pytest

from ranking.quality.ratios import ratio_table, times
from tests.builders.checked import month_frame, month_post


def table(**counts):
    rows = ratio_table(month_frame([month_post("p", **counts)])).to_dicts()
    return {row["ratio"]: row["value"] for row in rows}


def test_a_ratio_is_the_logarithm_with_a_half_added_to_both():
    """So zeros have a place."""
    found = table(reads=999, likes=0)
    assert found == {"likes/reads": pytest.approx(math.log(0.5 / 999.5))}


@pytest.mark.parametrize(
    "counts",
    [
        {"reads": 99, "likes": 3},
        {"reads": None, "likes": 3},
        {"reads": 5000, "likes": None},
        {"reads": 100_000, "likes": 30, "censored": ["reads"]},
        {"reads": 100_000, "likes": 9, "censored": ["likes"]},
    ],
)
def test_small_unknown_and_censored_counts_have_no_ratio(counts):
    """A lower bound says nothing of a proportion."""
    assert "likes/reads" not in table(**counts)


def test_reposts_stand_beside_likes_only_where_reads_are_not_known():
    """Else one bought like would count twice."""
    assert set(table(likes=50, reposts=9)) == {"reposts/likes"}
    assert set(table(reads=900, likes=50, reposts=9)) == {"likes/reads", "reposts/reads"}


def test_times_have_two_digits():
    """Enough to decide by."""
    assert times(math.log(16.49)) == 16.0
    assert times(-math.log(7.5)) == 0.13
