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
        accounts=spans["account"].n_unique(),
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
    kinds = set(attributed.posts["reads_unit"].drop_nulls().unique())
    candidates = (
        (
            not has_feed,
            Note(
                "no_reprint_feed",
                "No reprint table was imported: reprints rest on Weibo's own repost counts.",
            ),
        ),
        (
            attributed.unattributed,
            Note(
                "unattributed",
                "{posts} posts belong to accounts that no unit owned that day: left out.",
                {"posts": attributed.unattributed},
            ),
        ),
        (
            attributed.withdrawn,
            Note(
                "withdrawn",
                "{posts} posts were withdrawn before the month ended: left out.",
                {"posts": attributed.withdrawn},
            ),
        ),
        (
            unregistered,
            Note(
                "unregistered_channels",
                "{reprints} reprints are in channels that are not registered: left out.",
                {"reprints": unregistered},
            ),
        ),
        (
            len(kinds) > 1,
            Note(
                "mixed_reads",
                "Reads are counted in times for some posts and in people for others.",
            ),
        ),
    )
    return tuple(note for applies, note in candidates if applies)
