"""The month's record: what an edition's readers are told beside the boards."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import polars as pl

from ranking.editions.unit_shares import account_shares, channel_shares
from ranking.features.month import MonthFeatures
from ranking.features.top_posts import (
    NOT_REPRINTED,
    UNREAD,
    most_reprinted,
    unit_most_reprinted,
    unit_top_posts,
)
from ranking.features.topics import hot_topics
from ranking.model.edition import Edition
from ranking.model.month_record import MonthRecord, PastBoard, PastMonth, PastScore, UnitRecord

_TOPICS = 10
_TOP_POSTS = 10
_UNIT_POSTS = 5


def month_record(
    features: MonthFeatures, not_ranked: Collection[str], history: Iterable[PastMonth]
) -> MonthRecord:
    """Return the record of a month; ``not_ranked`` units have no place among the top posts."""
    posts = features.posts
    return MonthRecord(
        topics=hot_topics(posts, _TOPICS),
        most_reprinted=most_reprinted(
            posts.filter(~pl.col("unit").is_in(list(not_ranked))), _TOP_POSTS
        ),
        units=_units(features),
        history=tuple(history),
    )


def past_month(edition: Edition) -> PastMonth:
    """Return what later months remember of an edition."""
    return PastMonth(
        month=edition.month,
        revision=edition.revision,
        method=edition.method,
        statistics=edition.statistics,
        boards=tuple(
            PastBoard(b.index, b.group, {r.unit: PastScore(r.rank, r.total) for r in b.rows})
            for b in edition.boards
        ),
    )


def _units(features: MonthFeatures) -> tuple[UnitRecord, ...]:
    posts = features.posts
    accounts, channels = account_shares(features.accounts, posts), channel_shares(features.channels)
    read, passed_on = unit_top_posts(posts, _UNIT_POSTS), unit_most_reprinted(posts, _UNIT_POSTS)
    return tuple(
        UnitRecord(
            unit=unit,
            group=group,
            accounts=accounts.get(unit, ()),
            top_posts=read.get(unit, UNREAD),
            most_reprinted=passed_on.get(unit, NOT_REPRINTED),
            channels=channels.get(unit, ()),
        )
        for unit, group in features.units.select("unit", "group").sort("unit", "group").iter_rows()
    )
