"""Ids of merged channels."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ranking.channel_ids import known_ids

SCHEMA = {"channel_id": pl.String(), "merged": pl.List(pl.String())}
ROWS = [("a", ["x", "y"]), ("b", []), ("c", None), ("d", ["b", "y", "z"])]


def known(rows: list[tuple[str, list[str] | None]]) -> dict[str, str]:
    return dict(known_ids(pl.DataFrame(rows, schema=SCHEMA, orient="row")).iter_rows())


def test_merged_ids_stand_for_the_channel_they_were_merged_into() -> None:
    """An id with a row of its own stands for itself, one merged twice for the first."""
    own = {"a": "a", "b": "b", "c": "c", "d": "d"}
    assert known(ROWS) == own | {"x": "a", "y": "a", "z": "d"}


@given(st.permutations(ROWS))
def test_the_order_of_channels_does_not_matter(
    rows: list[tuple[str, list[str] | None]],
) -> None:
    assert known(rows) == known(ROWS)


def test_no_channels_are_no_ids() -> None:
    assert known([]) == {}
