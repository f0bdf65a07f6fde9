"""What a method file holds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from ranking.methods.load import load_method
from ranking.methods.model import Indicator, Level
from ranking.model.vocabulary import ChannelType
from tests.builders.methods import SHIPPED, method_faults
from tests.builders.month import shipped_cards


def test_index_and_features_are_looked_up_by_name() -> None:
    """An index that the method does not have is None."""
    method = load_method(SHIPPED, shipped_cards())
    assert method.index("influence") is method.indexes[1]
    assert method.index("power") is None
    assert "total_reads" in method.features()


def test_every_type_of_channel_has_a_factor() -> None:
    """As the file says; a news client is the unit of measure."""
    channels = load_method(SHIPPED, shipped_cards()).reprints.channels
    assert [channels.of(kind) for kind in ChannelType] == [
        Decimal(text) for text in ("1.0", "0.8", "0.5", "0.1")
    ]


def test_levels_may_be_nested_and_are_checked_like_the_root(tmp_path: Path) -> None:
    """A node with nodes is a level; its weights add up to 1 too, and names are used once."""
    inner = """
[[indexes.nodes]]
id = "reach"
aggregate = "amean"
weight = 0.50
reason = "two ways to reach readers"
[[indexes.nodes.nodes]]
feature = "posts"
weight = %s
transform = "ln1p"
reference = 9
missing = "zero"
reason = "r"
[[indexes.nodes.nodes]]
feature = "%s"
weight = 0.5
transform = "ln1p"
reference = 9
missing = "zero"
reason = "r"

[[indexes.nodes]]
feature = "reprinted_posts"
"""
    cut = SHIPPED.read_text("utf-8")
    start = cut.index('[[indexes.nodes]]\nfeature = "weighted_reprints"')
    end = cut.index('feature = "reprinted_posts"\n') + len('feature = "reprinted_posts"\n')
    path = tmp_path / "nested.toml"
    path.write_text(cut[:start] + inner % ("0.5", "originals") + cut[end:], "utf-8")
    first = load_method(path, shipped_cards()).indexes[0]
    assert isinstance(first.nodes[0], Level)
    assert isinstance(first.nodes[1], Indicator)
    assert [i.feature for i in first.indicators()][:3] == ["posts", "originals", "reprinted_posts"]
    path.write_text(cut[:start] + inner % ('"x"', "channels") + cut[end:], "utf-8")
    message = method_faults(path)
    assert "indexes[0].nodes[0].nodes[0].weight: found 'x'" in message
    assert "indexes[0].nodes[2].feature: 'channels' stands twice in one index" in message
    path.write_text(cut[:start] + inner % ("0.6", "originals") + cut[end:], "utf-8")
    assert "indexes[0].nodes[0].nodes: the weights add up to 1.1, not to 1" in method_faults(path)
