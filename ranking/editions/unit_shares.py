"""What a unit's accounts and channels have of its month."""

from __future__ import annotations

import polars as pl

from ranking.model.explanation import AccountShare, ChannelShare
from ranking.model.vocabulary import POST_MEASURES


def account_shares(accounts: pl.DataFrame, posts: pl.DataFrame) -> tuple[AccountShare, ...]:
    """Return one unit's accounts, those with most posts first; counts null = none observed.

    ``accounts`` and ``posts`` are its rows of the month's.
    """
    sums = posts.group_by("account").agg(
        pl.len().cast(pl.Int64).alias("posts"),
        *[pl.when(pl.col(m).count() > 0).then(pl.col(m).sum()).alias(m) for m in POST_MEASURES],
    )
    table = accounts.join(sums, on="account", how="left").with_columns(pl.col("posts").fill_null(0))
    ordered = table.sort(["posts", "account"], descending=[True, False])
    return tuple(
        AccountShare(
            row["account"],
            row["name"],
            row["platform"],
            row["posts"],
            {measure: row[measure] for measure in POST_MEASURES},
        )
        for row in ordered.iter_rows(named=True)
    )


def channel_shares(channels: pl.DataFrame) -> tuple[ChannelShare, ...]:
    """Return the channels that carried one unit, from its rows of the month's."""
    return tuple(ChannelShare(*row) for row in channels.drop("unit").iter_rows())
