"""Candidates compared in full: how much of the post is in the article, and how alike they are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from ranking.reprints.fingerprints import in_chunks
from ranking.reprints.normal import Ints, Texts
from ranking.reprints.shingles import WIDTH, Hashes, first_equal, rolled, whole

_AT_ONCE = 12
"""Articles compared at a time with one post: the table of a star has (articles + 1) × characters
places."""
_SALT = np.uint64(0xA24BAED4963EE407)


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


def _counted(articles: Texts, posts: Texts, stars: list[tuple[int, Ints]]) -> npt.NDArray[np.int64]:
    """Return shared, post_shingles and article_shingles of the pairs of the stars, in order."""
    here, there = articles.lengths, posts.lengths
    sizes = [int(here[rows].sum() + there[post]) for post, rows in stars]
    starts = np.cumsum([0, *sizes])
    parts = in_chunks(starts, lambda first, last: _count(articles, posts, stars[first:last]))
    return np.concatenate(parts, axis=1) if parts else np.zeros((3, 0), np.int64)


def _count(articles: Texts, posts: Texts, stars: list[tuple[int, Ints]]) -> npt.NDArray[np.int64]:
    """Return the counts of these stars.

    Equal shingles of a star are numbered alike, by a place of the post where it has one. Then
    every text sets a flag for each of its numbers, and flags are counted: those of the post's
    places are shared.
    """
    keys, sizes = _keys(articles, posts, stars)
    texts = np.array([len(rows) + 1 for _, rows in stars])
    last = np.cumsum(texts) - 1
    of_star = np.repeat(np.arange(len(stars)), texts)
    ends = np.cumsum(sizes)
    star_ends = ends[last]
    star_starts = np.concatenate([[0], star_ends[:-1]])
    own, rest = _padded(sizes[last]), _padded(star_ends - star_starts - sizes[last])
    rows = np.concatenate([[0], np.cumsum((own + rest)[of_star])])
    columns = np.arange(len(keys)) - np.repeat(star_starts, star_ends - star_starts)
    gaps = rest - (star_ends - star_starts - sizes[last])
    in_post = np.arange(len(keys)) >= np.repeat(star_ends - sizes[last], star_ends - star_starts)
    columns += in_post * np.repeat(gaps, star_ends - star_starts)
    flags = np.zeros(rows[-1], np.bool_)
    flags[np.repeat(rows[:-1], sizes) + columns[first_equal(keys)]] = True
    bounds = np.stack([rows[:-1], rows[:-1] + rest[of_star]], axis=1).ravel() // 8
    eights = np.bitwise_count(flags.view(np.uint64))
    others, shared = np.add.reduceat(eights, bounds, dtype=np.int64).reshape(-1, 2).T
    is_article = np.ones(len(sizes), np.bool_)
    is_article[last] = False
    of_post = np.repeat(shared[last], texts - 1)
    return np.stack([shared[is_article], of_post, (others + shared)[is_article]])


def _keys(articles: Texts, posts: Texts, stars: list[tuple[int, Ints]]) -> tuple[Hashes, Ints]:
    """Return the shingles of the stars' texts, told apart by star, and how many each text has.

    A star is its articles, then its post.
    """
    parts = [
        texts.codes[texts.starts[row] : texts.starts[row + 1]]
        for post, rows in stars
        for texts, row in (*((articles, row) for row in rows.tolist()), (posts, post))
    ]
    lengths = np.array([len(part) for part in parts])
    together = Texts(np.concatenate(parts), np.concatenate([[0], np.cumsum(lengths)]), lengths[:0])
    sizes = np.maximum(lengths - WIDTH + 1, 0)
    keys = rolled(together.codes)[whole(together)]
    numbers = np.repeat(np.arange(len(stars)), [len(rows) + 1 for _, rows in stars])
    return keys ^ np.repeat(numbers.astype(np.uint64) * _SALT, sizes), sizes


def _padded(sizes: Ints) -> Ints:
    """Return the sizes rounded up to whole eights, and never nothing."""
    return (sizes // 8 + 1) * 8
