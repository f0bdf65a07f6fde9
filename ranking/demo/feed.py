"""A monitoring feed 全网监测 of one month: articles that reprint its posts, and others.

The demo does not import it: it is there to try ``govrank reprints match``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import numpy as np
import polars as pl
from numpy.random import Generator

from ranking.demo import retell
from ranking.demo.office import Account
from ranking.demo.reprints import times_after
from ranking.demo.seen_in import sources, with_counts
from ranking.demo.stories import headline, retold, story
from ranking.demo.streams import draw
from ranking.demo.write_weibo import with_texts
from ranking.model.month import Month
from ranking.model.vocabulary import Platform

Kind = Literal[
    "copied", "framed", "retitled", "cut", "sourced", "linked", "titled", "brief",
    "excerpt", "quoted", "twin", "bulletin", "unrelated",
]  # fmt: skip
"""What became of a post: the first eight are reprints, the next two are doubtful, two are of
another unit or another day, and the last has no post."""

_SHARES: dict[Kind, float] = {
    "copied": 0.12, "framed": 0.12, "retitled": 0.10, "cut": 0.10, "sourced": 0.08,
    "linked": 0.05, "titled": 0.07, "brief": 0.05, "excerpt": 0.03, "quoted": 0.01,
    "twin": 0.02, "bulletin": 0.02, "unrelated": 0.23,
}  # fmt: skip
_WECHAT: frozenset[Kind] = frozenset({"linked", "titled"})
_SHORT: frozenset[Kind] = frozenset({"brief", "quoted"})
_RETITLED: frozenset[Kind] = frozenset({"retitled", "sourced", "linked"})
_NOBODY = "申城街坊会"
_TOLD = dict.fromkeys(("标题", "正文", "原文出处链接"), pl.String)


@dataclass(frozen=True)
class _Post:
    ref: str
    title: str
    text: str
    unit: str
    day: date


_RETOLD: dict[Kind, Callable[[_Post, Generator], str]] = {
    "framed": lambda post, rng: retell.framed(post.text, rng),
    "retitled": lambda post, rng: retell.framed(post.text, rng),
    "cut": lambda post, rng: retell.beginning(post.text, 0.6, 0.85, rng),
    "sourced": lambda post, rng: retell.with_source(
        retell.beginning(post.text, 0.35, 0.5, rng), post.unit, rng
    ),
    "twin": lambda post, rng: retell.elsewhere(post.text, post.unit, rng),
    "bulletin": lambda post, rng: retold(post.text, rng),
}
"""What a site made of the post's text. The other kinds leave it as it is."""
_OF_OTHERS: dict[Kind, Callable[[str, str, Generator], str]] = {
    "excerpt": lambda text, aside, rng: retell.beginning(text, 0.3, 0.36, rng) + aside,
    "quoted": lambda text, aside, _: text + aside[:120],
    "unrelated": lambda _, aside, __: aside,
}
"""Articles of their own: from the post's text and from a text of nobody's."""


def draw_feed(
    posts: pl.DataFrame,
    accounts: tuple[Account, ...],
    month: Month,
    size: int,
    until: datetime,
    rng: Generator,
) -> pl.DataFrame:
    """Return ``size`` articles by time, none later than ``until`` (Shanghai time, no zone).

    Columns: kind and post (the truth; post is a ``ref``, null for unrelated ones), then those of a
    feed, all text: 标题 正文 来源 来源类型 账号 链接 原文出处链接 发布时间 阅读数 点赞数
    评论数.
    """
    kinds = _kinds(size, rng)
    chosen = posts[_choose(posts, kinds, rng)]
    told = [
        _told(kind, post, rng)
        for kind, post in zip(kinds, _posts(chosen, accounts, month, rng), strict=True)
    ]
    related = pl.Series(kinds) != "unrelated"
    rows = pl.DataFrame(told, schema=_TOLD, orient="row").with_columns(
        pl.Series("kind", kinds, dtype=pl.String),
        chosen["ref"].set(~related, None).alias("post"),
        times_after(chosen["published_at"], until, rng).alias("发布时间"),
        *sources(size, month, rng),
    )
    return with_counts(rows, rng).sort("发布时间", maintain_order=True)


def _kinds(size: int, rng: Generator) -> list[Kind]:
    """Return the kind of each article, in any order; what is rounded off is unrelated."""
    many = {kind: round(size * share) for kind, share in _SHARES.items() if kind != "unrelated"}
    kinds: list[Kind] = [kind for kind, count in many.items() for _ in range(count)]
    kinds += ["unrelated"] * (size - len(kinds))
    return [kinds[place] for place in rng.permutation(size)]


def _choose(posts: pl.DataFrame, kinds: list[Kind], rng: Generator) -> np.ndarray:
    """Draw a post for each article, of those that its kind is of, by weight."""
    wechat = (posts["platform"] == Platform.WECHAT).to_numpy()
    long = (posts["story"] != "").to_numpy()
    of_wechat = np.array([kind in _WECHAT for kind in kinds])
    of_short = np.array([kind in _SHORT for kind in kinds])
    found = np.zeros(len(kinds), dtype=np.int64)
    pools = (
        (of_wechat, wechat),
        (of_short, ~wechat & ~long),
        (~of_wechat & ~of_short, long),
    )
    for asked, pool in pools:
        weights = np.where(pool, posts["weight"].to_numpy(), 0.0)
        found[asked] = draw(weights, int(asked.sum()), rng)
    return found


def _posts(
    chosen: pl.DataFrame, accounts: tuple[Account, ...], month: Month, rng: Generator
) -> list[_Post]:
    """Return the posts, one a row, each with the text that sites take from it."""
    found: dict[str, _Post] = {}
    for row in with_texts(chosen).unique("ref", maintain_order=True).iter_rows(named=True):
        unit, day = accounts[row["account"]].unit_in(month), row["published_at"].date()
        if row["platform"] == Platform.WECHAT:
            text = story(unit, day, rng)  # exports of WeChat have no texts
        elif row["story"]:
            text = row["text"].partition(f"{row['title']}。")[2]  # the title is above it
        else:
            text = row["text"]
        found[row["ref"]] = _Post(row["ref"], row["title"], text, unit, day)
    return [found[ref] for ref in chosen["ref"]]


def _told(kind: Kind, post: _Post, rng: Generator) -> tuple[str, str, str | None]:
    """Return title, text and link of an article."""
    if kind in _OF_OTHERS:
        aside = story(_NOBODY, post.day, rng)
        return headline(rng), _OF_OTHERS[kind](post.text, aside, rng), None
    title = retell.retitled(post.title) if kind in _RETITLED else post.title
    text = _RETOLD[kind](post, rng) if kind in _RETOLD else post.text
    return title, text, post.ref if kind == "linked" else None
