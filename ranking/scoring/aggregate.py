"""Aggregations of a level: weighted combinations of its children, row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import polars as pl

from ranking.methods.model import AggregationName

Shares = Callable[[Sequence[pl.Expr], Sequence[float]], list[pl.Expr]]
Combine = Callable[[Sequence[pl.Expr], Sequence[pl.Expr]], pl.Expr]


@dataclass(frozen=True)
class Aggregation:
    """``shares`` gives each child its part of the level's weight, ``combine`` the level's value."""

    shares: Shares
    combine: Combine


def observed_shares(values: Sequence[pl.Expr], weights: Sequence[float]) -> list[pl.Expr]:
    """Return w_i ÷ Σ w over the children that are observed in the row; null where not observed."""
    own = [pl.when(v.is_not_null()).then(w) for v, w in zip(values, weights, strict=True)]
    total = _sum(own)
    return [weight / total for weight in own]


def a_amean(values: Sequence[pl.Expr], shares: Sequence[pl.Expr]) -> pl.Expr:
    """Return the weighted arithmetic mean Σ share_i × x_i over observed children; null without."""
    seen = pl.any_horizontal([value.is_not_null() for value in values])
    terms = [share * value for share, value in zip(shares, values, strict=True)]
    return pl.when(seen).then(_sum(terms))


def _sum(terms: Sequence[pl.Expr]) -> pl.Expr:
    """Add from left to right in the order of the file, so that no bit depends on threads."""
    return reduce(add, [term.fill_null(0.0) for term in terms])


AGGREGATIONS: Mapping[AggregationName, Aggregation] = {
    "amean": Aggregation(observed_shares, a_amean)
}
