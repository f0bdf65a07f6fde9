"""Reprints collapsed per post and per channel."""

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


def test_totals_add_the_counts_of_reprints() -> None:
    """Reads are those of the post and of its reprints."""
    office = Office(
        [WECHAT],
        [post("p", "wechat:a", reads=10)],
        [reprint("r", "p", "app", reads=7), reprint("s", "p", "app")],
        CHANNELS,
    )
    row = office.unit("甲区")
    assert (row["total_reads"], row["total_likes"]) == (17, None)
