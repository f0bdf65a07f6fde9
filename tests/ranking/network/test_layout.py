"""Where bars and ribbons go."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given

from ranking.network.layout import TOP, Layout, lay_out
from tests.builders.network import edge_table, edge_tables

KINDS = {"a": "client", "b": "website", "c": "client"}
ORDER = ["client", "website", ""]


def laid(edges: pl.DataFrame) -> Layout:
    return lay_out(edges, KINDS, ORDER)


def test_units_go_by_reprints_and_channels_by_kind_first() -> None:
    layout = laid(
        edge_table(("甲", "b", 9), ("乙", "a", 2), ("乙", "c", 1), ("甲", "d", 4), ("丙", "c", 3))
    )
    assert [bar.name for bar in layout.units] == ["甲", "丙", "乙"]
    assert [(bar.name, bar.kind) for bar in layout.channels] == [
        ("c", "client"),
        ("a", "client"),
        ("b", "website"),
        ("d", ""),
    ]


@given(edge_tables())
def test_heights_are_in_proportion_and_nothing_overlaps(edges: pl.DataFrame) -> None:
    layout = laid(edges)
    for column in (layout.units, layout.channels):
        assert all(a.top + a.height < b.top for a, b in pairwise(column))
        assert all(bar.top >= TOP and bar.top + bar.height <= layout.bottom for bar in column)
        assert all(b.middle - a.middle > 16 for a, b in pairwise(column)), "labels would touch"
    bars = [*layout.units, *layout.channels, *layout.ribbons]
    scales = {round(part.height / part.times, 9) for part in bars}
    assert len(scales) <= 1


@given(edge_tables())
def test_ribbons_fill_their_bars(edges: pl.DataFrame) -> None:
    layout = laid(edges)
    for bar in layout.units:
        ends = sorted((r.left, r.height) for r in layout.ribbons if r.unit is bar)
        assert ends[0][0] == bar.top
        assert all(a + high == pytest.approx(b) for (a, high), (b, _) in pairwise(ends))
        assert sum(high for _, high in ends) == pytest.approx(bar.height)
    for bar in layout.channels:
        assert sum(r.times for r in layout.ribbons if r.channel is bar) == bar.times


def test_the_narrowest_ribbon_lies_on_top() -> None:
    times = [
        r.times for r in laid(edge_table(("甲", "a", 1), ("甲", "b", 5), ("乙", "b", 3))).ribbons
    ]
    assert times == [5, 3, 1]


@given(edge_tables())
def test_the_order_of_rows_does_not_matter(edges: pl.DataFrame) -> None:
    assert laid(edges) == laid(edges.reverse())


def test_no_edges_are_an_empty_layout() -> None:
    assert laid(edge_table()) == Layout([], [], [], TOP)
