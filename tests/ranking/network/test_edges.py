"""Reprints collapsed to edges."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ranking.network.edges import EDGES, reprint_edges

POSTS = pl.DataFrame({"post_id": ["p", "q", "r"], "unit": ["甲区", "甲区", "乙区"]})
CHANNELS = pl.DataFrame(
    {"channel_id": ["app", "site"], "merged": [[], ["old"]]},
    schema_overrides={"merged": pl.List(pl.String)},
)
REPRINTS = [
    ("p", "app"),
    ("p", "app"),
    ("q", "app"),
    ("r", "site"),
    ("r", "unregistered"),
    ("another month's", "app"),
]


def collapsed(rows: list[tuple[str, str]]) -> pl.DataFrame:
    schema = {"post_id": pl.String(), "channel_id": pl.String()}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return reprint_edges(frame.lazy(), POSTS, CHANNELS)


def test_times_and_different_posts_are_counted_apart() -> None:
    assert collapsed(REPRINTS).rows() == [("乙区", "site", 1, 1), ("甲区", "app", 3, 2)]


def test_a_channel_listed_twice_counts_once() -> None:
    twice = pl.concat([CHANNELS, CHANNELS])
    frame = pl.DataFrame(REPRINTS, schema=["post_id", "channel_id"], orient="row")
    assert reprint_edges(frame.lazy(), POSTS, twice).equals(collapsed(REPRINTS))


def test_a_merged_channel_counts_as_the_one_it_was_merged_into() -> None:
    """Another reprint of one post is no other post."""
    rows = [*REPRINTS, ("r", "old"), ("q", "old")]
    assert collapsed(rows).rows() == [
        ("乙区", "site", 2, 1),
        ("甲区", "app", 3, 2),
        ("甲区", "site", 1, 1),
    ]


def test_no_reprints_are_no_edges() -> None:
    assert collapsed([]).schema == EDGES


@given(st.permutations(REPRINTS))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, str]]) -> None:
    assert collapsed(rows).equals(collapsed(REPRINTS))
