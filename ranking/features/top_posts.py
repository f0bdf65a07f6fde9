"""The most read posts, or the most shared where nothing is known about reads."""

from __future__ import annotations

from typing import Any, Literal

import polars as pl

from ranking.features.titles import post_title
from ranking.model.edition import TopPost, TopPosts
from ranking.model.vocabulary import POST_MEASURES

_INTERACTIONS = ("reposts", "comments", "likes")


def top_posts(posts: pl.DataFrame, count: int) -> TopPosts:
    """Return the first ``count`` rows of the post table by reads, then by post_id.

    Where no post has observed reads, interactions (reposts + comments + likes) decide; a post
    without any of them is left out. Equal numbers share a rank.
    """
    by: Literal["reads", "interactions"] = "interactions"
    known = pl.any_horizontal(pl.col(_INTERACTIONS).is_not_null())
    key: pl.Expr = pl.when(known).then(pl.sum_horizontal(_INTERACTIONS))
    if posts["reads"].count():
        by, key = "reads", pl.col("reads")
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
