"""What cannot be right beside the month before."""

from datetime import date

import polars as pl
import pytest

from ranking.model.month import Month
from ranking.schemas import COMPACT_POSTS
from ranking.workflow.suspects import Suspect, comparable, suspects
from tests.builders.month import post

ACCOUNT = "weibo:1"


def month_of(*likes: int | None, account: str = ACCOUNT, measure: str = "likes") -> pl.LazyFrame:
    """Posts of an account with these counts."""
    rows = [post(f"{account}-{n}", account, **{measure: x}) for n, x in enumerate(likes)]
    return pl.LazyFrame(rows, schema=COMPACT_POSTS)


def found(now: pl.LazyFrame, before: pl.LazyFrame) -> list[Suspect]:
    return suspects(now, before, [ACCOUNT])


def test_an_account_that_fell_silent_is_suspect_with_its_former_number():
    """Forty posts last month and none now: a question, with the number it rests on."""
    assert found(month_of(), month_of(*[3] * 40)) == [Suspect(ACCOUNT, "no_posts", None, 0, 40)]


@pytest.mark.parametrize(("before", "doubts"), [(4, 0), (5, 1)])
def test_silence_after_fewer_than_five_posts_is_no_suspect(before, doubts):
    """The limit itself is suspect."""
    assert len(found(month_of(), month_of(*[3] * before))) == doubts


@pytest.mark.parametrize("measure", ["reads", "likes", "comments", "reposts"])
def test_a_count_that_fell_to_zero_everywhere_is_suspect_with_both_shares(measure):
    """Each measure on its own."""
    now = month_of(0, 0, 0, 0, 0, 0, measure=measure)
    before = month_of(0, 1, 2, 3, 4, measure=measure)
    (one,) = found(now, before)
    assert (one.kind, one.measure) == ("all_zero", measure)
    assert (one.zeros, one.posts, one.share) == (6, 6, 1.0)
    assert (one.zeros_before, one.posts_before, one.share_before) == (1, 5, 0.2)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ([0, 0, 0, 0, 1], [1] * 5),
        ([0] * 4, [1] * 5),
        ([0] * 4 + [None] * 9, [1] * 5),
        ([0] * 9, [1] * 4),
        ([0] * 9, [1] * 4 + [None] * 9),
        ([0] * 9, [0, 0, 0, 0, 1, 1, 1]),
        ([None] * 9, [1] * 9),
    ],
)
def test_zeros_that_prove_nothing_are_no_suspect(now, before):
    """One that is not zero, too few that are known, or mostly zero before."""
    assert found(month_of(*now), month_of(*before)) == []


def test_half_of_zeros_before_is_not_yet_usual():
    """At most half: the limit itself is suspect."""
    assert len(found(month_of(*[0] * 5), month_of(0, 0, 0, 1, 1, 1))) == 1


def test_accounts_that_nobody_expects_are_not_looked_at():
    """Those that left the roster have no posts by right."""
    assert suspects(month_of(), month_of(*[3] * 9), ["weibo:2"]) == []


def test_new_accounts_are_compared_with_nothing():
    """Zeros in a first month are no suspect."""
    assert found(month_of(*[0] * 9), month_of()) == []


def test_findings_are_ordered_by_account():
    """The same report every time."""
    before = pl.concat([month_of(*[1] * 5, account=f"weibo:{n}") for n in (3, 1, 2)])
    accounts = [one.account for one in suspects(month_of(), before, ["weibo:2", "weibo:3"])]
    assert accounts == ["weibo:2", "weibo:3"]


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 31), True),
        (date(2027, 5, 1), True),
    ],
)
def test_a_month_is_compared_once_a_week_of_it_is_over(today, wanted):
    """Seven whole days; and ever after."""
    assert comparable(Month(2026, 10), today) is wanted
