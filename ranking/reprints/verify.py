"""Candidates compared in full: how much of the post is in the article, and how alike they are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from ranking.reprints.fingerprints import in_chunks
from ranking.reprints.normal import Ints, Texts
from ranking.reprints.shingles import WIDTH, Hashes, among, rolled
from ranking.reprints.spans import chosen

_AT_ONCE = 64
"""Articles compared at a time with one post."""
_CHUNK = 1 << 18
"""Characters compared at a time: their tables stay in the processor's cache."""
_SALT = np.uint64(0xA24BAED4963EE407)
_Flags = npt.NDArray[np.bool_]


def compared(articles: Texts, posts: Texts, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return article, post, shared, post_shingles, article_shingles, containment and jaccard.

    ``pairs`` has article and post, row numbers. Counts are of distinct shingles, all of them. A
    text without a shingle is contained in nothing.
    """
    stars = list(_stars(pairs.select("article", "post").unique().sort("post", "article")))
    counts = _counted(articles, posts, stars)
    frame = pl.DataFrame(
        {
            "article": np.concatenate([rows for _, rows in stars] or [np.zeros(0, np.int64)]),
            "post": np.repeat([post for post, _ in stars], [len(rows) for _, rows in stars]),
            "shared": counts[0],
            "post_shingles": counts[1],
            "article_shingles": counts[2],
        },
        schema=dict.fromkeys(
            ("article", "post", "shared", "post_shingles", "article_shingles"), pl.Int64()
        ),
    )
    both = pl.col("post_shingles") + pl.col("article_shingles") - pl.col("shared")
    return frame.with_columns(
        containment=_share(pl.col("post_shingles")), jaccard=_share(both)
    ).sort("article", "post")


def _share(of: pl.Expr) -> pl.Expr:
    return pl.when(of > 0).then(pl.col("shared") / of).otherwise(0.0)


def _stars(pairs: pl.DataFrame) -> Iterator[tuple[int, Ints]]:
    """Yield each post with the articles it is compared with, at most _AT_ONCE of them."""
    rows, posts = pairs["article"].to_numpy(), pairs["post"].to_numpy()
    if not len(posts):
        return
    ends = [*(np.flatnonzero(np.diff(posts)) + 1).tolist(), len(posts)]
    begin = 0
    for end in ends:
        for at in range(begin, end, _AT_ONCE):
            yield int(posts[at]), rows[at : min(at + _AT_ONCE, end)]
        begin = end


def _counted(articles: Texts, posts: Texts, stars: list[tuple[int, Ints]]) -> Ints:
    """Return shared, post_shingles and article_shingles of the pairs of the stars, in order."""
    here, there = articles.lengths, posts.lengths
    sizes = [int(here[rows].sum() + there[post]) for post, rows in stars]
    starts = np.cumsum([0, *sizes])
    parts = in_chunks(
        starts, lambda first, last: _count(articles, posts, stars[first:last]), _CHUNK
    )
    return np.concatenate(parts, axis=1) if parts else np.zeros((3, 0), np.int64)


def _count(articles: Texts, posts: Texts, stars: list[tuple[int, Ints]]) -> Ints:
    """Return the counts of these stars."""
    numbers = np.arange(len(stars))
    of_star = np.repeat(numbers, [len(rows) for _, rows in stars])
    known, first_known, there = _keys(posts, np.array([post for post, _ in stars]), numbers)
    keys, first, here = _keys(articles, np.concatenate([rows for _, rows in stars]), of_star)
    shared = _sums(first & among(keys, known.take(np.flatnonzero(first_known))), here)
    return np.stack([shared, _sums(first_known, there)[of_star], _sums(first, here)])


def _keys(texts: Texts, rows: Ints, stars: Ints) -> tuple[Hashes, _Flags, Ints]:
    """Return the shingles of the texts, told apart by star and sorted within each text; flags of
    the distinct ones; and where the texts begin, and the last ends.

    What runs across the end of a text is in its last places, and has no flag.
    """
    here = chosen(texts, rows)
    bounds = here.starts
    keys = rolled(np.concatenate([here.codes, np.zeros(WIDTH, np.uint16)]))
    keys[:-1] ^= np.repeat(stars.astype(np.uint64) * _SALT, np.diff(bounds))
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        keys[begin : max(end - WIDTH + 1, begin)].sort()
    first = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    first[bounds[:-1]] = True
    for back in range(1, WIDTH):
        places = bounds[1:] - back
        first[places[places >= bounds[:-1]]] = False
    first[-1] = False
    return keys, first, bounds


def _sums(flags: _Flags, bounds: Ints) -> Ints:
    """Return the flags that are set in each text."""
    sums: Ints = np.add.reduceat(flags, bounds[:-1], dtype=np.int64)
    return sums * (np.diff(bounds) > 0)
