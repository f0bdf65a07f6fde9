"""How complete a month is: per account, and the rows that wait in quarantine."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from ranking.errors import UsageError
from ranking.intake.times import day_of
from ranking.ledger.batches import months_with_posts
from ranking.ledger.imports import count_rejected, read_rejected
from ranking.ledger.roster import read_roster
from ranking.model.collection import Fetch, Missing
from ranking.model.month import Month
from ranking.model.quarantine import RejectedRow
from ranking.model.roster import Span
from ranking.model.vocabulary import POST_MEASURES
from ranking.workflow.collection_status import (
    AccountCollected,
    AccountState,
    Collected,
    account_collected,
    read_collected,
)
from ranking.workflow.coverage_days import days_of
from ranking.workflow.facts import compact_facts, refresh
from ranking.workflow.import_facts import QUARANTINE_NUMBER
from ranking.workflow.months import no_posts, past_month
from ranking.workflow.reprint_status import MatchingStatus, matching_status
from ranking.workflow.suspects import Suspect, comparable, suspects
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class AccountStatus:
    """One account in one month. ``observed`` maps a count → posts for which it is known.

    ``collection`` says how it stands with the sources that are asked for it.
    """

    account: str
    name: str
    unit: str
    group: str
    posts: int
    last_post: datetime | None
    observed: dict[str, int]
    collection: AccountCollected


@dataclass(frozen=True)
class MonthStatus:
    """``rejected`` maps (status, reason) → open rows; ``reprints`` None = none is known.

    ``names`` maps every account of the roster → its latest name.
    """

    month: str
    accounts: tuple[AccountStatus, ...]
    reprints: int | None
    rejected: dict[tuple[str, str], int]
    suspects: tuple[Suspect, ...]
    collected: Collected
    names: dict[str, str]
    matching: MatchingStatus = field(default_factory=MatchingStatus)

    @property
    def previous(self) -> str:
        """The month before, with which it is compared."""
        return str(self.collected.month.previous())

    @property
    def failures(self) -> tuple[Fetch, ...]:
        """Fetches that failed or wait, in the order of the accounts."""
        return tuple(f for account in self.accounts for f in account.collection.failures)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What was asked for and not given, of all accounts."""
        return tuple(chain.from_iterable(self.collected.missing.values()))

    @property
    def doubtful(self) -> bool:
        """Tell whether a person should look: at rows, counts, fetches, rights or reprints."""
        bad = {AccountState.FAILED, AccountState.SUSPECT, AccountState.STALE}
        return (
            bool(self.rejected or self.suspects or self.matching.waits)
            or any(account.collection.state in bad for account in self.accounts)
            or any(right.state != "ok" for right in self.collected.authorisations)
        )


def month_status(workspace: Workspace, month_text: str) -> MonthStatus:
    """Return what is known of a month. Raises UsageError or DataError for an unusable month."""
    month = past_month(workspace, month_text)
    refresh(workspace, str(month))
    refresh(workspace, str(month.previous()))
    with workspace.ledger.reading() as connection:
        rejected = count_rejected(connection, str(month))
        known = months_with_posts(connection)
        collected = read_collected(workspace, connection, month)
        if str(month) not in known and not rejected and not collected.fetches:
            raise no_posts(month, known)
        posts = compact_facts(workspace, connection, "posts", str(month))
        before = compact_facts(workspace, connection, "posts", str(month.previous()))
        reprints = compact_facts(workspace, connection, "reprints", str(month))
        roster = read_roster(connection)
        matching = matching_status(connection, month)
    spans = _by_account(span for span in roster if _in_month(span, month))
    doubts = _suspects(posts, before, spans, collected)
    rows = reprints.select(pl.len()).collect().item()
    return MonthStatus(
        month=str(month),
        accounts=tuple(_accounts(posts, spans, collected, {one.account for one in doubts})),
        reprints=rows or None,
        rejected=rejected,
        suspects=tuple(doubts),
        collected=collected,
        names={span.account: span.name for span in roster},
        matching=matching,
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


def _suspects(
    posts: pl.LazyFrame,
    before: pl.LazyFrame,
    spans: Mapping[str, Sequence[Span]],
    collected: Collected,
) -> list[Suspect]:
    """Compare with the month before, for accounts that the roster had through the month so far."""
    month, today = collected.month, collected.today
    if not comparable(month, today):
        return []
    days = [day for day in days_of(month) if day <= today]
    present = [
        account
        for account, several in spans.items()
        if all(any(span.covers(day) for span in several) for day in days)
    ]
    return suspects(posts, before, present)


def _accounts(
    posts: pl.LazyFrame,
    spans: Mapping[str, Sequence[Span]],
    collected: Collected,
    suspect: Set[str],
) -> Iterator[AccountStatus]:
    counted = {row["account"]: row for row in _counted(posts)}
    daily = _daily(posts)
    for account, several in spans.items():
        stands = account_collected(
            collected, several, daily.get(account, {}), suspect=account in suspect
        )
        yield _account(several[-1], counted.get(account, {}), stands)


def _counted(posts: pl.LazyFrame) -> Iterable[dict[str, Any]]:
    known = [pl.col(name).is_not_null().sum().alias(name) for name in POST_MEASURES]
    return (
        posts.group_by("account")
        .agg(pl.len().alias("posts"), pl.col("published_at").max().alias("last_post"), *known)
        .collect()
        .iter_rows(named=True)
    )


def _daily(posts: pl.LazyFrame) -> dict[str, dict[date, int]]:
    """Return account → day of publication → posts, for days with posts."""
    days = posts.group_by("account", day_of(pl.col("published_at")).alias("day")).len().collect()
    found: dict[str, dict[date, int]] = {}
    for account, day, count in days.iter_rows():
        found.setdefault(account, {})[day] = count
    return found


def _account(span: Span, row: Mapping[str, Any], stands: AccountCollected) -> AccountStatus:
    return AccountStatus(
        account=span.account,
        name=span.name,
        unit=span.unit,
        group=span.group,
        posts=row.get("posts", 0),
        last_post=row.get("last_post"),
        observed={name: row.get(name, 0) for name in POST_MEASURES},
        collection=stands,
    )


def _in_month(span: Span, month: Month) -> bool:
    last_day = month.next().first_day - timedelta(days=1)
    return (span.valid_from is None or span.valid_from <= last_day) and (
        span.valid_to is None or span.valid_to > month.first_day
    )


def _by_account(spans: Iterable[Span]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for span in spans:
        found.setdefault(span.account, []).append(span)
    return found
