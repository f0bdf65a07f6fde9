"""A small office in memory: rows as dictionaries, and the frames and features made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from ranking.editions.network_features import with_network
from ranking.features.adjusted import adjusted
from ranking.features.cards import Cards, load_cards
from ranking.features.month import MonthFacts, MonthFeatures, compute
from ranking.lists import ListFile
from ranking.methods.load import load_method
from ranking.methods.model import Method
from ranking.model.adjustment import Adjustment
from ranking.model.month import Month
from ranking.schemas import CHANNELS, COMPACT_POSTS, COMPACT_REPRINTS, ROSTER

CONFIG = Path(__file__).parents[2] / "config"
OCTOBER = Month(2026, 10)
Row = dict[str, Any]


@cache
def shipped_cards() -> Cards:
    return load_cards(CONFIG / "features.toml")


@cache
def shanghai() -> Method:
    return load_method(CONFIG / "methods" / "shanghai.toml", shipped_cards())


def make_list(**changes: Any) -> ListFile:
    content = {
        "id": "main",
        "title": "榜",
        "boards": [{"index": "communication"}, {"index": "influence"}],
        "methods": [{"id": "shanghai", "from": "2017-01"}],
    }
    return ListFile.model_validate(content | changes)


def at(day: int, hour: int = 12, month: int = 10) -> datetime:
    """Return an instant of 2026 in UTC (Shanghai is eight hours ahead)."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


def account(account: str, unit: str, group: str = "各区", **more: Any) -> Row:
    platform, native_id = account.split(":")
    row = {"account": account, "platform": platform, "native_id": native_id, "aliases": []}
    row |= {"name": native_id, "unit": unit, "group": group}
    return row | {"valid_from": None, "valid_to": None} | more


def post(post_id: str, account: str, published_at: datetime | None = None, **more: Any) -> Row:
    row: Row = dict.fromkeys(COMPACT_POSTS)
    row |= {"post_id": post_id, "account": account, "published_at": published_at or at(10)}
    row |= {"topics": [], "censored": []}
    return row | more


def reprint(reprint_id: str, post_id: str, channel_id: str, **more: Any) -> Row:
    row: Row = dict.fromkeys(COMPACT_REPRINTS)
    row |= {"reprint_id": reprint_id, "post_id": post_id, "channel_id": channel_id}
    return row | {"published_at": at(11), "matched_by": "declared", "censored": []} | more


def channel(
    channel_id: str, type_: str, weight: float | None = None, merged: Sequence[str] = ()
) -> Row:
    row = {"channel_id": channel_id, "name": channel_id.upper(), "type": type_}
    return row | {"aliases": [], "weight": weight, "merged": list(merged)}


@dataclass
class Office:
    """Everything one month is computed from; ``feed`` False = no reprint table was imported."""

    roster: list[Row] = field(default_factory=list)
    posts: list[Row] = field(default_factory=list)
    reprints: list[Row] = field(default_factory=list)
    channels: list[Row] = field(default_factory=list)
    feed: bool = True
    month: Month = OCTOBER
    adjustments: Sequence[Adjustment] = ()

    def facts(self) -> MonthFacts:
        posts = pl.DataFrame(self.posts, schema=COMPACT_POSTS).lazy()
        reprints = pl.DataFrame(self.reprints, schema=COMPACT_REPRINTS).lazy()
        return MonthFacts(self.month, posts, reprints, self.feed)

    def features(
        self, list_file: ListFile | None = None, method: Method | None = None
    ) -> MonthFeatures:
        roster = pl.DataFrame(self.roster, schema=ROSTER)
        channels = pl.DataFrame(self.channels, schema=CHANNELS)
        chosen = method or shanghai()
        features = compute(
            self.facts(),
            roster,
            channels,
            chosen,
            list_file or make_list(),
            shipped_cards(),
            adjusted(self.adjustments),
        )
        return with_network(features, self.facts(), channels, chosen)

    def unit(
        self, name: str, list_file: ListFile | None = None, method: Method | None = None
    ) -> Row:
        units = self.features(list_file, method).units
        return units.row(by_predicate=pl.col("unit") == name, named=True)


def day(number: int, month: int = 10) -> date:
    return date(2026, month, number)
