"""The demo's posts as the fakes hold them: WeChat's articles and Weibo's posts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import polars as pl

from connectors.fakes.wechat import Article
from connectors.fakes.weibo import Post
from ranking.demo.write_weibo import RETWEETED, RETWEETED_TEXT, RETWEETED_USER, with_texts
from ranking.model.month import SHANGHAI
from ranking.model.vocabulary import Platform

_TOTALS: Final = {
    "read_user": "people",
    "share_user": "reposts",
    "zaikan_user": "wow",
    "like_user": "likes",
    "comment_count": "comments",
    "collection_user": "favourites",
}
"""WeChat's name of a count → the drawn one. Reads are people there, times in the exports."""

_OTHER = Post(int(RETWEETED), RETWEETED_USER, datetime(2020, 1, 1, tzinfo=SHANGHAI), RETWEETED_TEXT)


def articles(posts: pl.DataFrame) -> Iterator[tuple[int, Article]]:
    """Yield the WeChat articles among a month's posts, each with the index of its account.

    All is counted on the first day: whenever the demo runs, the counts are those drawn.
    """
    for row in posts.filter(platform=Platform.WECHAT.value).iter_rows(named=True):
        totals = {name: row[column] for name, column in _TOTALS.items()}
        day = row["published_at"].date()
        yield row["account"], Article(day, row["mid"], row["position"], row["title"], totals)


def weibo_posts(posts: pl.DataFrame, uids: tuple[str, ...]) -> Iterator[Post]:
    """Yield the Weibo posts among a month's posts; ``uids`` are the ids of all accounts."""
    own = with_texts(posts.filter(platform=Platform.WEIBO.value))
    for row in own.iter_rows(named=True):
        yield Post(
            int(row["ref"]),
            uids[row["account"]],
            row["published_at"].replace(tzinfo=SHANGHAI),
            row["text"],
            reposts=row["reposts"],
            comments=row["comments"],
            likes=row["likes"],
            original=None if row["original"] else _OTHER,
        )
