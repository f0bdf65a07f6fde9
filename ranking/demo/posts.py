"""The posts of one month: who, when, what, and how each was received. One row a post."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.random import Generator

from ranking.demo.counts import add_counts
from ranking.demo.habits import habits
from ranking.demo.long_posts import add_stories
from ranking.demo.office import Account
from ranking.demo.streams import stream
from ranking.demo.themes import Theme
from ranking.demo.titles import add_titles
from ranking.model.month import Month
from ranking.model.vocabulary import Platform

_PLATFORM_SHARE = {Platform.WECHAT: 0.3, Platform.WEIBO: 0.7}
_HOURS = np.array([1, 0, 0, 0, 0, 1, 3, 8, 9, 10, 9, 9, 7, 5, 6, 7, 9, 9, 8, 7, 6, 5, 4, 2])
_PER_PUSH = 3
_FIRST_WEIBO_ID = 9_000_000_000_000_000
_FIRST_MID = 1_000_000_000
_ADDRESS = "https://mp.weixin.qq.com/s?__biz={}&mid={}&idx={}&sn=0"


def draw_posts(
    accounts: tuple[Account, ...],
    seed: int,
    month: Month,
    age: int,
    total: int,
    themes: tuple[Theme, ...],
) -> pl.DataFrame:
    """Return about ``total`` posts of the month, never fewer than one an account.

    Columns: account (index), platform, ref (id on Weibo, address on WeChat), number (of the
    account in the month), published_at (Shanghai time, no zone), title, topics, original,
    position (1-based in its push, null on Weibo), popularity and zeal of the account, virality,
    weight (chance of being reprinted), the counts of ``counts.add_counts``, and story (the long
    text of some Weibo posts, else empty).
    """
    rng = stream(seed, "posts", month)
    ways = habits(accounts, seed, month, age)
    many = _shares(accounts, ways.activity, total, rng)
    index = np.repeat(np.arange(len(accounts)), many)
    frame = pl.DataFrame(
        {
            "account": index,
            "popularity": ways.popularity[index],
            "zeal": ways.zeal[index],
            "published_at": _times(month, len(index), rng),
            "virality": rng.normal(0, 0.9, len(index)),
            "original": rng.random(len(index)) < 0.62,
        }
    ).join(_descriptions(accounts), on="account", maintain_order="left")
    numbered = _number(frame, month)
    posts = add_counts(add_titles(numbered, themes, rng), rng)
    return add_stories(posts, accounts, month, stream(seed, "stories", month))


def _descriptions(accounts: tuple[Account, ...]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "account": range(len(accounts)),
            "platform": [a.platform.value for a in accounts],
            "source": [a.source for a in accounts],
            "word": [a.word for a in accounts],
            "biz": [a.biz for a in accounts],
        },
        schema_overrides={"account": pl.Int64, "biz": pl.String},
    )


def _shares(
    accounts: tuple[Account, ...], activity: np.ndarray, total: int, rng: Generator
) -> np.ndarray:
    """Return how many posts each account makes: at least one, the rest by activity."""
    many = np.ones(len(accounts), dtype=np.int64)
    for platform, share in _PLATFORM_SHARE.items():
        mine = np.array([a.platform is platform for a in accounts])
        rest = max(0, round(total * share) - int(mine.sum()))
        many[mine] += rng.multinomial(rest, activity[mine] / activity[mine].sum())
    return many


def _times(month: Month, size: int, rng: Generator) -> np.ndarray:
    """Return instants within the month, busy at office hours, in Shanghai time."""
    days = (month.next().first_day - month.first_day).days
    hours = rng.choice(24, size, p=_HOURS / _HOURS.sum())
    seconds = rng.integers(0, days, size) * 86_400 + hours * 3_600 + rng.integers(0, 3_600, size)
    return np.datetime64(month.first_day, "ms") + (seconds * 1_000).astype("timedelta64[ms]")


def _number(frame: pl.DataFrame, month: Month) -> pl.DataFrame:
    """Sort by account and time; gather WeChat articles into pushes of three; give every post an id.

    The articles of a push share its time and differ in ``position``.
    """
    serial = (month.year - 2000) * 12 + month.number
    wechat = pl.col("platform") == Platform.WECHAT
    ordered = frame.sort("account", "published_at", maintain_order=True).with_columns(
        pl.int_range(pl.len()).over("account").alias("place"),
        (pl.int_range(pl.len()) + _FIRST_WEIBO_ID + serial * 10**7).alias("weibo_id"),
    )
    push, position = pl.col("place") // _PER_PUSH, pl.col("place") % _PER_PUSH + 1
    mid = pl.struct("account", push).rle_id().cast(pl.Int64) + _FIRST_MID + serial * 10**6
    address = pl.format(_ADDRESS, "biz", mid, position)
    return ordered.with_columns(
        (pl.col("place") + 1).alias("number"),
        pl.when(wechat).then(position).alias("position"),
        pl.when(wechat).then(mid).alias("mid"),
        pl.when(wechat)
        .then(pl.col("published_at").first().over("account", push))
        .otherwise("published_at")
        .alias("published_at"),
        pl.when(wechat).then(address).otherwise(pl.col("weibo_id").cast(pl.String)).alias("ref"),
    ).drop("place", "weibo_id")
