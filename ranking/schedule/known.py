"""What a plan rests on, read from the workspace as it is now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from ranking.errors import ConfigError, GovrankError
from ranking.ledger.adjustments import read_adjustments
from ranking.ledger.batches import months_with_posts, read_batches, seen_after
from ranking.ledger.database import Connection
from ranking.ledger.lifecycle import read_approvals, read_revisions
from ranking.ledger.runs import read_runs
from ranking.model.adjustment import Status
from ranking.model.lifecycle import Approval, Revision, State
from ranking.model.month import Month
from ranking.schedule.calendar import work_calendar
from ranking.schedule.plan import Due, Key, Known
from ranking.schedule.plan_daily import daily
from ranking.schedule.plan_months import monthly, months
from ranking.source_files import source_files
from ranking.workflow.automatic import is_automatic
from ranking.workflow.configuration import list_of
from ranking.workflow.places import snapshot_of
from ranking.workflow.workspace import Workspace

_ORDER = ("collect", "draft", "check", "freeze", "publish")
_APPROVING = (State.REVIEWED, State.APPROVED)
_FROZEN = (State.FROZEN, State.REVIEWED)


def plan(known: Known) -> list[Due]:
    """Return what is due now, the oldest first."""
    return sorted([*daily(known), *monthly(known)], key=_order)


def read_known(workspace: Workspace) -> Known:
    """Read everything a plan rests on.

    Raises ConfigError for a faulty list or calendar file, LedgerError where the ledger is away.
    """
    settings = workspace.settings
    with workspace.ledger.reading() as connection:
        revisions = read_revisions(connection, settings.list_id)
        by_month = {name: list(of) for name, of in groupby(revisions, lambda one: one.month)}
        newest = [of[-1] for of in by_month.values()]
        posts = months_with_posts(connection)
        closed = {one.month for one in newest if one.state is not State.DRAFT}
        known = Known(
            now=workspace.now(),
            list_file=list_of(settings),
            calendar=work_calendar(settings),
            revisions=by_month,
            approvals=_approvals(connection, newest),
            automatic=_automatic(workspace, newest),
            proposed=_proposed(connection, settings.list_id, set(posts) - closed),
            runs={
                Key(run.month, run.stage, run.revision): run
                for run in read_runs(connection, settings.list_id)
            },
            months_with_posts=frozenset(posts),
            has_sources=_has_sources(workspace),
        )
        return replace(known, months_too_late=_too_late(connection, known, closed))


def _order(due: Due) -> tuple[object, ...]:
    kind = due.stage.partition("-")[0]
    return (due.due_at, _ORDER.index(kind), str(due.month), due.revision)


def _approvals(
    connection: Connection, newest: Iterable[Revision]
) -> dict[tuple[str, int], Sequence[Approval]]:
    return {
        (one.month, one.revision): read_approvals(connection, one.list_id, one.month, one.revision)
        for one in newest
        if one.state in _APPROVING
    }


def _automatic(workspace: Workspace, newest: Iterable[Revision]) -> frozenset[tuple[str, int]]:
    return frozenset(
        (one.month, one.revision)
        for one in newest
        if one.state in _FROZEN and _says_automatic(workspace, one)
    )


def _says_automatic(workspace: Workspace, revision: Revision) -> bool:
    """A snapshot that cannot be read needs people in any case."""
    try:
        return is_automatic(snapshot_of(workspace.home, revision))
    except (GovrankError, OSError):
        return False


def _proposed(
    connection: Connection, list_id: str, months: Iterable[str]
) -> dict[str, Sequence[int]]:
    found = {
        month: [
            one.number
            for one in read_adjustments(connection, list_id, month)
            if one.status is Status.PROPOSED
        ]
        for month in months
    }
    return {month: numbers for month, numbers in found.items() if numbers}


def _too_late(connection: Connection, known: Known, closed: Collection[str]) -> frozenset[str]:
    """Return the months to be frozen of which nothing had been seen by their cut-off."""
    if known.list_file.release is None:
        return frozenset()
    found = {*map(str, months(known))} & {*known.months_with_posts} - {*closed}
    return frozenset(name for name in found if _nothing_seen(connection, known, Month.parse(name)))


def _nothing_seen(connection: Connection, known: Known, month: Month) -> bool:
    cut_off = known.list_file.cut_off(month)
    if known.now < cut_off:
        return False
    late = seen_after(connection, cut_off)
    return all(
        batch.path in late
        for dataset in ("posts", "post_counts")
        for batch in read_batches(connection, dataset=dataset, month=str(month), kind="raw")
    )


def _has_sources(workspace: Workspace) -> bool:
    """Tell whether there is anything to collect from; the collection tells of faulty files."""
    try:
        return bool(source_files(workspace.settings.config_files("sources")))
    except ConfigError:
        return True
