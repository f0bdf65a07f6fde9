"""Ranks: full values compared on one fixed step, competition ranking, no rank without a value."""

from __future__ import annotations

from decimal import Decimal

import polars as pl


def steps(value: pl.Expr, precision: Decimal) -> pl.Expr:
    """Return the value as whole steps of ``precision`` (Int64): equal steps are a tie."""
    return (value / float(precision)).round().cast(pl.Int64)


def add_ranks(table: pl.DataFrame, value: str, precision: Decimal) -> pl.DataFrame:
    """Add ``rank`` (1 = largest; ties share, the next rank is left out; null without a value).

    Rows come back by rank, those without one last, then by ``unit``.
    """
    rank = steps(pl.col(value), precision).rank("min", descending=True).cast(pl.Int64)
    return table.with_columns(rank=rank).sort("rank", "unit", nulls_last=True)
