"""Weighted reprints."""

from __future__ import annotations

from tests.builders.month import (
    Office,
    account,
    channel,
    post,
    reprint,
)

WECHAT = account("wechat:a", "甲区")
CHANNELS = [
    channel("app", "client"),
    channel("site", "website", 0.3),
    channel("wb", "weibo"),
    channel("wb2", "weibo", 9.0),
]


def test_own_weight_of_a_channel_wins_over_its_type() -> None:
    """A channel's own weight is used where it has one, its type's where it has none."""
    posts = [post("p", "wechat:a", original=False)]
    office = Office(
        [WECHAT], posts, [reprint("r", "p", "app"), reprint("s", "p", "site")], CHANNELS
    )
    assert office.unit("甲区")["weighted_reprints"] == 0.5 * (1.0 + 0.3)
