"""Sources of a month's articles that no known channel has, with their volume."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ranking.ledger.roster import read_channels
from ranking.model.names import key
from ranking.model.reprint_matching import UnknownChannel
from ranking.model.roster import Channel
from ranking.reprints.choose import ACCEPTED
from ranking.workflow.facts import compact_facts
from ranking.workflow.frames import channels_frame
from ranking.workflow.months import past_month
from ranking.workflow.reprint_articles import article_batches, read_articles
from ranking.workflow.reprint_credit import unknown_names
from ranking.workflow.workspace import Workspace


def unknown_channels(workspace: Workspace, month_text: str) -> tuple[UnknownChannel, ...]:
    """Return the sources that no channel has by now; none where there are no articles.

    Raises UsageError for an unusable month, DataError for a damaged batch.
    """
    month = past_month(workspace, month_text)
    with workspace.ledger.reading() as connection:
        batches = article_batches(connection, month)
        matches = compact_facts(workspace, connection, "matches", str(month)).collect()
        channels = read_channels(connection)
    if not batches:
        return ()
    articles = read_articles(workspace, batches, month)
    return unknown_of(articles.frame, matches, channels, str(month))


def unknown_of(
    articles: pl.DataFrame, matches: pl.DataFrame, channels: Sequence[Channel], month: str
) -> tuple[UnknownChannel, ...]:
    """Return the sources that none of the channels is: of articles stored under the month, and of
    those that may reprint a post of it. Spellings of one name and type are one source."""
    best = matches.group_by("article_id").agg(
        pl.col("verdict").eq(ACCEPTED).any().alias("accepted"),
        pl.col("verdict").eq("doubtful").any().alias("doubtful"),
    )
    joined = articles.join(best, on="article_id", how="left")
    ours = joined.filter((pl.col("month") == month) | pl.col("accepted").is_not_null())
    unknown = ours.filter(unknown_names(ours, channels_frame(channels)))
    names = [key(name) for name in unknown["channel"]]
    accepted = pl.col("accepted").fill_null(value=False)
    doubtful = pl.col("doubtful").fill_null(value=False) & ~accepted
    grouped = (
        unknown.with_columns(key=pl.Series(names, dtype=pl.String))
        .sort("title", "article_id", nulls_last=True)
        .group_by("key", "channel_type")
        .agg(
            pl.col("channel").mode().min().alias("name"),
            pl.len().alias("articles"),
            accepted.sum().alias("accepted"),
            doubtful.sum().alias("doubtful"),
            pl.col("title").drop_nulls().first().fill_null("").alias("example"),
        )
    )
    ordered = grouped.sort(
        "accepted", "articles", "key", "channel_type", descending=[True, True, False, False]
    )
    return tuple(
        UnknownChannel(
            row["name"],
            row["channel_type"],
            row["articles"],
            row["accepted"],
            row["doubtful"],
            row["example"],
        )
        for row in ordered.iter_rows(named=True)
    )
