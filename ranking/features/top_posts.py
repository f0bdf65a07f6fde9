"""The most read posts, or the most shared where nothing is known about reads."""

from __future__ import annotations

from typing import Any

import polars as pl

from ranking.features.titles import post_title
from ranking.model.edition import PostOrder, TopPost, TopPosts
from ranking.model.vocabulary import POST_MEASURES

_INTERACTIONS = ("reposts", "comments", "likes")


def top_posts(posts: pl.DataFrame, count: int) -> TopPosts:
    """Return the first ``count`` rows of the post table by reads, then by post_id.

    Where no post has observed reads, interactions (reposts + comments + likes) decide; a post
    without any of them is left out. Equal numbers share a rank.
    """
    known = pl.any_horizontal(pl.col(_INTERACTIONS).is_not_null())
    if posts["reads"].count():
        return _first(posts, "reads", pl.col("reads"), count)
    return _first(
        posts, "interactions", pl.when(known).then(pl.sum_horizontal(_INTERACTIONS)), count
    )


def most_reprinted(posts: pl.DataFrame, count: int) -> TopPosts:
    """Return the first ``count`` rows of the post table by reprints, then by post_id.

    A post that was passed on by nobody, or of which that is not known, is left out.
    """
    return _first(posts.filter(pl.col("reprints") > 0), "reprints", pl.col("reprints"), count)


def _first(posts: pl.DataFrame, by: PostOrder, key: pl.Expr, count: int) -> TopPosts:
    best = (
        posts.with_columns(key=key)
        .filter(pl.col("key").is_not_null())
        .with_columns(rank=pl.col("key").rank("min", descending=True))
        .sort(["key", "post_id"], descending=[True, False])
        .head(count)
    )
    return TopPosts(by, tuple(_row(row) for row in best.iter_rows(named=True)))


def _row(row: dict[str, Any]) -> TopPost:
    return TopPost(
        rank=row["rank"],
        post_id=row["post_id"],
        title=post_title(row["title"], row["text"]),
        unit=row["unit"],
        account=row["account"],
        account_name=row["account_name"],
        platform=row["platform"],
        published_at=row["published_at"],
        url=row["url"],
        counts={measure: row[measure] for measure in POST_MEASURES},
        censored=tuple(sorted(row["censored"] or ())),
        reprints=row["reprints"],
    )
