"""Counts of one platform's own posts: of all, of headlines, of originals. No reprints in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import narwhals as nw
import polars as pl

from ranking.model.vocabulary import Platform

Lazy = nw.LazyFrame[pl.LazyFrame]
SubsetName = Literal["wechat", "headline", "weibo", "weibo_original"]
_ONE, _NONE = nw.lit(1, nw.Int64), nw.lit(0, nw.Int64)


@dataclass(frozen=True)
class Subset:
    """Some of a unit's posts. ``unknown`` and ``unobserved`` say why a feature of them is null.

    ``key`` is the column that decides, where it is ``value``; a post without it may belong or not.
    """

    platform: Platform
    unobserved: str
    key: str | None = None
    value: int | bool | None = None
    unknown: str = ""


SUBSETS: Mapping[SubsetName, Subset] = {
    "wechat": Subset(Platform.WECHAT, "None of this unit's WeChat posts has an observed count."),
    "headline": Subset(
        Platform.WECHAT,
        "No headline post of this unit is known that has an observed count.",
        key="position",
        value=1,
        unknown="The position of this unit's WeChat posts is not known.",
    ),
    "weibo": Subset(Platform.WEIBO, "None of this unit's Weibo posts has an observed count."),
    "weibo_original": Subset(
        Platform.WEIBO,
        "No original Weibo post of this unit is known that has an observed count.",
        key="original",
        value=True,
        unknown="It is not known which of this unit's Weibo posts are original.",
    ),
}


@dataclass(frozen=True)
class OwnCount:
    """A feature: the sum or largest of a measure over a subset; without a measure its posts."""

    subset: SubsetName
    measure: str | None = None
    how: Literal["sum", "max"] = "sum"

    @property
    def missing_reason(self) -> str:
        """Why the feature is null, as an English template."""
        subset = SUBSETS[self.subset]
        return subset.unobserved if self.measure else subset.unknown


OWN: Mapping[str, OwnCount] = {
    "wechat_posts": OwnCount("wechat"),
    "weibo_posts": OwnCount("weibo"),
    "wechat_shares": OwnCount("wechat", "reposts"),
    "wechat_reads": OwnCount("wechat", "reads"),
    "wechat_headline_reads": OwnCount("headline", "reads"),
    "wechat_max_reads": OwnCount("wechat", "reads", "max"),
    "wechat_likes": OwnCount("wechat", "likes"),
    "wechat_headline_likes": OwnCount("headline", "likes"),
    "wechat_max_likes": OwnCount("wechat", "likes", "max"),
    "wechat_wow": OwnCount("wechat", "wow"),
    "wechat_headline_wow": OwnCount("headline", "wow"),
    "wechat_max_wow": OwnCount("wechat", "wow", "max"),
    "wechat_headline_shares": OwnCount("headline", "reposts"),
    "wechat_max_shares": OwnCount("wechat", "reposts", "max"),
    "wechat_headlines": OwnCount("headline"),
    "weibo_originals": OwnCount("weibo_original"),
    "weibo_reposts": OwnCount("weibo", "reposts"),
    "weibo_comments": OwnCount("weibo", "comments"),
    "weibo_likes": OwnCount("weibo", "likes"),
    "weibo_original_reposts": OwnCount("weibo_original", "reposts"),
    "weibo_original_comments": OwnCount("weibo_original", "comments"),
}
"""Every feature of a platform's own posts. WeChat's shares 分享 are its ``reposts``."""

_COUNTED = tuple(dict.fromkeys((o.subset, o.measure) for o in OWN.values() if o.measure))


def marked(posts: Lazy) -> Lazy:
    """Add, per subset, 1 for its posts and for posts that may be told; per measure its counts."""
    table = posts.with_columns(
        *[_number(_member(s)).alias(f"in_{name}") for name, s in SUBSETS.items()],
        *[_number(_told(s)).alias(f"told_{name}") for name, s in SUBSETS.items()],
    )
    columns: list[nw.Expr] = []
    for name, measure in _COUNTED:
        inside, column = nw.col(f"in_{name}") == 1, f"{name}_{measure}"
        bound = inside & nw.col("censored").list.contains(measure)
        columns += [nw.when(inside).then(nw.col(measure)).alias(column)]
        columns += [_number(bound).alias(f"{column}_bound")]
    return table.with_columns(*columns)


def _member(subset: Subset) -> nw.Expr:
    own = nw.col("platform") == subset.platform.value
    return own if subset.key is None else own & (nw.col(subset.key) == subset.value)


def _told(subset: Subset) -> nw.Expr:
    own = nw.col("platform") == subset.platform.value
    return own if subset.key is None else own & ~nw.col(subset.key).is_null()


def _number(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(_ONE).otherwise(_NONE)


def totals() -> list[nw.Expr]:
    """Return what is summed up per unit over the columns that ``marked`` adds."""
    marks = [nw.col(f"{kind}_{name}").sum() for name in SUBSETS for kind in ("in", "told")]
    for name, measure in _COUNTED:
        count = nw.col(f"{name}_{measure}")
        marks += [count.sum().alias(f"{name}_{measure}_sum")]
        marks += [count.max().alias(f"{name}_{measure}_max")]
        marks += [count.count().alias(f"{name}_{measure}_seen")]
        marks += [nw.col(f"{name}_{measure}_bound").max()]
    return marks


def own_value(own: OwnCount) -> pl.Expr:
    """Return a feature from a unit's ``totals``, which are 0 for a unit without any posts.

    Null where the subset cannot be told, or has posts and none with that count.
    """
    subset = SUBSETS[own.subset]
    size, told = pl.col(f"in_{own.subset}"), pl.col(f"told_{own.subset}")
    nothing = pl.col(f"in_{subset.platform.value}") == 0
    if own.measure is None:
        return pl.when(nothing | (told > 0)).then(size)
    column = f"{own.subset}_{own.measure}"
    empty = nothing | ((told > 0) & (size == 0))
    total = pl.when(pl.col(f"{column}_seen") > 0).then(pl.col(f"{column}_{own.how}"))
    return pl.when(empty).then(0).otherwise(total)


def own_bound(own: OwnCount) -> pl.Expr:
    """Tell whether a feature is a lower bound: a count of its posts is."""
    if own.measure is None:
        return pl.lit(value=False)
    return pl.col(f"{own.subset}_{own.measure}_bound") > 0
