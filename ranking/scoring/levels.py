"""Levels: the aggregate of their children, from the leaves up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import polars as pl

from ranking.methods.model import Index, Indicator, Level
from ranking.methods.vocabulary import Stage
from ranking.scoring.aggregate import AGGREGATIONS, observed_weight, whole_weights
from ranking.scoring.domain import Check, check_domains
from ranking.scoring.names import column, value_column
from ranking.scoring.outranking import copeland
from ranking.scoring.transforms import TRANSFORMS, reference_of

Nodes = Sequence[Indicator | Level]


def add_level(index: Index, level: Level, table: pl.DataFrame, start: Stage) -> pl.DataFrame:
    """Add ``value`` (and ``reference``, where the index is relative to it) of a level.

    Its levels come first. Null where a child whose rule is ``unavailable`` is null, or too little
    was observed.
    """
    for node in level.nodes:
        if isinstance(node, Level):
            table = add_level(index, node, table, start)
    names = [value_column(index, node, start) for node in level.nodes]
    value = _aggregate(level, names, table)
    table = table.with_columns(value.alias(column(index, level.name, "value")))
    if index.finish.relative_to_reference:
        table = table.with_columns(_reference(index, level, start))
    return table


def _aggregate(level: Level, names: Sequence[str], table: pl.DataFrame) -> pl.Expr:
    values = [pl.col(name).cast(pl.Float64) for name in names]
    aggregation = AGGREGATIONS.get(level.aggregate)
    domain = aggregation.domain if aggregation else "any"
    if domain != "any":
        named = zip(values, level.nodes, strict=True)
        check_domains(table, [Check(v, domain, n.name, level.aggregate) for v, n in named])
    weights = _weights(level)
    if aggregation:
        result = aggregation.combine(values, weights, float(level.exponent or 1))
    else:
        result = pl.lit(copeland(table.select(values).get_columns(), weights))
    return _available(level, values, result)


def _weights(level: Level) -> list[float]:
    """Means divide by the sum of weights; a product takes them as they are."""
    weights = [node.weight for node in level.nodes]
    return [float(w) for w in weights] if level.aggregate == "wproduct" else whole_weights(weights)


def _available(level: Level, values: Sequence[pl.Expr], result: pl.Expr) -> pl.Expr:
    needed = [
        value.is_not_null()
        for value, node in zip(values, level.nodes, strict=True)
        if node.missing == "unavailable"
    ]
    if level.minimum_data is not None:
        weights = whole_weights([node.weight for node in level.nodes])
        least = float(level.minimum_data * Decimal(sum(weights)))  # exact, or 7% of 100 were > 7
        needed.append(observed_weight(values, weights) >= least)
    return pl.when(pl.all_horizontal(needed)).then(result) if needed else result


def _reference(index: Index, level: Level, start: Stage) -> pl.Expr:
    """Return the level at the reference counts, over the children that are observed."""
    references = []
    for node in level.nodes:
        seen = pl.col(value_column(index, node, start)).is_not_null()
        references.append(pl.when(seen).then(_full(index, node)))
    combine = AGGREGATIONS[level.aggregate].combine
    result = combine(references, _weights(level), float(level.exponent or 1))
    return result.alias(column(index, level.name, "reference"))


def _full(index: Index, node: Indicator | Level) -> pl.Expr:
    if isinstance(node, Level):
        return pl.col(column(index, node.name, "reference"))
    scaled = reference_of(node) * float(node.scale)
    return TRANSFORMS[node.transform].apply(scaled, node)
