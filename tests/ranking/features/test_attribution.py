"""Posts under the unit that owned their account that day."""

from __future__ import annotations

from datetime import timedelta

from tests.builders.month import (
    OCTOBER,
    Office,
    account,
    at,
    day,
    post,
)

WECHAT = account("wechat:a", "甲区")


def test_the_month_is_half_open_in_shanghai_time() -> None:
    """One second before the month and its first second after are out, both inner ends are in."""
    second = timedelta(seconds=1)
    ends = [OCTOBER.start - second, OCTOBER.start, OCTOBER.end - second, OCTOBER.end]
    posts = [post(f"p{n}", "wechat:a", instant) for n, instant in enumerate(ends)]
    assert Office([WECHAT], posts).features().posts["post_id"].to_list() == ["p1", "p2"]


def test_an_account_that_moves_counts_for_each_unit_in_its_own_time() -> None:
    """Posts until the eve of the move count for the old unit, from that day on for the new."""
    roster = [
        account("weibo:a", "甲区", valid_to=day(15)),
        account("weibo:a", "乙区", valid_from=day(15)),
    ]
    # 16:00 UTC is midnight in Shanghai
    posts = [
        post("old", "weibo:a", at(14, 15) + timedelta(minutes=59, seconds=59)),
        post("new", "weibo:a", at(14, 16)),
    ]
    found = Office(roster, posts).features().posts.select("post_id", "unit").rows()
    assert found == [("new", "乙区"), ("old", "甲区")]
