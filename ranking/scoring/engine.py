"""The engine: walks the tree of an index and adds its value and every intermediate column.

indicator = transform(scale × feature); level = weighted aggregate of its children;
index = multiplier × level, divided by the same level at the reference counts where so declared.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ranking.methods.model import Index, Indicator, Level
from ranking.scoring.aggregate import AGGREGATIONS
from ranking.scoring.transforms import TRANSFORMS

Nodes = Sequence[Indicator | Level]


def column(index: Index, name: str, kind: str) -> str:
    """Return the name of an intermediate column: ``communication.channels.points``."""
    return f"{index.id}.{name}.{kind}"


def evaluate(index: Index, table: pl.DataFrame) -> pl.DataFrame:
    """Add the column ``<index id>`` and every intermediate to a table that holds the features.

    Intermediates, each ``<index>.<feature or level>.<kind>``: ``raw`` (null = not observed),
    ``reference`` (null where raw is), ``share`` of its level among observed siblings, and for
    features ``points``, which add up to the value. The root is called ``index``. The value is
    null where nothing is observed, or a feature whose rule is ``unavailable`` is not.
    """
    whole = Level.model_construct(id="index", aggregate=index.aggregate, nodes=index.nodes)
    table = _finish(index, _level(index, whole, table))
    return _points(index, index.nodes, table, [column(index, "index", "factor")])


def _level(index: Index, level: Level, table: pl.DataFrame) -> pl.DataFrame:
    for node in level.nodes:
        if isinstance(node, Level):
            table = _level(index, node, table)
        else:
            table = _indicator(index, node, table)
    names = [_name(node) for node in level.nodes]
    raws = [pl.col(column(index, name, "raw")) for name in names]
    references = [pl.col(column(index, name, "reference")) for name in names]
    aggregation = AGGREGATIONS[level.aggregate]
    shares = aggregation.shares(raws, [float(node.weight) for node in level.nodes])
    return table.with_columns(
        *[s.alias(column(index, n, "share")) for n, s in zip(names, shares, strict=True)],
        aggregation.combine(raws, shares).alias(column(index, level.id, "raw")),
        aggregation.combine(references, shares).alias(column(index, level.id, "reference")),
    )


def _indicator(index: Index, node: Indicator, table: pl.DataFrame) -> pl.DataFrame:
    transform = TRANSFORMS[node.transform].apply
    count = pl.col(node.feature).cast(pl.Float64)
    if node.missing == "zero":
        count = count.fill_null(0.0)
    scale = float(node.scale)
    full = transform(pl.lit(scale * float(node.reference)))
    reference = pl.when(count.is_not_null()).then(full)
    return table.with_columns(
        transform(scale * count).alias(column(index, node.feature, "raw")),
        reference.alias(column(index, node.feature, "reference")),
    )


def _finish(index: Index, table: pl.DataFrame) -> pl.DataFrame:
    needed = [pl.col(i.feature).is_null() for i in index.indicators() if i.missing == "unavailable"]
    blocked = pl.any_horizontal([pl.lit(value=False), *needed])
    reference = pl.lit(1.0)
    if index.finish.relative_to_reference:
        reference = pl.col(column(index, "index", "reference"))
    raw = pl.col(column(index, "index", "raw"))
    factor = pl.when(~blocked).then(float(index.finish.multiplier) / reference)
    return table.with_columns(
        factor.alias(column(index, "index", "factor")), (factor * raw).alias(index.id)
    )


def _points(index: Index, nodes: Nodes, table: pl.DataFrame, path: list[str]) -> pl.DataFrame:
    for node in nodes:
        here = [*path, column(index, _name(node), "share")]
        if isinstance(node, Level):
            table = _points(index, node.nodes, table, here)
        else:
            points = pl.col(column(index, node.feature, "raw"))
            for name in here:
                points = points * pl.col(name)
            table = table.with_columns(points.alias(column(index, node.feature, "points")))
    return table


def _name(node: Indicator | Level) -> str:
    return node.id if isinstance(node, Level) else node.feature
