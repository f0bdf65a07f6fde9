"""Reprints collapsed per post and per channel."""

from __future__ import annotations

from tests.builders.month import (
    Office,
    Row,
    account,
    channel,
    post,
    reprint,
)

WECHAT = account("wechat:a", "甲区")
CHANNELS_BEFORE = [channel("app", "client", 2.0), channel("site", "website", 0.3)]
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


def test_reprints_in_merged_channels_are_those_of_one_channel() -> None:
    """Times, different channels and weight are as if all had been stored under its id."""
    merged = [channel("app", "client", 2.0, ["old", "older"]), channel("site", "website", 0.3)]
    rows = [("r", "app"), ("s", "old"), ("t", "older"), ("u", "site"), ("v", "nobody's")]
    posts = [post("p", "wechat:a", original=True)]

    def office(channels: list[Row], names: dict[str, str]) -> Office:
        told = [reprint(one, "p", names.get(where, where), reads=1) for one, where in rows]
        return Office([WECHAT], posts, told, channels)

    now = office(merged, {}).features()
    before = office(CHANNELS_BEFORE, dict.fromkeys(("old", "older"), "app")).features()
    assert now.units.equals(before.units)
    assert now.channels.equals(before.channels)
    assert now.units["channels"].to_list() == [2]
    assert now.coverage == before.coverage
