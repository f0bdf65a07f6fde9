"""What an import really adds: rows that are neither stored nor repeated within the import."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

_LIST_MARK = "\x1f"


def fresh_rows(
    incoming: pl.DataFrame, stored: pl.LazyFrame, columns: Sequence[str]
) -> pl.DataFrame:
    """Return the rows of ``incoming`` that add something, each once, sorted by ``columns``.

    Two rows are the same when all ``columns`` are equal, null equal to null. The order of the
    incoming rows does not matter, except that the first of equal rows is the one that stays.
    """
    keys = [f"_{name}" for name in columns]
    known = stored.select(_comparable(stored.collect_schema(), columns)).unique().collect()
    new = incoming.with_columns(_comparable(incoming.schema, columns))
    new = new.unique(subset=keys, keep="first", maintain_order=True)
    if known.height:
        new = new.join(known, on=keys, how="anti", nulls_equal=True)
    return new.sort(keys).drop(keys)


def _comparable(schema: pl.Schema, columns: Sequence[str]) -> list[pl.Expr]:
    """Lists compare as joined text: joins and unique take no lists."""
    return [
        (
            pl.col(name).list.join(_LIST_MARK, ignore_nulls=True)
            if isinstance(schema[name], pl.List)
            else pl.col(name)
        ).alias(f"_{name}")
        for name in columns
    ]
