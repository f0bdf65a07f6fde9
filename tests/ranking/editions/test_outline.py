"""A method laid out for a reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from ranking.editions.outline import outline
from ranking.methods.load import load_method
from ranking.model.method_outline import OutlineNode
from tests.builders.month import CONFIG, shanghai, shipped_cards

SHIPPED = sorted((CONFIG / "methods").glob("*.toml"))


def leaves(nodes: tuple[OutlineNode, ...]) -> list[OutlineNode]:
    return [leaf for node in nodes for leaf in (leaves(node.nodes) if node.nodes else [node])]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_effective_weights_of_every_shipped_index_add_up_to_one(path: Path) -> None:
    """What the indicators count for, together, is the whole index."""
    for index in outline(load_method(path, shipped_cards()), shipped_cards()).indexes:
        assert sum(leaf.effective for leaf in leaves(index.nodes)) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_feature_an_index_uses_is_listed(path: Path) -> None:
    """With its name in both languages and where it comes from."""
    method = load_method(path, shipped_cards())
    listed = {feature.id for feature in outline(method, shipped_cards()).features}
    assert {i.feature for index in method.indexes for i in index.indicators()} <= listed


def test_months_are_what_every_input_has() -> None:
    """A method whose inputs are columns of a table alone scores tables."""
    tai = load_method(CONFIG / "methods" / "tai-2001.toml", shipped_cards())
    assert outline(shanghai(), shipped_cards()).months
    assert not outline(tai, shipped_cards()).months


def test_a_derived_feature_shows_its_formula_and_rounding() -> None:
    """What the publisher rounds is rounded before it counts."""
    nri = load_method(CONFIG / "methods" / "nri.toml", shipped_cards())
    features = {f.id: f.source for f in outline(nri, shipped_cards()).features}
    assert features["avg_reads"] == "floor(reads / posts; 0)"
    assert features["shown_max_reads"] == "min(max_reads, 100000)"
    assert features["reads"] == "wechat_reads"
