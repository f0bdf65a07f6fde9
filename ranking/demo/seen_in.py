"""Where the articles of a monitoring feed stood, and how often they were read."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.random import Generator

from ranking.demo.channels import channels, pick
from ranking.demo.reprints import HOSTS, TYPE_SHARES, TYPE_WORDS
from ranking.demo.streams import draw
from ranking.model.month import Month
from ranking.model.vocabulary import ChannelType

UNKNOWN = (
    ("苏河街坊报（演示）", ChannelType.WEBSITE),
    ("申江早茶客户端（演示）", ChannelType.CLIENT),
    ("弄堂快讯网（演示）", ChannelType.WEBSITE),
)
"""Sources that are in no table of channels."""
_UNKNOWN_SHARES = (0.03, 0.02, 0.01)
_PLATFORMS = {ChannelType.WECHAT: "微信", ChannelType.WEIBO: "新浪微博"}
"""What the feed calls the source of an account's article; the account is in its own column."""
_READS_KNOWN = 0.7


def sources(size: int, month: Month, rng: Generator) -> list[pl.Series]:
    """Return 来源, 来源类型, 账号 and 链接 of so many articles; a few are of unknown sources."""
    seen = _sources(size, rng)
    links = [
        f"https://{HOSTS[kind]}/{month.year}{month.number:02}/feed/a{row}"
        for row, (_, kind) in enumerate(seen)
    ]
    columns: dict[str, list[str] | list[str | None]] = {
        "来源": [_PLATFORMS.get(kind, name) for name, kind in seen],
        "来源类型": [TYPE_WORDS[kind] for _, kind in seen],
        "账号": [name if kind in _PLATFORMS else None for name, kind in seen],
        "链接": links,
    }
    return [pl.Series(name, cells, dtype=pl.String) for name, cells in columns.items()]


def with_counts(rows: pl.DataFrame, rng: Generator) -> pl.DataFrame:
    """Add 阅读数, 点赞数, 评论数 as text; reads are empty where they were not seen."""
    reads = np.floor(rng.lognormal(6.2, 1.3, rows.height)).astype(np.int64)
    known = (rng.random(rows.height) < _READS_KNOWN) & (rows["来源"] != "新浪微博").to_numpy()
    return rows.with_columns(
        pl.Series("阅读数", reads).cast(pl.String).set(pl.Series(~known), None),
        pl.Series("点赞数", rng.binomial(reads, 0.008)).cast(pl.String),
        pl.Series("评论数", rng.binomial(reads, 0.003)).cast(pl.String),
    )


def _sources(size: int, rng: Generator) -> list[tuple[str, ChannelType]]:
    """Return name and type of each source: channels by popularity, and those nobody knows."""
    every, kinds = channels(), list(TYPE_SHARES)
    kind = draw(np.array([TYPE_SHARES[one] for one in kinds]), size, rng)
    names = np.empty(size, dtype=object)
    for number, one in enumerate(kinds):
        rows = np.flatnonzero(kind == number)
        mine = every.filter(type=one.value)["name"]
        names[rows] = mine[pick(mine.len(), len(rows), rng)].to_list()
    found = [(name, kinds[number]) for name, number in zip(names, kind, strict=True)]
    strange = np.searchsorted(np.cumsum(_UNKNOWN_SHARES), rng.random(size), side="right")
    return [
        UNKNOWN[place] if place < len(UNKNOWN) else source
        for place, source in zip(strange, found, strict=True)
    ]
