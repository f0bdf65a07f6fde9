"""How complete a month is: per account, and the rows that wait in quarantine."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from ranking.errors import UsageError
from ranking.ledger.batches import months_with_posts
from ranking.ledger.imports import count_rejected, read_rejected
from ranking.ledger.roster import read_roster
from ranking.model.month import Month
from ranking.model.quarantine import RejectedRow
from ranking.model.roster import Span
from ranking.model.vocabulary import POST_MEASURES
from ranking.workflow.facts import compact_facts, refresh
from ranking.workflow.import_facts import QUARANTINE_NUMBER
from ranking.workflow.months import no_posts, past_month
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class AccountStatus:
    """One account in one month. ``observed`` maps a count → posts for which it is known."""

    account: str
    name: str
    unit: str
    group: str
    posts: int
    last_post: datetime | None
    observed: dict[str, int]


@dataclass(frozen=True)
class MonthStatus:
    """``rejected`` maps (status, reason) → open rows; ``reprints`` None = no table imported."""

    month: str
    accounts: tuple[AccountStatus, ...]
    reprints: int | None
    rejected: dict[tuple[str, str], int]


def month_status(workspace: Workspace, month_text: str) -> MonthStatus:
    """Return what is known of a month. Raises UsageError or DataError for an unusable month."""
    month = past_month(workspace, month_text)
    refresh(workspace, str(month))
    with workspace.ledger.reading() as connection:
        rejected = count_rejected(connection, str(month))
        known = months_with_posts(connection)
        if str(month) not in known and not rejected:
            raise no_posts(month, known)
        posts = compact_facts(workspace, connection, "posts", str(month))
        reprints = compact_facts(workspace, connection, "reprints", str(month))
        spans = [s for s in read_roster(connection) if _in_month(s, month)]
    counted = {row["account"]: row for row in _by_account(posts)}
    rows = reprints.select(pl.len()).collect().item()
    return MonthStatus(
        month=str(month),
        accounts=tuple(_account(span, counted.get(span.account)) for span in _latest(spans)),
        reprints=rows or None,
        rejected=rejected,
    )


def quarantined_rows(workspace: Workspace, month_text: str) -> list[RejectedRow]:
    """Return the open rows of a month, and those whose month cannot be read."""
    month = past_month(workspace, month_text)
    with workspace.ledger.reading() as connection:
        return read_rejected(connection, str(month))


def write_quarantine(rows: Sequence[RejectedRow], folder: Path, month: str) -> list[Path]:
    """Write open rows as CSV files, one a format, to be corrected and imported again.

    Each has the headers of the original and 隔离编号, by which an import finds the old row.
    Raises UsageError when the folder cannot be written.
    """
    written = []
    for kind in sorted({row.kind for row in rows}):
        path = folder / f"quarantine-{month}-{kind}.csv"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_csv([row for row in rows if row.kind == kind]))
        except OSError as error:
            raise UsageError(
                "'{file}' cannot be written: {reason}.",
                file=str(path),
                reason=error.strerror or error,
                hint="Name a folder you may write to with --to DIR.",
            ) from error
        written.append(path)
    return written


def _csv(rows: Sequence[RejectedRow]) -> bytes:
    cells = [json.loads(row.cells) for row in rows]
    headers = list(dict.fromkeys(name for row in cells for name in row if name))
    text = io.StringIO()
    writer = csv.DictWriter(text, [*headers, QUARANTINE_NUMBER], extrasaction="ignore")
    writer.writeheader()
    for row, values in zip(rows, cells, strict=True):
        writer.writerow({**values, QUARANTINE_NUMBER: row.id})
    return text.getvalue().encode("utf-8-sig")


def _by_account(posts: pl.LazyFrame) -> Iterable[dict[str, object]]:
    known = [pl.col(name).is_not_null().sum().alias(name) for name in POST_MEASURES]
    return (
        posts.group_by("account")
        .agg(pl.len().alias("posts"), pl.col("published_at").max().alias("last_post"), *known)
        .collect()
        .iter_rows(named=True)
    )


def _account(span: Span, row: dict[str, object] | None) -> AccountStatus:
    found = row or {}
    return AccountStatus(
        account=span.account,
        name=span.name,
        unit=span.unit,
        group=span.group,
        posts=int(str(found.get("posts", 0))),
        last_post=found.get("last_post"),  # type: ignore[arg-type]
        observed={name: int(str(found.get(name, 0))) for name in POST_MEASURES},
    )


def _in_month(span: Span, month: Month) -> bool:
    last_day = month.next().first_day - timedelta(days=1)
    return (span.valid_from is None or span.valid_from <= last_day) and (
        span.valid_to is None or span.valid_to > month.first_day
    )


def _latest(spans: Sequence[Span]) -> list[Span]:
    """One span an account: the last in the month."""
    return list({span.account: span for span in spans}.values())
