"""How often each post was passed on."""

from __future__ import annotations

import pytest

from tests.builders.month import (
    Office,
    account,
    channel,
    post,
    reprint,
)

WECHAT = account("wechat:a", "甲区")
WEIBO = account("weibo:b", "甲区")
CHANNELS = [
    channel("app", "client"),
    channel("site", "website", 0.3),
    channel("wb", "weibo"),
    channel("wb2", "weibo", 9.0),
]


def test_with_a_feed_no_reprint_is_an_observed_zero() -> None:
    """Where a reprint table was imported, a post that is not in it was reprinted 0 times."""
    row = Office([WECHAT], [post("p", "wechat:a")]).unit("甲区")
    assert (row["weighted_reprints"], row["channels"], row["max_reprints"]) == (0.0, 0, 0)


def test_without_a_feed_weibo_reposts_carry_the_reprints() -> None:
    """Platform reposts alone give weighted reprints; channels stay missing."""
    posts = [post("p", "weibo:b", reposts=40, original=True), post("q", "weibo:b")]
    row = Office([WEIBO], posts, feed=False).unit("甲区")
    assert row["weighted_reprints"] == 4.0
    assert (row["reprinted_posts"], row["max_reprints"], row["channels"]) == (1, 40, None)


def test_reposts_and_reprints_on_weibo_are_not_counted_twice() -> None:
    """On Weibo the larger of the platform's count and the reprints seen there counts."""
    posts = [
        post("p", "weibo:b", reposts=1, original=True),
        post("q", "weibo:b", reposts=10, original=True),
    ]
    seen = [reprint(f"r{n}", "p", "wb" if n % 2 else "wb2") for n in range(3)]
    row = Office([WEIBO], posts, [*seen, reprint("s", "q", "wb")], CHANNELS).unit("甲区")
    assert row["weighted_reprints"] == pytest.approx((3 + 10) * 0.1)
    assert (row["max_reprints"], row["channels"]) == (10, 2)
