"""Reprints of merged channels that are imported again."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ranking.schemas import REPRINTS
from ranking.workflow.merged_reprints import merged_families, stored_ids
from tests.builders.channels import made

CHANNELS = [made("client:a", merged=("old", "older")), made("client:b")]
NOON = datetime(2026, 10, 2, 4, tzinfo=UTC)
A, B = "https://a.example/1", "https://a.example/2"


def reprints(rows: list[tuple[str, str, str, str | None, datetime | None]]) -> pl.DataFrame:
    names = ("reprint_id", "post_id", "channel_id", "url", "published_at")
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return pl.DataFrame(found, schema=REPRINTS)


STORED = [
    ("s1", "p", "old", A, NOON),
    ("s2", "p", "older", B, None),
    ("s3", "p", "old", None, NOON),
    ("s4", "p", "client:a", "https://a.example/4", None),
    ("s5", "p", "client:b", A, NOON),
    ("s6", "q", "old", B, None),
    ("s0", "p", "client:a", B, None),
]
NEW = [
    ("n1", "p", "client:a", A, None),
    ("n2", "p", "client:a", None, NOON),
    ("s4", "p", "client:a", "https://a.example/4", NOON),
    ("n5", "p", "client:b", A, NOON),
    ("n6", "r", "client:a", A, NOON),
    ("n7", "p", "client:a", None, None),
    ("n8", "q", "client:a", B, NOON),
    ("s2", "p", "older", B, NOON),
]
KNOWN = {("n1", "s1"), ("n2", "s3"), ("n8", "s6")}


def found(new: list[tuple[str, str, str, str | None, datetime | None]]) -> pl.DataFrame:
    families = merged_families(CHANNELS)
    return stored_ids(reprints(new), reprints(STORED).lazy(), families)


@given(st.permutations(NEW))
def test_a_reprint_keeps_the_id_under_which_it_is_stored(
    new: list[tuple[str, str, str, str | None, datetime | None]],
) -> None:
    """Same post, family and address, else time. Of other channels, and by its own id, none."""
    assert set(found(new).iter_rows()) == KNOWN


def test_of_several_the_first_by_id_is_meant() -> None:
    assert found([("n9", "p", "old", B, None)]).rows() == [("n9", "s0")]


def test_only_channels_with_merged_ones_have_a_family() -> None:
    assert dict(merged_families(CHANNELS).iter_rows()) == {
        "client:a": "client:a",
        "old": "client:a",
        "older": "client:a",
    }
    assert merged_families([]).is_empty()
    assert found([("n5", "p", "client:b", A, None)]).is_empty()
