"""The facade of the feature stage: a month's facts to one row a unit and all that explains it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from ranking.features.adjusted import UNADJUSTED, Adjusted
from ranking.features.attribution import Attributed, attribute
from ranking.features.cards import Cards
from ranking.features.censoring import as_counted
from ranking.features.named_posts import named_posts
from ranking.features.post_table import post_table
from ranking.features.reprints import CollapsedReprints, collapse
from ranking.features.spans import month_spans
from ranking.features.statistics import coverage, statistics
from ranking.features.top_posts import top_posts
from ranking.features.units import MISSING_REASONS, NO_WEIGHTS, unit_features
from ranking.features.weights import weighted_reprints
from ranking.lists import ListFile
from ranking.methods.model import Method
from ranking.model.edition import Coverage, Statistics, TopPosts
from ranking.model.month import Month
from ranking.model.vocabulary import POST_MEASURES, REPRINT_MEASURES
from ranking.schemas import COMPACT_REPRINTS

_TOP_POSTS = 10
_TOP_CHANNELS = 10


@dataclass(frozen=True)
class MonthFacts:
    """The compact facts of one month: COMPACT_POSTS and COMPACT_REPRINTS.

    ``has_reprint_feed`` False = no reprint table was imported; then ``reprints`` is not read.
    """

    month: Month
    posts: pl.LazyFrame
    reprints: pl.LazyFrame
    has_reprint_feed: bool


@dataclass(frozen=True)
class MonthFeatures:
    """What one month came to.

    ``units``: unit, group, every feature (null = not observed), ``<feature>_censored``.
    ``posts``: the post table (see ``post_table``), sorted by post_id.
    ``accounts``: unit, account, platform, name; one row an account and unit of the month.
    ``channels``: unit, channel_id, name, type, reprints; the ten that carried a unit most.
    ``by_channel``: unit, original, channel_id, times; all reprints in known channels.
    ``named_posts``: every post that an adjustment names, and the units it is or was to count for.
    ``missing_reasons``: why a feature is null, as English templates by feature.
    """

    month: Month
    cards: Cards
    units: pl.DataFrame
    posts: pl.DataFrame
    accounts: pl.DataFrame
    channels: pl.DataFrame
    by_channel: pl.DataFrame
    named_posts: Mapping[str, frozenset[str]]
    missing_reasons: Mapping[str, str]
    statistics: Statistics
    coverage: Coverage
    top_posts: TopPosts


def compute(
    facts: MonthFacts,
    roster: pl.DataFrame,
    channels: pl.DataFrame,
    method: Method,
    list_file: ListFile,
    cards: Cards,
    adjusted: Adjusted = UNADJUSTED,
) -> MonthFeatures:
    """Compute every feature of the month for every unit that had an account in it.

    Posts count for the unit that owned their account on the day of publication (Asia/Shanghai),
    or that an adjustment names; reprints go with their post. Posts withdrawn before the month
    ended, posts excluded by an adjustment and posts of accounts without a unit are left out and
    counted in ``coverage``. Not-ranked units count in the statistics and have no place among the
    top posts. A method's rule for 10万+ changes ``units`` alone: all else shows counts as they
    were observed. Raises DataError for an adjustment to a unit that the month does not have.
    """
    spans = month_spans(roster, list_file.mergers, facts.month)
    attributed = attribute(facts.posts, spans, facts.month, adjusted)
    reprints = facts.reprints if facts.has_reprint_feed else COMPACT_REPRINTS.to_frame().lazy()
    as_method = as_counted(reprints, REPRINT_MEASURES, method.censoring)
    collapsed = collapse(as_method, attributed.posts, channels)
    posts = post_table(attributed.posts, collapsed, facts.has_reprint_feed)
    counted = int(collapsed.by_channel["times"].sum()) if facts.has_reprint_feed else None
    ranked = posts.filter(~pl.col("unit").is_in([entry.unit for entry in list_file.not_ranked]))
    return MonthFeatures(
        month=facts.month,
        cards=cards,
        units=_units(spans, attributed, collapsed, channels, method, facts.has_reprint_feed),
        posts=posts,
        accounts=_accounts(spans, attributed.moved),
        channels=_channels(collapsed.by_channel, channels),
        by_channel=collapsed.by_channel,
        named_posts=named_posts(facts.posts, spans, adjusted),
        missing_reasons=_missing_reasons(method),
        statistics=statistics(posts, counted),
        coverage=coverage(attributed, spans, counted, collapsed.unregistered),
        top_posts=top_posts(ranked, _TOP_POSTS),
    )


def _units(
    spans: pl.DataFrame,
    attributed: Attributed,
    collapsed: CollapsedReprints,
    channels: pl.DataFrame,
    method: Method,
    has_feed: bool,
) -> pl.DataFrame:
    """Return the features of every unit, from counts as the method counts them."""
    counted = as_counted(attributed.posts.lazy(), POST_MEASURES, method.censoring).collect()
    posts, by_channel = post_table(counted, collapsed, has_feed), collapsed.by_channel
    weighted = None
    if method.reprints is not None:
        weighted = weighted_reprints(posts, by_channel, channels, method.reprints)
    units = spans.select("unit", "group").unique()
    return unit_features(units, posts, by_channel, weighted, has_feed)


def _missing_reasons(method: Method) -> Mapping[str, str]:
    if method.reprints is None or method.reprints.channels is None:
        return {**MISSING_REASONS, "weighted_reprints": NO_WEIGHTS}
    return MISSING_REASONS


def _accounts(spans: pl.DataFrame, moved: pl.DataFrame) -> pl.DataFrame:
    """One row an account and unit, under the last name it had in the month.

    Accounts of which adjustments move posts stand under the units these count for as well.
    """
    columns = ("unit", "account", "platform", "account_name")
    owned = spans.select(*columns, day="first_day")
    lent = moved.join(owned, on=["unit", "account"], how="anti").select(*columns, "day")
    return (
        pl.concat([owned, lent])
        .sort("account", "day")
        .group_by("unit", "account", maintain_order=True)
        .agg(pl.col("platform").last(), pl.col("account_name").last().alias("name"))
        .sort("unit", "account")
    )


def _channels(by_channel: pl.DataFrame, channels: pl.DataFrame) -> pl.DataFrame:
    return (
        by_channel.group_by("unit", "channel_id")
        .agg(pl.col("times").sum().alias("reprints"))
        .join(channels.select("channel_id", "name", "type"), on="channel_id")
        .sort(["unit", "reprints", "channel_id"], descending=[False, True, False])
        .group_by("unit", maintain_order=True)
        .head(_TOP_CHANNELS)
        .select("unit", "channel_id", "name", "type", "reprints")
    )
