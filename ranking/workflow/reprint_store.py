"""A matching written: files first, then one transaction of the ledger that makes them exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from ranking.facts.files import scan_batches, write_batch
from ranking.facts.fresh import fresh_rows
from ranking.ledger.batches import add_batches, read_batches, replace_compact
from ranking.ledger.database import Connection
from ranking.ledger.imports import add_import
from ranking.ledger.reprint_matchings import KIND, matching_name
from ranking.ledger.roster import save_channels
from ranking.model.batch import Batch
from ranking.model.month import Month
from ranking.model.roster import Channel
from ranking.schemas import DATASETS, REPRINT_COUNTS
from ranking.workflow.facts import compact_month
from ranking.workflow.reprint_articles import Articles
from ranking.workflow.reprint_changes import Changes
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class Matched:
    """A matching that is to be written. ``covers``: a hash of everything it depends on;
    ``cut_off``: until when what was seen counts for the month at its close."""

    month: Month
    articles: Articles
    changes: Changes
    channels: Sequence[Channel]
    covers: str
    cut_off: datetime


@dataclass(frozen=True)
class _Deposit:
    """Rows that were seen until ``observed_at``, and the batches they are written to."""

    observed_at: datetime
    batches: Sequence[Batch]


def store(workspace: Workspace, matched: Matched, summary: dict[str, Any]) -> None:
    """Write a matching; the sole writer must be held. Killed at any moment, it leaves all or none.

    What was seen after the month's cut-off is an import of its own, so that a month that is frozen
    as it was then does without it, and with the rest. Raises DataError when the disk is full.
    """
    facts, month = workspace.settings.facts, str(matched.month)
    with workspace.ledger.reading() as connection:
        deposits = list(_deposits(workspace, connection, matched))
    matches = write_batch(
        facts, "matches", month, "compact", matched.changes.matches, matched.covers
    )
    now = workspace.now()
    with workspace.ledger.writing() as connection:
        for deposit in deposits:
            values = {
                "file_name": matching_name(month),
                "file_sha256": matched.covers,
                "kind": KIND,
                "imported_at": now,
                "observed_at": deposit.observed_at,
                "summary": summary,
            }
            add_batches(connection, deposit.batches, add_import(connection, values), now)
        save_channels(connection, matched.channels)
        replace_compact(connection, matches, now)
        compact_month(workspace, connection, month)


def _deposits(workspace: Workspace, connection: Connection, matched: Matched) -> Iterator[_Deposit]:
    """Write the raw rows; yield what was seen in time, then what was seen late. There is always
    one of them, so that each matching is on record.

    Counts have times of their own, and what is taken back was never right. A reprint may be taken
    back twice: files of the same rows are told apart by how many came before.
    """
    frame, month = matched.articles.frame, str(matched.month)
    rows = matched.changes.rows.join(
        frame.select("article_id", "first_seen"), on="article_id", how="left"
    )
    newest = frame["last_seen"].max()
    assert isinstance(newest, datetime)  # noqa: S101 - there is no matching without articles
    late = (pl.col("first_seen") > matched.cut_off).fill_null(value=False)
    counts = _counts(workspace, connection, matched)
    before = len(read_batches(connection, dataset="reprints", month=month, kind="raw"))
    in_time = {"reprints": rows.filter(~late), "reprint_counts": counts}
    parts = ((min(newest, matched.cut_off), in_time), (newest, {"reprints": rows.filter(late)}))
    for number, (until, frames) in enumerate(parts):
        written = [
            write_batch(
                workspace.settings.facts,
                dataset,
                month,
                "raw",
                part.select(DATASETS[dataset].names()),
                note=f"{before} {number}",
            )
            for dataset, part in frames.items()
            if part.height
        ]
        if written or not number:
            yield _Deposit(until, written)


def _counts(workspace: Workspace, connection: Connection, matched: Matched) -> pl.DataFrame:
    """Return the observations of what matching stands for that are not stored yet."""
    counted = matched.changes.counted
    seen = matched.articles.observations(counted.select("article_id").unique())
    named = seen.join(counted, on="article_id").select(REPRINT_COUNTS.names())
    batches = read_batches(
        connection, dataset="reprint_counts", month=str(matched.month), kind="raw"
    )
    stored = scan_batches(workspace.settings.facts, batches, "reprint_counts")
    return fresh_rows(named, stored, "reprint_id", REPRINT_COUNTS.names())
