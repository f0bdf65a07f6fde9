"""The method with something changed: weights, references, transforms, factors."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ranking.methods.model import Index, Indicator
from ranking.methods.month import Reprints


def with_nodes(index: Index, **changes: Mapping[str, Any]) -> Index:
    """Return the index with keys of some indicators (named by feature) replaced."""
    nodes = tuple(_changed(node, changes.get(node.feature, {})) for node in index.indicators())
    return index.model_copy(update={"nodes": nodes})


def with_all(index: Index, **changes: Any) -> Index:
    """Return the index with the same keys of every indicator replaced."""
    return with_nodes(index, **{node.feature: changes for node in index.indicators()})


def with_weights(index: Index, **weights: str) -> Index:
    """Return the index with other weights; an indicator of weight 0 is left out."""
    whole = with_nodes(index, **{k: {"weight": Decimal(v)} for k, v in weights.items()})
    return whole.model_copy(update={"nodes": tuple(n for n in whole.nodes if n.weight)})


def without(index: Index, feature: str) -> Index:
    """Return the index without one indicator."""
    nodes = tuple(node for node in index.indicators() if node.feature != feature)
    return index.model_copy(update={"nodes": nodes})


def with_channel(rules: Reprints, kind: str, factor: Decimal) -> Reprints:
    """Return the rules with the weight of a type of channel times ``factor``."""
    assert rules.channels is not None
    old = getattr(rules.channels, kind)
    new = old.model_copy(update={"factor": old.factor * factor})
    return rules.model_copy(update={"channels": rules.channels.model_copy(update={kind: new})})


def with_originals(rules: Reprints, other: Decimal) -> Reprints:
    """Return the rules with another factor for posts that are no originals or of unknown origin."""
    new = rules.originals.other.model_copy(update={"factor": other})
    originals = rules.originals.model_copy(update={"other": new, "unknown": new})
    return rules.model_copy(update={"originals": originals})


def _changed(node: Indicator, changes: Mapping[str, Any]) -> Indicator:
    return node.model_copy(update=dict(changes))
