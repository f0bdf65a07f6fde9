"""What a unit's accounts and channels have of its month."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ranking.model.explanation import AccountShare, ChannelShare
from ranking.model.vocabulary import POST_MEASURES


def account_shares(
    accounts: pl.DataFrame, posts: pl.DataFrame
) -> Mapping[str, tuple[AccountShare, ...]]:
    """Return unit → its accounts, those with most posts first; counts null = none observed.

    ``accounts`` and ``posts`` are those of the month's features, of all units or of some.
    """
    sums = posts.group_by("unit", "account").agg(
        pl.len().cast(pl.Int64).alias("posts"),
        *[pl.when(pl.col(m).count() > 0).then(pl.col(m).sum()).alias(m) for m in POST_MEASURES],
    )
    table = accounts.join(sums, on=["unit", "account"], how="left")
    ordered = table.with_columns(pl.col("posts").fill_null(0)).sort(
        ["unit", "posts", "account"], descending=[False, True, False]
    )
    found: dict[str, list[AccountShare]] = {}
    for row in ordered.iter_rows(named=True):
        counts = {measure: row[measure] for measure in POST_MEASURES}
        share = AccountShare(row["account"], row["name"], row["platform"], row["posts"], counts)
        found.setdefault(row["unit"], []).append(share)
    return {unit: tuple(shares) for unit, shares in found.items()}


def channel_shares(channels: pl.DataFrame) -> Mapping[str, tuple[ChannelShare, ...]]:
    """Return unit → the channels that carried it most, in the order of the month's features."""
    found: dict[str, list[ChannelShare]] = {}
    for unit, *share in channels.iter_rows():
        found.setdefault(unit, []).append(ChannelShare(*share))
    return {unit: tuple(shares) for unit, shares in found.items()}
