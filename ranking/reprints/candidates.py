"""Pairs worth a closer look: articles and posts that share enough fingerprints."""

from __future__ import annotations

import narwhals as nw
import polars as pl

Lazy = nw.LazyFrame[pl.LazyFrame]
TOO_COMMON = 256
"""A shingle of more different posts than this (下一步,我们将) says nothing and is not looked up.
Counted in posts alone: what a post's many reprints share is what they are known by."""
LEAST_HITS = 2
LEAST_SHARE = 0.15
"""Fingerprints of a post that an article must share; a containment of 0.25 has them as a rule."""
MOST = 32
"""Posts compared with an article, by hits. Twenty districts may fill in one form."""


def candidates(articles: pl.LazyFrame, posts: pl.LazyFrame) -> pl.LazyFrame:
    """Return CANDIDATES of fingerprints, ``row`` and ``hash`` on either side.

    Narwhals throughout, so that a feed beyond one machine can be joined on Spark.
    """
    known = _telling(nw.from_native(posts))
    sizes = nw.from_native(posts).group_by("row").agg(nw.len().alias("size"))
    sizes = sizes.rename({"row": "post"})
    hits = (
        nw.from_native(articles)
        .rename({"row": "article"})
        .join(known, on="hash", how="inner")
        .group_by("article", "post")
        .agg(nw.len().cast(nw.Int64).alias("hits"))
        .filter(nw.col("hits") >= LEAST_HITS)
        .join(sizes, on="post", how="inner")
        .filter(nw.col("hits") >= nw.col("size") * LEAST_SHARE)
    )
    place = nw.col("hits").rank("min", descending=True).over("article")
    return hits.filter(place <= MOST).select("article", "post", "hits").to_native()


def _telling(posts: Lazy) -> Lazy:
    common = posts.group_by("hash").agg(nw.len().alias("posts"))
    common = common.filter(nw.col("posts") > TOO_COMMON).select("hash")
    return posts.rename({"row": "post"}).join(common, on="hash", how="anti")
