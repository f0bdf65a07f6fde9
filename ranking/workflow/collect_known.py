"""What is known of posts before a collection: which to ask for again, and what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cached_property

import polars as pl

from connectors.interface import KnownPost
from ranking.facts.files import scan_batches
from ranking.intake.times import day_of
from ranking.ledger.batches import read_batches
from ranking.ledger.database import Connection
from ranking.model.collection import Days
from ranking.model.month import Month
from ranking.model.vocabulary import POST_MEASURES
from ranking.schemas import COMPACT_POSTS, POST_COUNTS
from ranking.workflow.collect_days import LAG_DAYS
from ranking.workflow.facts import compact_facts
from ranking.workflow.workspace import Workspace

_LAG = timedelta(days=LAG_DAYS)


class KnownPosts:
    """The posts of some months as they were before the collection, and who last observed them."""

    def __init__(self, posts: pl.DataFrame, seen: pl.DataFrame) -> None:
        """``posts``: COMPACT_POSTS; ``seen``: post_id, source, seen_at (the last observation)."""
        self.posts = posts
        self._by_account = posts.partition_by("account", as_dict=True)
        self._seen = seen.partition_by("source", as_dict=True)

    def of(self, account: str) -> pl.DataFrame:
        """Return COMPACT_POSTS of one account, with ``native_id`` as its platform says it."""
        found = self._by_account.get((account,), self.posts.clear())
        return found.with_columns(native_id=pl.col("post_id").str.replace("^.*:", ""))

    def times(self, account: str) -> dict[str, datetime]:
        """Return native id → time of publication."""
        return dict(self.of(account).select("native_id", "published_at").iter_rows())

    def to_ask(
        self,
        source: str,
        account: str,
        days: Days,
        *,
        since: datetime | None = None,
        again: bool = False,
    ) -> tuple[KnownPost, ...]:
        """Return the posts of these days whose counts may still change, newest first.

        Left out are those that are withdrawn, those that the source has observed at the end of
        their lag (unless ``again``), and those that it has observed after ``since`` (by a run that
        was cut off).
        """
        posts = self.of(account).filter(
            day_of(pl.col("published_at")).is_between(*days) & pl.col("withdrawn_at").is_null()
        )
        observed = self._seen.get((source,))
        if observed is not None and posts.height:
            posts = posts.join(observed.select("post_id", "seen_at"), on="post_id", how="left")
            settled = (pl.col("seen_at") >= pl.col("published_at") + _LAG) & pl.lit(not again)
            done = settled if since is None else settled | (pl.col("seen_at") >= since)
            posts = posts.filter(~done.fill_null(False))
        ordered = posts.sort("published_at", "post_id", descending=True)
        return tuple(_known(row) for row in ordered.iter_rows(named=True))

    @cached_property
    def counts(self) -> pl.DataFrame:
        """Return post_id and the latest count of every measure."""
        return self.posts.select("post_id", *POST_MEASURES)


def known_posts(
    workspace: Workspace, connection: Connection, first: date, last: date
) -> KnownPosts:
    """Read the posts of the months of these days; every month must have been compacted."""
    months = _months(first, last)
    posts = [compact_facts(workspace, connection, "posts", month) for month in months]
    seen = [_last_seen(workspace, connection, month) for month in months]
    return KnownPosts(
        pl.concat([pl.LazyFrame(schema=COMPACT_POSTS), *posts]).collect(),
        pl.concat(seen).collect(),
    )


def _last_seen(workspace: Workspace, connection: Connection, month: str) -> pl.LazyFrame:
    batches = read_batches(connection, dataset="post_counts", month=month, kind="raw")
    scanned = scan_batches(workspace.settings.facts, batches, "post_counts")
    observed = scanned.select("post_id", "source", "observed_at").cast(
        {name: POST_COUNTS[name] for name in ("post_id", "source", "observed_at")}
    )
    return observed.group_by("post_id", "source").agg(pl.col("observed_at").max().alias("seen_at"))


def _months(first: date, last: date) -> list[str]:
    month, end = Month(first.year, first.month), Month(last.year, last.month)
    months = []
    while month <= end:
        months.append(str(month))
        month = month.next()
    return months


def _known(row: Mapping[str, object]) -> KnownPost:
    counts = {name: int(str(row[name])) for name in POST_MEASURES if row[name] is not None}
    published = row["published_at"]
    assert isinstance(published, datetime)  # noqa: S101 - COMPACT_POSTS has no null time
    return KnownPost(str(row["native_id"]), published, counts)  # type: ignore[arg-type]
