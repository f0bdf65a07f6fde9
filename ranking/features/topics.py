"""The month's hot topics: how many posts bear a hashtag, and of how many units."""

from __future__ import annotations

import polars as pl

from ranking.model.month_record import HotTopic
from ranking.model.names import display


def hot_topics(posts: pl.DataFrame, count: int) -> tuple[HotTopic, ...]:
    """Return the first ``count`` topics of the post table by posts, then by name.

    A topic that stands twice in one post counts once; equal numbers share a rank.
    """
    borne = posts.select("post_id", "unit", topic="topics").explode("topic").drop_nulls()
    names = {topic: display(topic).strip("#＃ ") for topic in borne["topic"].unique().to_list()}
    found = (
        borne.with_columns(pl.col("topic").replace_strict(names, return_dtype=pl.String))
        .filter(pl.col("topic") != "")
        .group_by("topic")
        .agg(posts=pl.col("post_id").n_unique(), units=pl.col("unit").n_unique())
        .with_columns(rank=pl.col("posts").rank("min", descending=True))
        .sort(["posts", "topic"], descending=[True, False])
        .head(count)
    )
    return tuple(HotTopic(**row) for row in found.iter_rows(named=True))
