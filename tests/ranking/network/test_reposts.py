"""Reprints as nodes of trees."""

from __future__ import annotations

import polars as pl

from ranking.network.reposts import CARRIED, counted_reposts
from ranking.schemas import CHANNELS, COMPACT_REPRINTS
from tests.builders.month import at

POSTS = pl.DataFrame({"post_id": ["p"]})


def reprints(*rows: tuple[str, str, str]) -> pl.LazyFrame:
    """Return COMPACT_REPRINTS of (reprint_id, post_id, channel_id), each taken from r0."""
    named = [
        {
            "reprint_id": reprint,
            "post_id": post,
            "channel_id": channel,
            "published_at": at(10),
            "parent": "r0",
        }
        for reprint, post, channel in rows
    ]
    return pl.LazyFrame(named, schema=dict(COMPACT_REPRINTS))


def channels(*rows: tuple[str, list[str] | None]) -> pl.DataFrame:
    named = [{"channel_id": name, "merged": merged} for name, merged in rows]
    return pl.DataFrame(named, schema=dict(CHANNELS))


def test_reprints_keep_their_parents_and_their_order() -> None:
    known = channels(("a", []), ("b", None))
    found = counted_reposts(reprints(("r1", "p", "b"), ("r2", "p", "a")), POSTS, known)
    assert found.schema == CARRIED
    assert found.select("reprint_id", "parent", "channel_id").rows() == [
        ("r1", "r0", "b"),
        ("r2", "r0", "a"),
    ]


def test_those_of_other_posts_and_in_unknown_channels_are_left_out() -> None:
    known = channels(("a", []))
    found = counted_reposts(reprints(("r1", "q", "a"), ("r2", "p", "x")), POSTS, known)
    assert found.is_empty()


def test_a_reprint_in_a_merged_channel_is_of_the_one_it_was_merged_into() -> None:
    known = channels(("a", ["old", "older"]), ("b", []))
    found = counted_reposts(reprints(("r1", "p", "older"), ("r2", "p", "b")), POSTS, known)
    assert found["channel_id"].to_list() == ["a", "b"]
