"""What the state of the month's accounts comes to as flags: silence, gaps, answers in doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from ranking.intake.reasons import REASONS
from ranking.model.check import Evidence, Flag
from ranking.model.month import Month
from ranking.model.roster import Span
from ranking.quality.kinds import flag
from ranking.quality.silence import Gap, longest_gap
from ranking.workflow.collection_status import AccountState
from ranking.workflow.coverage_days import DayState
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
_DAY = timedelta(days=1)

PostDays = Mapping[str, Collection[date]]
"""Account → days of publication (Asia/Shanghai)."""


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


def silent_accounts(
    status: MonthStatus, spans: Sequence[Span], before: PostDays, today: date, limit: int
) -> Iterator[Flag]:
    """Yield accounts without an update for ``limit`` days, and others without any post.

    ``before`` are the days of posts in the month before; empty = that month is not known. A
    stretch may begin there; today is not over and does not count. Where no source has answered for
    more than MANY_SILENT of the accounts, one flag stands for all of these.
    """
    flags = list(_silent(status, spans, before, today, limit))
    doubtful = [one for one in flags if one.code == "no_update_known"]
    if len(doubtful) <= MANY_SILENT * len(status.accounts):
        yield from flags
        return
    yield from (one for one in flags if one.code != "no_update_known")
    accounts = " ".join(str(one.account) for one in doubtful)
    counts = {"silent": len(doubtful), "of": len(status.accounts), "limit": limit}
    yield flag("no_update_many", {**counts, "account_ids": accounts})


def _silent(
    status: MonthStatus, spans: Sequence[Span], before: PostDays, today: date, limit: int
) -> Iterator[Flag]:
    month = Month.parse(status.month)
    start = month.previous().first_day if before else month.first_day
    end = min(month.next().first_day, today) - _DAY
    owned = _owned(spans)
    for account in status.accounts:
        if account.account not in owned:
            continue  # it came to the roster after the month was frozen
        first, last = owned[account.account]
        first, last = max(first, start), min(last, end)
        posted = {day.day for day in account.collection.days if day.posts}
        posted |= set(before.get(account.account, ()))
        gap = longest_gap(posted, first, last, month.first_day)
        if gap and gap.days >= limit:
            yield _no_update(account, gap, limit)
        elif not account.posts and last >= month.first_day:
            days = (last - max(first, month.first_day)).days + 1
            yield flag("no_posts", {"days": days}, unit=account.unit, account=account.account)


def _no_update(account: AccountStatus, gap: Gap, limit: int) -> Flag:
    asked = {day.day for day in account.collection.days if day.state is DayState.ANSWERED}
    month = {day.day for day in account.collection.days}
    unasked = sum(day in month and day not in asked for day in gap.dates())
    evidence: Evidence = {
        "days": gap.days,
        "first": gap.first.isoformat(),
        "last": gap.last.isoformat(),
        "limit": limit,
        "unasked": unasked,
    }
    code = "no_update_known" if unasked else "no_update"
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


def _owned(spans: Sequence[Span]) -> dict[str, tuple[date, date]]:
    """Return account → first and last day in the roster."""
    found: dict[str, tuple[date, date]] = {}
    for span in spans:
        first = span.valid_from or date.min
        last = span.valid_to - _DAY if span.valid_to else date.max
        known = found.get(span.account, (first, last))
        found[span.account] = min(known[0], first), max(known[1], last)
    return found
