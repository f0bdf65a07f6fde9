"""Articles without text: known by their title alone, which is weaker."""

from __future__ import annotations

import numpy as np
import polars as pl

from ranking.reprints.choose import LEAST_TITLE
from ranking.reprints.normal import Texts, normalise
from ranking.reprints.shingles import WIDTH


def same_titles(articles: pl.DataFrame, texts: Texts, posts: pl.DataFrame) -> pl.DataFrame:
    """Return article, post and ``title``, of articles without text that have a post's title.

    ``texts`` are those of the articles (article, title). ``title`` is ``equal``, or ``common``
    where it is short, or posts of different texts have it. ``posts``: post, title, credited.
    """
    empty = articles.filter(pl.Series(texts.lengths < WIDTH))
    here = empty.select("article", _key(empty["title"]))
    there = posts.select("post", "credited", _key(posts["title"]))
    different = (pl.col("credited").n_unique() > 1).alias("different")
    common = there.group_by("key").agg(different)
    short = pl.col("key").bin.size() < LEAST_TITLE * np.dtype(np.uint16).itemsize
    unsure = pl.col("different") | short
    met = here.drop_nulls("key").join(there, on="key").join(common, on="key")
    word = pl.when(unsure).then(pl.lit("common")).otherwise(pl.lit("equal"))
    return met.select("article", "post", word.alias("title"))


def _key(titles: pl.Series) -> pl.Series:
    """Return each title as it is spelled for comparison; null = it has no letters."""
    texts = normalise(titles)
    bounds = zip(texts.starts[:-1].tolist(), texts.starts[1:].tolist(), strict=True)
    keys = [texts.codes[a:b].tobytes() or None for a, b in bounds]
    return pl.Series("key", keys, dtype=pl.Binary)
