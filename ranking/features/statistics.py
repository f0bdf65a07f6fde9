"""The month in figures and what they rest on: totals, platforms, coverage."""

from __future__ import annotations

import polars as pl

from ranking.features.attribution import Attributed
from ranking.model.edition import (
    Coverage,
    MeasureCoverage,
    Note,
    PlatformStatistics,
    Statistics,
)
from ranking.model.vocabulary import POST_MEASURES, Platform

_NO_FEED = Note(
    "no_reprint_feed",
    "No reprint table was imported: reprints rest on Weibo's own repost counts.",
)
_MIXED_READS = Note(
    "mixed_reads", "Reads are counted in times for some posts and in people for others."
)
_LEFT_OUT = {
    "excluded": "{count} posts are excluded by an adjustment: left out.",
    "unattributed": "{count} posts belong to accounts that no unit owned that day: left out.",
    "withdrawn": "{count} posts were withdrawn before the month ended: left out.",
    "unregistered_channels": "{count} reprints are in channels not registered: left out.",
}


def statistics(posts: pl.DataFrame, reprints: int | None) -> Statistics:
    """Return the totals over all attributed posts, also of units that are not ranked.

    ``reprints`` = reprints counted, None without a reprint feed.
    """
    platforms = {}
    for platform in Platform:
        original = posts.filter(pl.col("platform") == platform.value)["original"]
        platforms[platform.value] = PlatformStatistics(
            len(original), int(original.sum()), original.count()
        )
    totals = {m: int(posts[m].sum()) if posts[m].count() else None for m in POST_MEASURES}
    return Statistics(platforms, totals, reprints)


def coverage(
    attributed: Attributed, spans: pl.DataFrame, reprints: int | None, unregistered: int
) -> Coverage:
    """Return what the month rests on; ``unregistered`` counts reprints in unknown channels."""
    posts = attributed.posts
    by_platform = {p.value: posts.filter(pl.col("platform") == p.value) for p in Platform}
    return Coverage(
        units=spans["unit"].n_unique(),
        units_with_posts=posts["unit"].n_unique(),
        accounts=pl.concat([spans["account"], attributed.moved["account"]]).n_unique(),
        accounts_with_posts=posts["account"].n_unique(),
        posts={name: frame.height for name, frame in by_platform.items()},
        measures={name: _measures(frame) for name, frame in by_platform.items()},
        reprint_feed=reprints is not None,
        reprints=reprints or 0,
        unattributed_posts=attributed.unattributed,
        notes=_notes(attributed, reprints is not None, unregistered),
    )


def _measures(posts: pl.DataFrame) -> dict[str, MeasureCoverage]:
    found = {}
    for measure in POST_MEASURES:
        seen = posts[measure].count()
        bounds = posts["censored"].list.contains(measure).fill_null(value=False).sum()
        found[measure] = MeasureCoverage(seen, posts.height - seen, int(bounds))
    return found


def _notes(attributed: Attributed, has_feed: bool, unregistered: int) -> tuple[Note, ...]:
    kinds = attributed.posts["reads_unit"].drop_nulls().n_unique()
    left_out = {
        "excluded": attributed.excluded,
        "unattributed": attributed.unattributed,
        "withdrawn": attributed.withdrawn,
        "unregistered_channels": unregistered,
    }
    counted = [
        Note(code, _LEFT_OUT[code], {"count": count}) for code, count in left_out.items() if count
    ]
    return (*([] if has_feed else [_NO_FEED]), *counted, *([_MIXED_READS] if kinds > 1 else []))
