"""The most read posts, or the most shared where nothing is known about reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from ranking.features.titles import post_title
from ranking.model.edition import PostOrder, TopPost, TopPosts
from ranking.model.vocabulary import POST_MEASURES

_INTERACTIONS = ("reposts", "comments", "likes")
_ALL = pl.lit("")
"""The whole table as one owner."""
UNREAD = TopPosts("interactions", ())
"""What ``top_posts`` are where nothing is known of any post."""
NOT_REPRINTED = TopPosts("reprints", ())


def top_posts(posts: pl.DataFrame, count: int) -> TopPosts:
    """Return the first ``count`` rows of the post table by reads, then by post_id.

    Where no post has observed reads, interactions (reposts + comments + likes) decide; a post
    without any of them is left out. Equal numbers share a rank.
    """
    return _most_read(posts, _ALL, count).get("", UNREAD)


def unit_top_posts(posts: pl.DataFrame, count: int) -> Mapping[str, TopPosts]:
    """Return unit → its own ``top_posts``; a unit without any is left out."""
    return _most_read(posts, pl.col("unit"), count)


def most_reprinted(posts: pl.DataFrame, count: int) -> TopPosts:
    """Return the first ``count`` rows of the post table by reprints, then by post_id.

    A post that was passed on by nobody, or of which that is not known, is left out.
    """
    return _most_reprinted(posts, _ALL, count).get("", NOT_REPRINTED)


def unit_most_reprinted(posts: pl.DataFrame, count: int) -> Mapping[str, TopPosts]:
    """Return unit → its own ``most_reprinted``; a unit without any is left out."""
    return _most_reprinted(posts, pl.col("unit"), count)


def _most_read(posts: pl.DataFrame, owner: pl.Expr, count: int) -> dict[str, TopPosts]:
    known = pl.any_horizontal(pl.col(_INTERACTIONS).is_not_null())
    interactions = pl.when(known).then(pl.sum_horizontal(_INTERACTIONS))
    by_reads = pl.col("reads").count().over("owner") > 0
    return _first(
        posts.with_columns(owner=owner).with_columns(
            key=pl.when(by_reads).then("reads").otherwise(interactions),
            by=pl.when(by_reads).then(pl.lit("reads")).otherwise(pl.lit("interactions")),
        ),
        count,
    )


def _most_reprinted(posts: pl.DataFrame, owner: pl.Expr, count: int) -> dict[str, TopPosts]:
    passed_on = posts.filter(pl.col("reprints") > 0)
    return _first(
        passed_on.with_columns(owner=owner, key=pl.col("reprints"), by=pl.lit("reprints")), count
    )


def _first(posts: pl.DataFrame, count: int) -> dict[str, TopPosts]:
    """Return owner → its first posts by ``key``; ``by`` says what that is."""
    best = (
        posts.filter(pl.col("key").is_not_null())
        .with_columns(rank=pl.col("key").rank("min", descending=True).over("owner"))
        .filter(pl.col("rank") <= count)
        .sort(["owner", "key", "post_id"], descending=[False, True, False])
        .group_by("owner", maintain_order=True)
        .head(count)
    )
    found: dict[str, tuple[PostOrder, list[TopPost]]] = {}
    for row in best.iter_rows(named=True):
        found.setdefault(row["owner"], (row["by"], []))[1].append(_row(row))
    return {owner: TopPosts(by, tuple(rows)) for owner, (by, rows) in found.items()}


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
