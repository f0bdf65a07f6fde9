"""Trees with their keys and effective weights."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from ranking.methods.load import load_method
from ranking.methods.tree import children, effective_weights, levels, shares
from tests.builders.methods import small_method
from tests.builders.month import CONFIG, shipped_cards

NODES = """
{ feature = "reads", weight = 0.1 },
{ id = "in", aggregate = "amean", weight = 0.3, nodes = [
  { feature = "likes", weight = 2 },
  { id = "deep", aggregate = "amean", nodes = [{ id = "again", feature = "likes" }] } ] },
"""


def test_levels_and_their_nodes_have_the_keys_of_the_file(tmp_path: Path) -> None:
    """From the root down."""
    (index,) = small_method(tmp_path, NODES, inputs="reads likes").indexes
    found = list(levels(index.root(), "indexes[0]"))
    assert [(key, level.name) for key, level in found] == [
        ("indexes[0]", "index"),
        ("indexes[0].nodes[1]", "in"),
        ("indexes[0].nodes[1].nodes[1]", "deep"),
    ]
    key, level = found[1]
    assert [(key, node.name) for key, node in children(level, key)] == [
        ("indexes[0].nodes[1].nodes[0]", "likes"),
        ("indexes[0].nodes[1].nodes[1]", "deep"),
    ]


def test_an_effective_weight_is_the_product_of_the_shares_down_the_tree(tmp_path: Path) -> None:
    """Exactly, whatever the weights add up to; levels have theirs too."""
    (index,) = small_method(tmp_path, NODES, inputs="reads likes").indexes
    assert shares(index.root()) == [Fraction(1, 4), Fraction(3, 4)]
    assert effective_weights(index) == {
        "reads": Fraction(1, 4),
        "in": Fraction(3, 4),
        "likes": Fraction(1, 2),
        "deep": Fraction(1, 4),
        "again": Fraction(1, 4),
    }


@pytest.mark.parametrize("path", sorted((CONFIG / "methods").glob("*.toml")), ids=lambda p: p.stem)
def test_indicators_weigh_one_together(path: Path) -> None:
    """In every shipped method."""
    for index in load_method(path, shipped_cards()).indexes:
        weights = effective_weights(index)
        assert sum(weights[indicator.name] for indicator in index.indicators()) == 1
