"""What a channel counts for a unit, by what it carried of the others."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings

from ranking.network.authority import authority
from ranking.network.standing import SCALE, STANDING, standing
from tests.builders.network import edge_table, edge_tables


def by_pair(edges: pl.DataFrame) -> dict[tuple[str, str], int]:
    return {(unit, channel): value for unit, channel, value in standing(edges).iter_rows()}


def test_a_channel_counts_by_the_shares_of_the_others_without_the_largest() -> None:
    """甲 gave a three quarters, 乙 one half, 丙 and 丁 all; one's own share is left out."""
    edges = edge_table(
        ("甲", "a", 3),
        ("甲", "b", 1),
        ("乙", "a", 5),
        ("乙", "b", 5),
        ("丙", "a", 9),
        ("丁", "a", 2),
    )
    found = {pair: value / SCALE for pair, value in by_pair(edges).items()}
    assert found == {
        ("甲", "a"): 1.5,
        ("甲", "b"): 0,
        ("乙", "a"): 1.75,
        ("乙", "b"): 0,
        ("丙", "a"): 1.25,
        ("丁", "a"): 1.25,
    }


def test_one_unit_or_two_cannot_raise_a_channel_for_themselves() -> None:
    """However often it reprints them; a third one that it carried raises it by its share."""
    pair = [
        ("甲", "own", 1000),
        ("乙", "own", 1000),
        ("甲", "a", 1),
        ("乙", "a", 1),
        ("丙", "a", 4),
    ]
    found = by_pair(edge_table(*pair))
    assert found["甲", "own"] == found["乙", "own"] == 0
    found = by_pair(edge_table(*pair, ("丙", "own", 1)))
    assert found["甲", "own"] == found["乙", "own"] == SCALE // 5


def test_no_reprints_are_no_rows() -> None:
    assert standing(edge_table()).schema == STANDING


@settings(deadline=None)
@given(edge_tables())
def test_the_order_of_the_rows_does_not_matter(edges: pl.DataFrame) -> None:
    """Not for a single bit."""
    assert standing(edges).equals(standing(edges.sample(fraction=1, shuffle=True, seed=7)))


@settings(deadline=None)
@given(edge_tables())
def test_of_all_shares_ones_own_and_the_largest_of_the_others_are_left_out(
    edges: pl.DataFrame,
) -> None:
    """Counted again in plain Python, rounded at the end alone."""
    rows = edges.select("unit", "channel_id", "times").rows()
    whole: dict[str, int] = {}
    for unit, _, times in rows:
        whole[unit] = whole.get(unit, 0) + times
    for (unit, channel), found in by_pair(edges).items():
        others = [t / whole[u] for u, c, t in rows if c == channel and u != unit]
        expected = sum(others) - max(others, default=0)
        assert found / SCALE == pytest.approx(expected, abs=1e-11)


@settings(deadline=None)
@given(edge_tables())
def test_the_shares_are_what_pagerank_gives_beyond_the_base(edges: pl.DataFrame) -> None:
    """Pagerank is in proportion to 1 + 0.85 × the shares of all units."""
    share = pl.col("times") / pl.col("times").sum().over("unit")
    shares = edges.with_columns(share=share).group_by("channel_id").agg(pl.col("share").sum())
    ranks = authority(edges).channels.join(shares, on="channel_id")
    ratios = (ranks["pagerank"] / (1 + 0.85 * ranks["share"])).to_list()
    assert ratios == pytest.approx(ratios[:1] * len(ratios))
