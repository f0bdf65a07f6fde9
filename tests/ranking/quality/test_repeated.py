"""Counts that repeat."""

from math import comb, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.quality.repeated import chance, equal_counts, same_counts
from tests.builders.checked import month_frame, month_post, ordinary


def equal(*reads, account="wechat:a"):
    rows = [month_post(f"{account}{n:03}", account, reads=r) for n, r in enumerate(reads)]
    return [dict(flag.evidence) for flag in equal_counts(month_frame(rows))]


def test_one_value_on_many_posts_is_found():
    """Five thousand reads bought for six of twenty posts."""
    spread = [1000 + 137 * n for n in range(14)]
    (one,) = equal(*spread, *[5001] * 6)
    assert (one["value"], one["equal"], one["posts"]) == (5001, 6, 20)


def test_posts_that_are_all_equal_are_found():
    """Their own width is zero, which must not hide them."""
    assert equal(*[5001] * 12)[0]["equal"] == 12


def test_ordinary_counts_raise_no_flag():
    """Hundreds of posts; small counts repeat all the time."""
    rows = [row for n in range(20) for row in ordinary(f"wechat:{n}", 60, n)]
    assert list(equal_counts(month_frame(rows))) == []
    assert list(same_counts(month_frame(rows))) == []
    assert equal(*[7] * 50) == []


def test_two_equal_counts_are_a_coincidence():
    """Three are needed."""
    assert equal(5001, 5001, *[1000 + 137 * n for n in range(9)]) == []


def test_sources_that_round_to_thousands_are_told_by_their_round_values():
    """1.2万 is 12,000 for many posts; a lot that was bought has one value."""
    rounded = [12_000] * 6 + [14_000] * 5 + [17_000] * 5
    assert equal(*rounded) == []
    exact = [11_111 + 137 * n for n in range(14)]
    assert [one["value"] for one in equal(*exact, *[12_000] * 6)] == [12_000]


@given(st.integers(3, 200), st.integers(3, 10), st.floats(2, 1e6))
def test_the_expected_number_of_coincidences_is_the_binomial_one(posts, k, width):
    """C(n, k) over width^(k-1), also where the numbers are huge."""
    if k <= posts:
        assert chance(posts, k, width) == pytest.approx(comb(posts, k) / width ** (k - 1))
    assert chance(posts, min(k, posts), 0.5) == inf


def test_posts_alike_in_every_count_are_found_across_accounts():
    """Copied rows: the unit is named only if it is one."""
    twin = {"reads": 6543, "likes": 321, "comments": 210, "reposts": 432}
    rows = [month_post("a1", "wechat:a", **twin), month_post("b1", "wechat:b", **twin)]
    (one,) = same_counts(month_frame([*rows, *ordinary("wechat:c", 40, 1)]))
    assert (one.evidence["equal"], one.evidence["post_ids"]) == (2, "a1 b1")
    assert (one.unit, one.account) == (None, None)


def rounding(**twin):
    """Return a hundred posts of a source that shows 1.2万, two of them alike."""
    rows = [
        month_post(f"r{n}", "weibo:w", likes=60 + n, comments=10 + n, reposts=3)
        | {"reads": 10_000 + 1_000 * (n % 7)}
        for n in range(100)
    ]
    return [row | twin if row["post_id"] in ("r5", "r77") else row for row in rows]


def test_thousands_of_a_source_that_rounds_say_less_than_full_counts():
    """Among a hundred posts two have 1.2万 and small counts in common; large ones are no chance."""
    small = {"reads": 12_000, "likes": 44, "comments": 11, "reposts": 3}
    assert list(same_counts(month_frame(rounding(**small)))) == []
    large = {"reads": 12_000, "likes": 4_321, "comments": 1_234, "reposts": 321}
    (one,) = same_counts(month_frame(rounding(**large)))
    assert one.evidence["counts"] == "12000, 4321, 1234, 321"


def test_a_round_value_of_a_source_that_does_not_round_is_a_full_count():
    """One round value among exact ones."""
    exact = [month_post(f"o{n}", reads=11_111 + 137 * n, likes=n, comments=n) for n in range(50)]
    twin = {"reads": 12_000, "likes": 44, "comments": 11, "reposts": 3}
    twins = [month_post("x", **twin), month_post("y", **twin)]
    assert len(list(same_counts(month_frame([*exact, *twins])))) == 1


@pytest.mark.parametrize(
    "counts",
    [
        {"likes": 112, "comments": 16, "reposts": 0},
        {"reads": 6543, "likes": 321},
        {"reads": 100_000, "likes": 321, "comments": 210, "reposts": 432, "censored": ["reads"]},
    ],
)
def test_small_few_and_censored_counts_may_agree(counts):
    """In an office of many posts some do."""
    others = [month_post(f"o{n}", likes=n, comments=n, reposts=n) for n in range(300)]
    twins = [month_post("x", **counts), month_post("y", **counts)]
    assert list(same_counts(month_frame([*others, *twins]))) == []
