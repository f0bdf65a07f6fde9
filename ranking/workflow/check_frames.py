"""What checks read of the facts: the month's posts, those of earlier months, all observations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from ranking.facts.files import scan_batches
from ranking.ledger.batches import months_with_posts, read_batches
from ranking.ledger.database import Connection
from ranking.model.month import Month
from ranking.quality.frames import EARLIER_POSTS, MONTH_POSTS
from ranking.workflow.facts import compact_facts
from ranking.workflow.workspace import Workspace

HISTORY_MONTHS = 12
"""A year of habits: it has every season once."""
_TITLE = 80


def month_posts(table: pl.DataFrame) -> pl.DataFrame:
    """Return MONTH_POSTS from the post table of the feature stage."""
    title, text = pl.col("title").str.strip_chars(), pl.col("text").str.strip_chars()
    named = pl.when(title.str.len_chars() > 0).then(title).otherwise(text)
    return table.with_columns(named.str.slice(0, _TITLE).alias("title")).select(list(MONTH_POSTS))


def earlier_posts(workspace: Workspace, connection: Connection, month: Month) -> pl.DataFrame:
    """Return EARLIER_POSTS of the twelve months before, as far as there are any."""
    wanted = [str(month.shift(-n)) for n in range(HISTORY_MONTHS, 0, -1)]
    known = months_with_posts(connection)
    frames = [_earlier(workspace, connection, name) for name in wanted if name in known]
    return pl.concat([EARLIER_POSTS.to_frame(), *frames])


def observations(
    workspace: Workspace, connection: Connection, month: Month, cut_off: datetime | None
) -> pl.DataFrame:
    """Return POST_COUNTS of the month: every observation of every source, not only the latest.

    ``cut_off`` None = the month is not frozen.
    """
    batches = read_batches(connection, dataset="post_counts", month=str(month), kind="raw")
    found = scan_batches(workspace.settings.facts, batches, "post_counts")
    return (found.filter(pl.col("observed_at") <= cut_off) if cut_off else found).collect()


def months_of(earlier: pl.DataFrame) -> Sequence[str]:
    """Return the earlier months that have posts, oldest first."""
    return tuple(earlier["month"].unique().sort())


def _earlier(workspace: Workspace, connection: Connection, name: str) -> pl.DataFrame:
    posts = compact_facts(workspace, connection, "posts", name)
    return posts.with_columns(month=pl.lit(name)).select(list(EARLIER_POSTS)).collect()
