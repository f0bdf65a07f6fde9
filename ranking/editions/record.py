"""The month's record: what an edition's readers are told beside the boards."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import polars as pl

from ranking.editions.unit_shares import account_shares, channel_shares
from ranking.features.month import MonthFeatures
from ranking.features.top_posts import most_reprinted, top_posts
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
    posts, accounts, channels = map(
        _by_unit, (features.posts, features.accounts, features.channels)
    )
    nothing = features.posts.clear(), features.accounts.clear(), features.channels.clear()
    return tuple(
        UnitRecord(
            unit=unit,
            group=group,
            accounts=account_shares(accounts.get(unit, nothing[1]), posts.get(unit, nothing[0])),
            top_posts=top_posts(posts.get(unit, nothing[0]), _UNIT_POSTS),
            most_reprinted=most_reprinted(posts.get(unit, nothing[0]), _UNIT_POSTS),
            channels=channel_shares(channels.get(unit, nothing[2])),
        )
        for unit, group in features.units.select("unit", "group").sort("unit", "group").iter_rows()
    )


def _by_unit(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    parts = frame.partition_by("unit", as_dict=True, maintain_order=True)
    return {str(unit): part for (unit,), part in parts.items()}
