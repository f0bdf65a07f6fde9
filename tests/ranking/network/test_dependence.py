"""A unit's dependence on its largest channels."""

from __future__ import annotations

from ranking.network.dependence import DEPENDENCE, dependence
from tests.builders.network import edge_table


def test_the_part_of_the_three_largest_channels() -> None:
    edges = edge_table(
        ("甲", "a", 5), ("甲", "b", 1), ("甲", "c", 3), ("甲", "d", 1), ("乙", "a", 7)
    )
    assert dependence(edges).rows() == [("乙", 1, 7, 7, 1.0), ("甲", 4, 10, 9, 0.9)]


def test_no_reprints_are_no_rows() -> None:
    assert dependence(edge_table()).schema == DEPENDENCE
