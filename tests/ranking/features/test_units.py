"""Features of a unit: sums, what is missing, lower bounds."""

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


def test_a_unit_without_posts_has_zero_everywhere() -> None:
    """Nothing was posted, so nothing was missed: 0, also without a reprint table."""
    row = Office([WECHAT], feed=False).unit("甲区")
    numbers = [v for k, v in row.items() if k not in ("unit", "group") and "censored" not in k]
    assert numbers == [0] * 30


def test_missing_counts_are_null_and_never_zero() -> None:
    """A post without any observation counts as a post, and everything else is missing."""
    row = Office([WECHAT], [post("p", "wechat:a")], feed=False).unit("甲区")
    assert row["posts"] == row["wechat_posts"] == 1
    missing = ("originals", "weighted_reprints", "reprinted_posts", "channels", "max_reprints")
    counts = ("total_reads", "total_likes", "total_comments", "wechat_shares")
    assert all(row[name] is None for name in missing + counts)


def test_an_observed_zero_stays_zero() -> None:
    """A count of 0 that was observed is 0, not missing."""
    row = Office([WEIBO], [post("p", "weibo:b", reads=0, reposts=0)], feed=False).unit("甲区")
    assert (row["total_reads"], row["weighted_reprints"], row["max_reprints"]) == (0, 0.0, 0)


def test_wechat_shares_are_a_feature_of_their_own() -> None:
    """WeChat shares are counted apart and enter no reprint feature."""
    posts = [post("p", "wechat:a", reposts=70), post("q", "weibo:b", reposts=5)]
    row = Office([WECHAT, WEIBO], posts, feed=False).unit("甲区")
    assert (row["wechat_shares"], row["max_reprints"]) == (70, 5)


@pytest.mark.parametrize(
    ("name", "posts", "reprints"),
    [
        ("total_reads", [post("p", "wechat:a", reads=100_000, censored=["reads"])], []),
        ("total_likes", [post("p", "wechat:a")], [reprint("r", "p", "app", censored=["likes"])]),
        ("wechat_shares", [post("p", "wechat:a", reposts=9, censored=["reposts"])], []),
        ("weighted_reprints", [post("p", "weibo:b", reposts=9, censored=["reposts"])], []),
        ("max_reprints", [post("p", "weibo:b", reposts=9, censored=["reposts"])], []),
    ],
)
def test_a_censored_count_makes_its_feature_a_lower_bound(
    name: str, posts: list[dict[str, object]], reprints: list[dict[str, object]]
) -> None:
    """10万+ anywhere in a feature marks that feature, and no other that does not rest on it."""
    more = post("q", "weibo:b", reads=1, reposts=1)
    row = Office([WECHAT, WEIBO], [*posts, more], reprints, CHANNELS).unit("甲区")
    assert row[f"{name}_censored"]
    assert not row["total_comments_censored"]
