"""Outranking: rows compared pair by pair, so that no weight trades one indicator for another.

Sources: OECD/JRC Handbook (2008), p. 109-113 and Tables 36-37; COINr ``outrankMatrix`` and
``a_copeland``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add, or_

import polars as pl

from ranking.errors import DataError

LARGEST = 3000
"""Rows beyond which the square of their number no longer fits into memory."""

_AT_ONCE = 250_000
"""Pairs that are compared at a time, with all columns of both rows in memory."""


def outranking(columns: Sequence[pl.Series], weights: Sequence[float]) -> pl.DataFrame:
    """Return one row an ordered pair: ``one``, ``other`` (row numbers) and ``share``.

    ``share`` is the weight of the columns in which ``one`` is greater, ties half, of the weight of
    the columns that both have; null where they share none.
    """
    names = [f"c{number}" for number in range(len(columns))]
    table = pl.DataFrame([c.alias(n) for c, n in zip(columns, names, strict=True)])
    left, right = table.with_row_index("one"), table.with_row_index("other")
    block = _AT_ONCE // max(table.height, 1) + 1
    starts = range(0, max(table.height, 1), block)
    return pl.concat([_shares(left.slice(n, block), right, weights) for n in starts])


def _shares(left: pl.DataFrame, right: pl.DataFrame, weights: Sequence[float]) -> pl.DataFrame:
    wins, shared = [], []
    for name, weight in zip(right.columns[1:], weights, strict=True):
        own, their = pl.col(name), pl.col(f"{name}_other")
        score = (own > their).cast(pl.Float64) + 0.5 * (own == their).cast(pl.Float64)
        wins.append((score * weight).fill_null(0.0))
        shared.append(score.is_not_null().cast(pl.Float64) * weight)
    total = reduce(add, shared)
    pairs = left.join(right, how="cross", suffix="_other")
    return pairs.filter(pl.col("one") != pl.col("other")).select(
        "one", "other", share=pl.when(total > 0).then(reduce(add, wins) / total)
    )


def copeland(columns: Sequence[pl.Series], weights: Sequence[float]) -> pl.Series:
    """Return wins less defeats of every row over all others: share > 0.5 wins, < 0.5 loses.

    A row without any value is null and meets nobody; a pair that shares no column is a draw.
    Raises DataError beyond LARGEST rows.
    """
    rows = len(columns[0])
    if rows > LARGEST:
        raise DataError(
            "Copeland compares every pair of rows: the table has {rows}, at most {most} are "
            "possible.",
            rows=rows,
            most=LARGEST,
            hint="Choose another aggregate in the method file, or score the table in parts.",
        )
    points = (
        outranking(columns, weights)
        .group_by("one")
        .agg((pl.col("share") - 0.5).sign().fill_null(0.0).sum().alias("points"))
    )
    everyone = pl.DataFrame({"one": pl.Series(range(rows), dtype=pl.UInt32)})
    ordered = everyone.join(points, on="one", how="left", maintain_order="left")["points"]
    observed = reduce(or_, [column.is_not_null() for column in columns])
    return pl.select(pl.when(observed).then(ordered.fill_null(0.0))).to_series()
