"""Aggregations of a level, row by row: one value from its children, each with its weight.

A child that is null leaves all sums: the others carry its weight. Terms are added from left to
right in the order of the file, so that no bit depends on threads. Weights are whole numbers (see
``whole_weights``), so that sums of weights are exact. All null gives null.

Sources: OECD/JRC Handbook on Constructing Composite Indicators (2008), p. 103-104; COINr
``a_amean``, ``a_gmean``, ``a_hmean``, ``a_genmean``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from math import gcd, lcm
from operator import add

import polars as pl

from ranking.methods.vocabulary import AggregationName
from ranking.scoring.transforms import Domain

Values = Sequence[pl.Expr]
Weights = Sequence[float]


@dataclass(frozen=True)
class Aggregation:
    """``combine(values, weights, exponent)``; ``domain``: which values it is defined for."""

    combine: Callable[[Values, Weights, float], pl.Expr]
    domain: Domain = "any"


def whole_weights(weights: Sequence[Decimal]) -> list[float]:
    """Return the least whole numbers in the same proportion, which floats add exactly."""
    ratios = [weight.as_integer_ratio() for weight in weights]
    common = lcm(*(bottom for _, bottom in ratios))
    whole = [top * (common // bottom) for top, bottom in ratios]
    return [float(number // gcd(*whole)) for number in whole]


def observed_weight(values: Values, weights: Weights) -> pl.Expr:
    """Return the weight of the children observed in the row."""
    return _sum(
        [v.is_not_null().cast(pl.Float64) * w for v, w in zip(values, weights, strict=True)]
    )


def a_amean(values: Values, weights: Weights, _: float = 1) -> pl.Expr:
    """Return Σ w·x ÷ Σ w."""
    terms = [weight * value for value, weight in zip(values, weights, strict=True)]
    return _seen(values, _sum(terms) / observed_weight(values, weights))


def a_gmean(values: Values, weights: Weights, _: float = 0) -> pl.Expr:
    """Return (Π x^w) ^ (1 ÷ Σ w) for x > 0."""
    return a_amean([value.log() for value in values], weights).exp()


def a_hmean(values: Values, weights: Weights, _: float = -1) -> pl.Expr:
    """Return Σ w ÷ Σ (w ÷ x) for x > 0."""
    terms = [weight / value for value, weight in zip(values, weights, strict=True)]
    return _seen(values, observed_weight(values, weights) / _sum(terms))


def a_pmean(values: Values, weights: Weights, exponent: float) -> pl.Expr:
    """Return the generalised mean (Σ w·x^p ÷ Σ w) ^ (1 ÷ p) for x > 0 and p ≠ 0."""
    # Powers are taken of ratios to the value that counts most, or they leave the range of floats.
    main = pl.max_horizontal(values) if exponent > 0 else pl.min_horizontal(values)
    powers = [(value / main).pow(exponent) for value in values]
    return main * a_amean(powers, weights).pow(1 / exponent)


def a_wproduct(values: Values, weights: Weights, _: float = 0) -> pl.Expr:
    """Return Π x^w for x > 0, the weights as they stand in the file."""
    terms = [weight * value.log() for value, weight in zip(values, weights, strict=True)]
    carried = reduce(add, weights) / observed_weight(values, weights)
    return _seen(values, (_sum(terms) * carried).exp())


def a_median(values: Values, _weights: Weights, _: float = 0) -> pl.Expr:
    """Return the middle value, or the mean of the two in the middle; weights are equal."""
    return pl.concat_list(list(values)).list.median()


def _seen(values: Values, result: pl.Expr) -> pl.Expr:
    return pl.when(pl.any_horizontal([value.is_not_null() for value in values])).then(result)


def _sum(terms: Values) -> pl.Expr:
    return reduce(add, [term.fill_null(0.0) for term in terms])


AGGREGATIONS: Mapping[AggregationName, Aggregation] = {
    "amean": Aggregation(a_amean),
    "gmean": Aggregation(a_gmean, "positive"),
    "hmean": Aggregation(a_hmean, "positive"),
    "pmean": Aggregation(a_pmean, "positive"),
    "wproduct": Aggregation(a_wproduct, "positive"),
    "median": Aggregation(a_median),
}
"""Copeland is not here: it compares rows with one another (``ranking.scoring.outranking``)."""
