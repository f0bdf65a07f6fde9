"""Division, correctly rounded.

Polars divides a column by a constant by multiplying it with the constant's reciprocal: 3 ÷ 10 would
be 0.30000000000000004, the best of a column not quite 1, and a unit alone another number than the
same unit in a table.
"""

from __future__ import annotations

import polars as pl


def quotient(value: pl.Expr, by: pl.Expr) -> pl.Expr:
    """Return value ÷ by of Float64 expressions, one of which may be constant; null for null."""
    return value / (by + 0.0 * value)  # a constant becomes a column, which Polars divides by


def divided_by(values: pl.Series, number: float) -> pl.Series:
    """Return a Float64 column ÷ number."""
    return values / pl.repeat(number, len(values), dtype=pl.Float64, eager=True)
