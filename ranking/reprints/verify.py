"""Candidates compared in full: how much of the post is in the article, and how alike they are."""

from __future__ import annotations

import numpy as np
import polars as pl

from ranking.reprints.chunks import in_chunks
from ranking.reprints.compiled import compiled
from ranking.reprints.normal import Ints, Texts
from ranking.reprints.sets import added, has, room_for
from ranking.reprints.shingles import rolled

_COUNTS = ("shared", "post_shingles", "article_shingles")


def compared(articles: Texts, posts: Texts, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return article, post, shared, post_shingles, article_shingles, containment and jaccard.

    ``pairs`` has article and post, row numbers. Counts are of distinct shingles, all of them. A
    text without a shingle is contained in nothing.
    """
    frame = pairs.select("article", "post").unique().sort("post", "article")
    here, there = frame["article"].to_numpy(), frame["post"].to_numpy()
    sizes = np.cumsum([0, *articles.lengths[here]])

    def counted(first: int, last: int) -> Ints:
        counts = np.zeros((last - first, len(_COUNTS)), np.int64)
        _count(articles, posts, here[first:last], there[first:last], counts)
        return counts

    counts = np.concatenate([np.zeros((0, len(_COUNTS)), np.int64), *in_chunks(sizes, counted)])
    frame = frame.with_columns(pl.Series(name, counts[:, at]) for at, name in enumerate(_COUNTS))
    both = pl.col("post_shingles") + pl.col("article_shingles") - pl.col("shared")
    return frame.with_columns(
        containment=_share(pl.col("post_shingles")), jaccard=_share(both)
    ).sort("article", "post")


def _share(of: pl.Expr) -> pl.Expr:
    return pl.when(of > 0).then(pl.col("shared") / of).otherwise(0.0)


@compiled
def _count(articles: Texts, posts: Texts, here: Ints, there: Ints, counts: Ints) -> None:
    """Fill _COUNTS, a row each pair; pairs of one post follow each other."""
    longest = 0
    for pair in range(len(here)):
        article, post = here[pair], there[pair]
        longest = max(longest, articles.starts[article + 1] - articles.starts[article])
        longest = max(longest, posts.starts[post + 1] - posts.starts[post])
    hashes, seen, known = np.empty(longest, np.uint64), room_for(longest), room_for(longest)
    last, mark, size = -1, 0, 0
    for pair in range(len(here)):
        article, post = here[pair], there[pair]
        if post != last:
            last, mark, size = post, pair + 1, 0
            for at in range(
                rolled(posts.codes, posts.starts[post], posts.starts[post + 1], hashes)
            ):
                size += added(known, mark, hashes[at])
        counts[pair, 1] = size
        begin, end = articles.starts[article], articles.starts[article + 1]
        for at in range(rolled(articles.codes, begin, end, hashes)):
            if added(seen, pair + 1, hashes[at]):
                counts[pair, 2] += 1
                counts[pair, 0] += has(known, mark, hashes[at])
