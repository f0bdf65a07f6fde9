"""What the state of the month's accounts comes to as flags: silence, gaps, answers in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from ranking.intake.reasons import REASONS
from ranking.intake.times import day_of
from ranking.model.check import Evidence, Flag
from ranking.model.month import Month
from ranking.model.roster import Span
from ranking.quality.kinds import flag
from ranking.quality.silence import Silence, silences
from ranking.workflow.collection_status import AccountState, Collected, account_collected
from ranking.workflow.coverage_days import Day, DayState
from ranking.workflow.status import AccountStatus, MonthStatus
from ranking.workflow.suspects import Suspect

_UNFINISHED = (
    AccountState.FAILED,
    AccountState.STALE,
    AccountState.WAITING,
    AccountState.UNFINISHED,
)
MANY_SILENT = 1 / 3
"""If a third of an office's accounts fell silent at once, it is rather the files that have gaps."""

AccountDays = Mapping[str, Sequence[Day]]
"""Account → what is known of each day of the month before."""


def rows_set_aside(status: MonthStatus) -> Iterator[Flag]:
    """Yield one flag a reason for which rows wait in quarantine."""
    for (kind, reason), rows in sorted(status.rejected.items()):
        evidence: Evidence = {"rows": rows, "status": kind, "reason": REASONS.get(reason, reason)}
        yield flag("quarantine", evidence)


def suspect_answers(status: MonthStatus) -> Iterator[Flag]:
    """Yield the suspects of ``govrank status``."""
    units = {account.account: account.unit for account in status.accounts}
    for one in status.suspects:
        yield _suspect(one, units.get(one.account), status.previous)


def collection_gaps(status: MonthStatus) -> Iterator[Flag]:
    """Yield accounts of which a source failed or waits, or days were not given."""
    for account in status.accounts:
        state, days = account.collection.state, account.collection.days
        missing = sum(day.state is DayState.MISSING for day in days)
        if missing or state in _UNFINISHED:
            evidence: Evidence = {"state": state.value, "missing": missing}
            yield flag("not_collected", evidence, unit=account.unit, account=account.account)


def days_before(found: Collected, spans: Sequence[Span], posts: pl.DataFrame) -> AccountDays:
    """Return the days of the month before, of every account; empty = that month is not known.

    ``found`` is what was collected of it, ``posts`` are its EARLIER_POSTS.
    """
    if posts.is_empty():
        return {}
    posted: dict[str, dict[date, int]] = {}
    day = day_of(pl.col("published_at")).alias("day")
    for account, when, count in posts.group_by("account", day).len().iter_rows():
        posted.setdefault(account, {})[when] = count
    return {
        account: account_collected(found, own, posted.get(account, {}), suspect=False).days
        for account, own in _by_account(spans).items()
    }


def silent_accounts(
    status: MonthStatus, spans: Sequence[Span], before: AccountDays, today: date, limit: int
) -> Iterator[Flag]:
    """Yield every stretch of ``limit`` days without an update, and accounts without any post.

    A stretch may begin in the month before; empty = that month is not known. Today is not over and
    does not count, nor do days on which the roster does not have the account. Where no source has
    answered for more than MANY_SILENT of the accounts, one flag stands for all of these.
    """
    flags = list(_silent(status, spans, before, today, limit))
    doubtful = {str(one.account): None for one in flags if one.code == "no_update_known"}
    if len(doubtful) <= MANY_SILENT * len(status.accounts):
        yield from flags
        return
    yield from (one for one in flags if one.code != "no_update_known")
    counts = {"silent": len(doubtful), "of": len(status.accounts), "limit": limit}
    yield flag("no_update_many", {**counts, "account_ids": " ".join(doubtful)})


def _silent(
    status: MonthStatus, spans: Sequence[Span], before: AccountDays, today: date, limit: int
) -> Iterator[Flag]:
    month = Month.parse(status.month).first_day
    roster = _by_account(spans)
    for account in status.accounts:
        own = roster.get(account.account, ())
        known = (*before.get(account.account, ()), *account.collection.days)
        days = [d for d in known if d.day < today and any(span.covers(d.day) for span in own)]
        quiet = {d.day: d.state is DayState.ANSWERED for d in days if not d.posts}
        found = [_no_update(account, one, limit) for one in silences(quiet, month, limit)]
        yield from found
        held = sum(d.day >= month for d in days)
        if held and not found and not account.posts:
            yield flag("no_posts", {"days": held}, unit=account.unit, account=account.account)


def _no_update(account: AccountStatus, one: Silence, limit: int) -> Flag:
    evidence: Evidence = {
        "days": one.days,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "limit": limit,
        "unasked": one.unasked,
    }
    code = "no_update_known" if one.unasked else "no_update"
    return flag(code, evidence, unit=account.unit, account=account.account)


def _suspect(one: Suspect, unit: str | None, previous: str) -> Flag:
    if one.kind == "no_posts":
        evidence: Evidence = {"before": one.posts_before, "previous": previous}
        return flag("fell_silent", evidence, unit=unit, account=one.account)
    evidence = {
        "measure": one.measure,
        "posts": one.posts,
        "zeros": one.zeros_before,
        "before": one.posts_before,
        "previous": previous,
    }
    return flag("all_zero", evidence, unit=unit, account=one.account)


def _by_account(spans: Sequence[Span]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for span in spans:
        found.setdefault(span.account, []).append(span)
    return found
