"""What an import really adds: rows that are neither stored nor repeated within the import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

_LIST_MARK = "\x1f"


def fresh_rows(
    incoming: pl.DataFrame, stored: pl.LazyFrame, key: str, columns: Sequence[str]
) -> pl.DataFrame:
    """Return the rows of ``incoming`` that add something, each once, sorted by ``columns``.

    Two rows are the same when all ``columns`` are equal, null equal to null; ``key`` is the one of
    them that differs most. The order of the incoming rows does not matter, except that the first
    of equal rows is the one that stays.
    """
    if incoming.get_column(key).n_unique() == incoming.height:
        fresh = _unknown(incoming, stored, key, columns)
        return fresh.sort(key)
    keys = [f"_{name}" for name in columns]
    single = incoming.with_columns(_comparable(incoming.schema, columns))
    single = single.unique(subset=keys, keep="first", maintain_order=True)
    order = _comparable(incoming.schema, columns)
    return _unknown(single.drop(keys), stored, key, columns).sort(key, *order)


def fresh_articles(
    incoming: pl.DataFrame, stored: Iterable[pl.LazyFrame], columns: Sequence[str]
) -> pl.DataFrame:
    """Return the rows of ``incoming`` (ARTICLES and more) that add something, as fresh_rows does.

    Texts are compared by a hash, one batch of ``stored`` at a time, and only of batches that have
    one of the articles at all: those of a month would not fit into memory.
    """
    ids = incoming.select("article_id").unique().lazy()
    known = [pl.DataFrame(schema=incoming.lazy().select(_told(columns)).collect_schema())]
    for batch in stored:
        here = batch.join(ids, on="article_id", how="semi")
        if here.select(pl.len()).collect().item():
            known.append(here.select(_told(columns)).collect())
    rows = incoming.with_columns(_SAID)
    others = [name for name in columns if name != "text"]
    fresh = fresh_rows(rows, pl.concat(known).lazy(), "article_id", [*others, "said"])
    return fresh.drop("said")


_SAID = pl.col("text").hash().alias("said")


def _told(columns: Sequence[str]) -> list[pl.Expr]:
    return [_SAID if name == "text" else pl.col(name) for name in columns]


def _unknown(
    new: pl.DataFrame, stored: pl.LazyFrame, key: str, columns: Sequence[str]
) -> pl.DataFrame:
    """Leave out what is stored; only stored rows with a key among the new ones are compared."""
    known = stored.join(new.lazy().select(key).unique(), on=key, how="semi")
    compared = known.select(_comparable(stored.collect_schema(), columns)).unique().collect()
    if not compared.height:
        return new
    keys = [f"_{name}" for name in columns]
    marked = new.with_columns(_comparable(new.schema, columns))
    return marked.join(compared, on=keys, how="anti", nulls_equal=True).drop(keys)


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
