"""Ranks: full values compared on one fixed step, no rank without a value."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

import polars as pl

from ranking.methods.vocabulary import TieRule
from ranking.scoring.quotient import quotient

_METHODS: Mapping[TieRule, Literal["min", "max", "dense"]] = {
    "competition": "min",
    "modified": "max",
    "dense": "dense",
}


def steps(value: pl.Expr, precision: Decimal) -> pl.Expr:
    """Return the value as whole steps of ``precision`` (Float64): equal steps are a tie."""
    return quotient(value, pl.lit(float(precision))).round()


def ranks(value: pl.Expr, precision: Decimal, ties: TieRule = "competition") -> pl.Expr:
    """Return the rank of each value (Int64, 1 = largest), null without a value."""
    compared = steps(value, precision)
    return compared.rank(_METHODS[ties], descending=True).cast(pl.Int64)


def add_ranks(
    table: pl.DataFrame, value: str, precision: Decimal, ties: TieRule = "competition"
) -> pl.DataFrame:
    """Add ``rank``; rows come back by rank, those without one last, then by ``unit``."""
    ranked = table.with_columns(rank=ranks(pl.col(value), precision, ties))
    return ranked.sort("rank", "unit", nulls_last=True)
