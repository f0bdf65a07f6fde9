"""What a method file holds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ranking.methods.load import load_method
from ranking.methods.model import Index, Indicator, Level
from tests.builders.methods import SHIPPED, small_faults, small_method
from tests.builders.month import shipped_cards

NESTED = """
{ id = "reach", aggregate = "gmean", weight = 0.5, nodes = [
  { feature = "reads", weight = %s },
  { id = "again", feature = "reads", weight = 0.5 } ] },
{ feature = "likes" },
"""


def test_an_index_is_looked_up_by_its_id() -> None:
    """One that the method does not have is None."""
    method = load_method(SHIPPED, shipped_cards())
    assert method.index("influence") is method.indexes[1]
    assert method.index("power") is None


def test_levels_may_be_nested_and_are_checked_like_the_root(tmp_path: Path) -> None:
    """A node with nodes is a level; a fault inside it has its full key."""
    method = small_method(tmp_path, NESTED % "0.5", inputs="reads likes")
    level, leaf = method.indexes[0].nodes
    assert isinstance(level, Level)
    assert isinstance(leaf, Indicator)
    assert [(level.name, level.weight), (leaf.name, leaf.weight)] == [
        ("reach", Decimal("0.5")),
        ("likes", 1),
    ]
    assert [i.name for i in method.indexes[0].indicators()] == ["reads", "again", "likes"]
    assert small_faults(tmp_path, NESTED % '"x"', inputs="reads likes") == [
        "indexes[0].nodes[0].nodes[0].weight: found 'x': a number is expected"
    ]


@pytest.mark.parametrize(
    "name",
    ["../f.csv", "/etc/passwd", "a/b.csv", "a\\\\b.csv", "C:f.csv", "..", "x\\u0000.csv"],
)
def test_a_companion_is_a_file_of_the_same_folder(tmp_path: Path, name: str) -> None:
    """A method file that came from elsewhere cannot make the program read any other file."""
    companion = '[[companions]]\nfile = "%s"\nkey = "k"\ncolumns = ["area"]\n'
    nodes = '{ feature = "reads", denominator = "area" }'
    (fault,) = small_faults(tmp_path, nodes, inputs="reads", tables=companion % name)
    assert fault.startswith("companions[0].file: found ")
    assert "a file name alone is expected" in fault
    small_method(tmp_path, nodes, inputs="reads", tables=companion % "另 表..csv")


def test_the_root_is_a_level_with_the_rules_of_the_index(tmp_path: Path) -> None:
    """Aggregate, exponent, minimum of data and nodes."""
    index = 'aggregate = "pmean"\nexponent = 2\nminimum_data = 0.5'
    found = small_method(tmp_path, index=index).indexes[0]
    root = found.root()
    assert (root.name, root.aggregate, root.exponent) == ("index", "pmean", 2)
    assert (root.minimum_data, root.nodes) == (Decimal("0.5"), found.nodes)


def test_a_tree_made_in_code_may_hold_nodes_already_made() -> None:
    """Levels stay levels, and indicators indicators."""
    leaf = Indicator(feature="reads")
    inner = Level(id="in", aggregate="median", nodes=(leaf,))
    index = Index(id="one", name="一", aggregate="amean", nodes=(inner, leaf))
    assert index.nodes == (inner, leaf)
