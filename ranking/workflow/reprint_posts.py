"""The posts that a month's articles may reprint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import polars as pl

from ranking.ledger.batches import months_with_posts
from ranking.ledger.database import Connection
from ranking.model.month import SHANGHAI, Month
from ranking.model.roster import Span
from ranking.reprints.frames import ORIGINALS
from ranking.workflow.facts import compact_facts
from ranking.workflow.frames import roster_frame
from ranking.workflow.months import no_posts
from ranking.workflow.workspace import Workspace

_DESCRIBED = ("post_id", "account", "title", "text", "url", "published_at", "withdrawn_at")


def read_originals(
    workspace: Workspace,
    connection: Connection,
    month: Month,
    look_back: int,
    spans: Sequence[Span],
    units: Mapping[str, str],
) -> pl.DataFrame:
    """Return ORIGINALS of the month and of the last ``look_back`` days before it, by post_id.

    Posts of all accounts that had a unit on the day, ranked or not; ``units`` maps merged units to
    what they are now. The compact facts are read as they are. Raises DataError where the month
    has no posts.
    """
    known = months_with_posts(connection)
    if str(month) not in known:
        raise no_posts(month, known)
    since = month.start - timedelta(days=look_back)
    parts = [
        compact_facts(workspace, connection, "posts", str(one)).select(_DESCRIBED)
        for one in (month.previous(), month)
    ]
    day = pl.col("published_at").dt.convert_time_zone(str(SHANGHAI)).dt.date()
    in_time = (pl.col("published_at") >= since) & (pl.col("published_at") < month.end)
    posts = pl.concat(parts).filter(in_time).with_columns(day.alias("day"))
    owned = posts.join(_owners(spans).lazy(), on="account").filter(
        pl.col("valid_from").is_null() | (pl.col("valid_from") <= pl.col("day")),
        pl.col("valid_to").is_null() | (pl.col("day") < pl.col("valid_to")),
    )
    named = owned.with_columns(pl.col("unit").replace(dict(units)), pl.col("name").alias("account"))
    return (
        named.select(ORIGINALS.names())
        .sort("post_id")
        .unique("post_id", keep="first")
        .sort("post_id")
        .collect()
    )


def of_month(month: Month) -> pl.Expr:
    """Tell whether a post (``published_at``) is of the month."""
    return (pl.col("published_at") >= month.start) & (pl.col("published_at") < month.end)


def _owners(spans: Sequence[Span]) -> pl.DataFrame:
    return roster_frame(spans).select("account", "name", "unit", "valid_from", "valid_to")
