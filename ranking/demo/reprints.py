"""Reprints of one month's posts in one type of channel, as the rows of a table."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import polars as pl
from numpy.random import Generator

from ranking.demo.channels import pick
from ranking.demo.streams import draw
from ranking.model.vocabulary import ChannelType, Platform

TYPE_SHARES = {
    ChannelType.CLIENT: 0.34,
    ChannelType.WEBSITE: 0.26,
    ChannelType.WECHAT: 0.20,
    ChannelType.WEIBO: 0.20,
}
_AFFINITY = {
    ChannelType.CLIENT: {Platform.WECHAT: 1.0, Platform.WEIBO: 0.5},
    ChannelType.WEBSITE: {Platform.WECHAT: 1.0, Platform.WEIBO: 0.4},
    ChannelType.WECHAT: {Platform.WECHAT: 1.0, Platform.WEIBO: 0.1},
    ChannelType.WEIBO: {Platform.WECHAT: 0.1, Platform.WEIBO: 1.0},
}
"""How readily a type of channel takes up posts of a platform."""
TYPE_WORDS = {
    ChannelType.CLIENT: "新闻客户端",
    ChannelType.WEBSITE: "新闻网站",
    ChannelType.WECHAT: "公众号",
    ChannelType.WEIBO: "微博",
}
HOSTS = {
    ChannelType.CLIENT: "client.example.com",
    ChannelType.WEBSITE: "news.example.org",
    ChannelType.WECHAT: "wechat.example.com",
    ChannelType.WEIBO: "weibo.example.com",
}
_READS_KNOWN = {
    ChannelType.CLIENT: 0.8,
    ChannelType.WEBSITE: 0.35,
    ChannelType.WECHAT: 0.95,
    ChannelType.WEIBO: 0.0,
}
_MEAN_HOURS = 14.0
_LONGEST_HOURS = 240.0
_CAP = 100_000


def draw_reprints(
    posts: pl.DataFrame,
    channels: pl.DataFrame,
    kind: ChannelType,
    size: int,
    until: datetime,
    rng: Generator,
) -> pl.DataFrame:
    """Return ``size`` reprints of the posts in channels of the type, none later than ``until``.

    Columns as staff have them, all text: 稿件 渠道 渠道类型 标题 链接 转载时间 阅读 点赞 评论; an
    empty cell is a count that was not seen. ``until`` is Shanghai time without a zone.
    """
    mine = channels.filter(pl.col("type") == kind.value)
    post = _choose_posts(posts, kind, size, rng)
    place = pick(mine.height, size, rng)
    chosen = posts.select("ref", "title", "published_at", "virality")[post]
    names = mine["name"][place]
    appeal = chosen["virality"].to_numpy() - 0.35 * np.log1p(place)
    return chosen.select(
        pl.col("ref").alias("稿件"),
        names.alias("渠道"),
        pl.lit(TYPE_WORDS[kind]).alias("渠道类型"),
        pl.col("title").alias("标题"),
        pl.format(
            "https://{}/{}/c{}/r{}",
            pl.lit(HOSTS[kind]),
            pl.col("published_at").dt.strftime("%Y%m"),
            pl.Series(place),
            pl.int_range(pl.len()),
        ).alias("链接"),
        times_after(chosen["published_at"], until, rng).alias("转载时间"),
        *_counts(appeal, kind, rng),
    )


def _choose_posts(posts: pl.DataFrame, kind: ChannelType, size: int, rng: Generator) -> np.ndarray:
    taste = {platform.value: share for platform, share in _AFFINITY[kind].items()}
    weight = posts["weight"] * posts["platform"].replace_strict(taste, return_dtype=pl.Float64)
    return draw(weight.to_numpy(), size, rng)


def times_after(published: pl.Series, until: datetime, rng: Generator) -> pl.Series:
    """Return when each reprint appeared, as text: exponential after the post, up to ``until``."""
    start = published.to_numpy()
    left = (np.datetime64(until, "ms") - start).astype(float) / 3_600_000
    room = -np.expm1(-np.minimum(left, _LONGEST_HOURS) / _MEAN_HOURS)
    hours = -_MEAN_HOURS * np.log1p(-rng.random(len(start)) * room)
    moment = start + (hours * 3_600_000).astype("timedelta64[ms]")
    return pl.Series(moment).dt.strftime("%Y-%m-%d %H:%M:%S")


def _counts(appeal: np.ndarray, kind: ChannelType, rng: Generator) -> list[pl.Series]:
    """Return 阅读, 点赞, 评论 as text: 10万+ above the public counter, empty where not seen."""
    size = len(appeal)
    reads = np.floor(np.exp(5.6 + 1.2 * appeal + rng.normal(0, 0.8, size))).astype(np.int64)
    likes = np.minimum(rng.poisson(reads * 0.008), reads)
    comments = np.minimum(rng.poisson(reads * 0.003), reads)
    shown = pl.DataFrame({"reads": reads, "known": rng.random(size) < _READS_KNOWN[kind]}).select(
        pl.when(~pl.col("known"))
        .then(None)
        .when(pl.col("reads") > _CAP)
        .then(pl.lit("10万+"))
        .otherwise(pl.col("reads").cast(pl.String))
        .alias("阅读")
    )
    return [
        shown.to_series(),
        pl.Series("点赞", likes).cast(pl.String),
        pl.Series("评论", comments).cast(pl.String),
    ]
