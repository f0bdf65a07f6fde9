"""The tree of an index: its levels with their keys, and what each node weighs in the whole."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ranking.methods.model import Index, Indicator, Level

Node = Indicator | Level


def children(level: Level, key: str) -> list[tuple[str, Node]]:
    """Return (key, node) of a level's own nodes; ``key`` is the level's: ``indexes[0]``."""
    return [(f"{key}.nodes[{number}]", node) for number, node in enumerate(level.nodes)]


def levels(level: Level, key: str) -> Iterator[tuple[str, Level]]:
    """Yield (key, level) of a level and of all below it, from the root down."""
    yield key, level
    for here, node in children(level, key):
        if isinstance(node, Level):
            yield from levels(node, here)


def shares(level: Level) -> list[Fraction]:
    """Return what each node of a level weighs in it, exactly; they add up to 1."""
    weights = [Fraction(node.weight) for node in level.nodes]
    total = sum(weights)
    return [weight / total for weight in weights]


def effective_weights(index: Index) -> dict[str, Fraction]:
    """Return what every node weighs in the whole index, by name: its shares down the tree.

    The weights of the indicators add up to 1. Under a product (``wproduct``), which takes weights
    as they stand, they are in the same proportion.
    """
    return dict(_effective(index.root(), Fraction(1)))


def _effective(level: Level, above: Fraction) -> Iterator[tuple[str, Fraction]]:
    for node, share in zip(level.nodes, shares(level), strict=True):
        yield node.name, above * share
        if isinstance(node, Level):
            yield from _effective(node, above * share)
