"""Pairs worth a closer look: articles and posts that share enough fingerprints."""

from __future__ import annotations

import narwhals as nw
import polars as pl

RARE = 8
"""A shingle of so many posts at most is looked up first: phrases of more (记者从…获悉) bring
pairs by the million that say nothing. Counted in posts alone: what a post's many reprints share
is what they are known by."""
TOO_COMMON = 256
"""A post most of whose shingles are not rare, as in a large family, is looked up by all but
those of more posts than this."""
LEAST_HITS = 2
LEAST_SHARE = 0.15
"""Fingerprints of a post that an article must share; a containment of 0.25 has them as a rule."""
MOST = 32
"""Posts compared with an article, by hits. Twenty districts may fill in one form."""

_ROWS = 2**31


def candidates(articles: pl.LazyFrame, posts: pl.LazyFrame) -> pl.LazyFrame:
    """Return CANDIDATES of fingerprints: row and hash of articles, post and hash as ``telling``
    returns them.

    Narwhals throughout, so that a feed beyond one machine can be joined on Spark.
    """
    known = nw.from_native(posts)
    sizes = known.group_by("post").agg(nw.len().alias("size"))
    # One key of both rows: grouping by two takes twice as long.
    hits = (
        nw.from_native(articles)
        .rename({"row": "article"})
        .join(known, on="hash", how="inner")
        .select((nw.col("article") * _ROWS + nw.col("post")).alias("pair"))
        .group_by("pair")
        .agg(nw.len().cast(nw.Int64).alias("hits"))
        .filter(nw.col("hits") >= LEAST_HITS)
        .select(
            (nw.col("pair") // _ROWS).alias("article"),
            (nw.col("pair") % _ROWS).alias("post"),
            "hits",
        )
        .join(sizes, on="post", how="inner")
        .filter(nw.col("hits") >= nw.col("size") * LEAST_SHARE)
    )
    place = nw.col("hits").rank("min", descending=True).over("article")
    return hits.filter(place <= MOST).select("article", "post", "hits").to_native()


def telling(prints: pl.LazyFrame) -> pl.LazyFrame:
    """Return post and hash of fingerprints (row, hash): those that are looked up."""
    posts = nw.from_native(prints)
    counts = posts.group_by("hash").agg(nw.len().alias("posts"))
    counted = posts.rename({"row": "post"}).join(counts, on="hash", how="inner")
    rare = nw.when(nw.col("posts") <= RARE).then(nw.lit(1)).otherwise(nw.lit(0))
    marked = counted.with_columns(rare.alias("rare"))
    shares = marked.group_by("post").agg(nw.col("rare").mean().alias("share"))
    few = (nw.col("share") < 0.5) & (nw.col("posts") <= TOO_COMMON)
    kept = counted.join(shares, on="post", how="inner").filter((nw.col("posts") <= RARE) | few)
    return kept.select("post", "hash").to_native()
