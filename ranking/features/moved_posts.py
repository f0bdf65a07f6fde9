"""Posts that an adjustment attributes to a unit other than the owner of their account."""

from __future__ import annotations

import polars as pl

from ranking.features.adjusted import Adjusted, refuse_unknown_unit
from ranking.model.month import Month


def moved_posts(
    posts: pl.DataFrame, spans: pl.DataFrame, month: Month, adjusted: Adjusted
) -> pl.DataFrame:
    """Add platform, account_name, unit and group to posts that are all attributed by adjustments.

    ``posts`` has the column day (Asia/Shanghai). The name is the account's on that day, else its
    nearest of the month; an account that is not in the SPANS goes by its id. Raises DataError
    where an adjustment names a unit that the spans do not have.
    """
    groups = dict(spans.select("unit", "group").iter_rows())
    for adjustment in (*adjusted.posts_for.values(), *adjusted.accounts_for.values()):
        refuse_unknown_unit(adjustment, adjustment.unit, groups, str(month))
    keys = posts.select("post_id", "account").iter_rows()
    units = [adjusted.attribution(*key).unit for key in keys]
    inside = (pl.col("first_day") <= pl.col("day")) & (pl.col("day") < pl.col("end_day"))
    of_id = pl.col("account").str.splitn(":", 2).struct
    named = (
        posts.with_columns(pl.Series("unit", units, pl.String))
        .join(_without_gaps(spans, month), on="account", how="left")
        .filter(pl.col("first_day").is_null() | inside)
    )
    return named.with_columns(
        pl.col("platform").fill_null(of_id.field("field_0")),
        pl.col("account_name").fill_null(of_id.field("field_1")),
        pl.col("unit").replace_strict(groups, return_dtype=pl.String).alias("group"),
    )


def _without_gaps(spans: pl.DataFrame, month: Month) -> pl.DataFrame:
    """Return account, platform, name and days, so that every account has a name on every day."""
    first = pl.col("first_day") == pl.col("first_day").min().over("account")
    following = pl.col("first_day").shift(-1).over("account", order_by="first_day")
    return spans.select(
        "account",
        "platform",
        "account_name",
        pl.when(first).then(month.first_day).otherwise("first_day").alias("first_day"),
        following.fill_null(month.next().first_day).alias("end_day"),
    )
