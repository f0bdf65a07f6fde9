"""Points: what each indicator brings to its index, where the index is a sum."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ranking.methods.model import Index, Indicator, Level
from ranking.scoring.aggregate import observed_weight, whole_weights
from ranking.scoring.names import column, value_column


def additive(index: Index) -> bool:
    """Tell whether the index is made of arithmetic means alone, so that points add up to it."""
    return index.finish.offset == 0 and _means(index.root())


def _means(level: Level) -> bool:
    children = [node for node in level.nodes if isinstance(node, Level)]
    return level.aggregate == "amean" and all(_means(child) for child in children)


def add_points(index: Index, table: pl.DataFrame) -> pl.DataFrame:
    """Add ``<index>.<indicator>.points`` to a table that ``evaluate`` returned.

    An indicator's points are its share of the root level, in points of the index; they add up to
    the index (with a power: in proportion). Null where the indicator, a level above it or the
    index is, and everywhere if the index is not ``additive``.
    """
    if not additive(index):
        names = [column(index, node.name, "points") for node in index.indicators()]
        return table.with_columns([pl.lit(None, pl.Float64).alias(name) for name in names])
    root = pl.col(column(index, "index", "value"))
    factor = pl.when(root != 0).then(pl.col(index.id) / root).otherwise(0.0)
    return table.with_columns(_points(index, index.root(), factor))


def _points(index: Index, level: Level, factor: pl.Expr) -> list[pl.Expr]:
    nodes: Sequence[Indicator | Level] = level.nodes
    values = [pl.col(value_column(index, node, "raw")).cast(pl.Float64) for node in nodes]
    weights = whole_weights([node.weight for node in nodes])
    total = observed_weight(values, weights)
    found: list[pl.Expr] = []
    for node, value, weight in zip(nodes, values, weights, strict=True):
        share = factor * (weight / total)
        if isinstance(node, Level):
            found += _points(index, node, pl.when(value.is_not_null()).then(share))
        else:
            name = column(index, node.name, "points")
            found.append(pl.when(pl.col(index.id).is_not_null()).then(share * value).alias(name))
    return found
