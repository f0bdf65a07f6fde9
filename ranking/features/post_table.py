"""One row a post: its own counts beside what its reprints add, and how often it was passed on."""

from __future__ import annotations

import polars as pl

from ranking.features.reprints import CollapsedReprints
from ranking.model.vocabulary import REPRINT_MEASURES, Platform

_COUNTS = ["seen_weibo", "seen_other"] + [
    f"again_{measure}{suffix}" for measure in REPRINT_MEASURES for suffix in ("", "_seen")
]
_FLAGS = [f"again_{measure}_censored" for measure in REPRINT_MEASURES]


def post_table(posts: pl.DataFrame, collapsed: CollapsedReprints, has_feed: bool) -> pl.DataFrame:
    """Add to the attributed posts the columns of ``by_post`` and the times they were passed on.

    Without a reprint feed ``seen_weibo`` and ``seen_other`` are null, with one 0 = none was found.
    ``weibo_times``: for a Weibo post the larger of the platform's repost count and the reprints
    seen on Weibo, for a WeChat post the latter; ``reprints``: those and the times seen elsewhere;
    both null = not observed. ``reprints_censored``: the platform's repost count is a lower bound.
    """
    joined = posts.join(collapsed.by_post, on="post_id", how="left", maintain_order="left")
    absent = pl.lit(0 if has_feed else None, dtype=pl.Int64)
    filled = joined.with_columns(
        pl.col("seen_weibo", "seen_other").fill_null(absent),
        pl.col(_COUNTS[2:] + _FLAGS).fill_null(0),
    )
    on_weibo = pl.col("platform") == Platform.WEIBO.value
    bound = on_weibo & pl.col("censored").list.contains("reposts").fill_null(value=False)
    return filled.with_columns(weibo_times=weibo_times(), reprints_censored=bound).with_columns(
        reprints=pl.col("seen_other").fill_null(0) + pl.col("weibo_times")
    )


def weibo_times() -> pl.Expr:
    """Return ``weibo_times`` of rows with platform, reposts and seen_weibo."""
    on_weibo = pl.col("platform") == Platform.WEIBO.value
    return pl.max_horizontal(pl.when(on_weibo).then("reposts"), "seen_weibo")
