"""Collect counts from the sources that are set up: `govrank collect`, by hand or every day."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from connectors.collector import Collector
from connectors.interface import UnavailableError
from ranking.errors import UsageError
from ranking.ledger.collections import begin_collection, cut_off, end_collection
from ranking.ledger.fetches import calls_on, read_fetches, read_missing
from ranking.ledger.roster import read_roster
from ranking.model.collection import Collection, Missing, Outcome
from ranking.model.month import SHANGHAI
from ranking.source_files import SourceFile
from ranking.workflow.collect_crew import Crew, Ended
from ranking.workflow.collect_intake import PageIntake
from ranking.workflow.collect_known import known_posts
from ranking.workflow.collect_report import AccountReport, CollectReport, CollectRequest
from ranking.workflow.collect_store import Store
from ranking.workflow.collect_tasks import Before, Task, Wanted, plan, wanted_accounts
from ranking.workflow.facts import remove_orphans
from ranking.workflow.import_run import ImportRun
from ranking.workflow.sources import chosen_sources
from ranking.workflow.workspace import Workspace

Sleep = Callable[[float], None]
_REPETITIONS = 2


def collect(
    workspace: Workspace, request: CollectRequest, sleep: Sleep = time.sleep
) -> CollectReport:
    """Ask every source for the accounts it serves and store what comes, page by page.

    A run of the same request that was cut off today is gone on with. Ctrl-C stores what has come
    and ends with a report. Raises UsageError where nothing can be asked, ConfigError for a faulty
    source file, LedgerError when another collection runs.
    """
    files = chosen_sources(workspace, request.sources)
    with workspace.sole_writer("collect", lock="collector"):
        run = ImportRun(workspace)
        with workspace.sole_writer("collect"), workspace.ledger.reading() as connection:
            remove_orphans(workspace, connection)
        run.compact()
        with _opened(workspace, files) as collectors:
            return _collect(run, request, collectors, sleep)


@contextmanager
def _opened(
    workspace: Workspace, files: Mapping[str, SourceFile]
) -> Iterator[tuple[Collector, ...]]:
    """Open the sources, each with the calls that were made today before."""
    with workspace.ledger.reading() as connection:
        made = calls_on(connection, workspace.today())
    with ExitStack() as stack:
        opened: list[Collector] = []
        for name, file in files.items():
            collector: Collector = workspace.open_source(name, file, made.get(name, 0))
            stack.callback(collector.close)
            opened.append(collector)
        yield tuple(opened)


@dataclass(frozen=True)
class _Plan:
    """What is to be done; ``done`` are fetches that the run which is gone on with had ended."""

    id: int
    began_at: datetime
    continued: bool
    tasks: list[Task]
    done: list[Task]
    missing: tuple[Missing, ...]
    unserved: tuple[str, ...]
    calls: int


def _collect(
    run: ImportRun, request: CollectRequest, collectors: Sequence[Collector], sleep: Sleep
) -> CollectReport:
    workspace = run.workspace
    planned, store = _planned(run, request, collectors)
    stopped = False
    try:
        _work(workspace, planned.tasks, store, sleep)
    except KeyboardInterrupt:
        stopped = True
        store.flush()
    with workspace.sole_writer("collect"):
        run.compact()
    return _finish(workspace, request, planned, store, stopped=stopped)


def _planned(
    run: ImportRun, request: CollectRequest, collectors: Sequence[Collector]
) -> tuple[_Plan, Store]:
    workspace = run.workspace
    with workspace.ledger.reading() as connection:
        accounts = wanted_accounts(read_roster(connection), request)
        fetches = read_fetches(connection)
        known = known_posts(workspace, connection, request.first, request.last)
        earlier = _resumable(workspace, cut_off(connection, _text(request)))
        missing = tuple(read_missing(connection, request.first, request.last))
    since = earlier.began_at if earlier else None
    tasks, done = plan(collectors, accounts, Before(fetches, known, since, request.again))
    if not tasks and not done:
        raise _nobody(accounts, collectors)
    now = workspace.now()
    with workspace.ledger.writing() as connection:
        number = (
            earlier.id
            if earlier
            else begin_collection(
                connection, request.first, request.last, _text(request), len(tasks), now
            )
        )
    planned = _Plan(
        id=number,
        began_at=now,
        continued=earlier is not None,
        tasks=tasks,
        done=done,
        missing=missing,
        unserved=_unserved(accounts, collectors),
        calls=_made(collectors),
    )
    return planned, Store(run, PageIntake(run, known), collectors)


def _text(request: CollectRequest) -> str:
    """Write a request so that two runs of the same request have the same text."""
    accounts, sources = sorted(request.accounts), sorted(request.sources)
    again = " again" * request.again
    return f"{request.first} {request.last} {','.join(accounts)} {','.join(sources)}{again}"


def _resumable(workspace: Workspace, earlier: Collection | None) -> Collection | None:
    """Return a collection that was cut off today: tomorrow, counts are to be asked for again."""
    if earlier is None:
        return None
    day = earlier.began_at.astimezone(SHANGHAI).date()
    return earlier if day == workspace.today() else None


def _unserved(accounts: Sequence[Wanted], collectors: Sequence[Collector]) -> tuple[str, ...]:
    return tuple(
        one.account.name
        for one in accounts
        if not any(collector.serves(one.account) for collector in collectors)
    )


def _work(workspace: Workspace, tasks: Sequence[Task], store: Store, sleep: Sleep) -> None:
    """Do all tasks; what failed because a platform did not answer is tried again at the end.

    The first repetition may find the platform left alone, the second comes after that pause.
    """
    again = _round(workspace, tasks, store, len(tasks))
    for _ in range(_REPETITIONS):
        if not again:
            return
        pause = max(_pause(task) for task in again)
        if pause:
            workspace.progress("Waiting for a platform that did not answer", 0, 0)
            sleep(pause)
        store.forget(again)
        again = _round(workspace, again, store, len(tasks))


def _round(workspace: Workspace, tasks: Sequence[Task], store: Store, total: int) -> list[Task]:
    """Do tasks; return those for which a platform did not answer."""
    done = total - len(tasks)
    failed = []
    workspace.progress("Collecting accounts", done, total)
    for event in Crew(tasks).events():
        if event is None:
            workspace.progress("Collecting accounts", done, total)  # which may stop the collection
        else:
            store.add(event)
        if isinstance(event, Ended):
            done += 1
            workspace.progress("Collecting accounts", done, total)
            failed += [event.task] if isinstance(event.error, UnavailableError) else []
        if store.due:
            store.flush()
    store.flush()
    return failed


def _pause(task: Task) -> float:
    """Return how long the platform is left alone."""
    error = task.tally.error
    return error.retry_in if isinstance(error, UnavailableError) else 0.0


def _finish(
    workspace: Workspace, request: CollectRequest, planned: _Plan, store: Store, *, stopped: bool
) -> CollectReport:
    """Record the end; a run that a person stopped stays open, so that the next goes on with it."""
    reports = (*map(_report, planned.tasks), *(_earlier(task, planned) for task in planned.done))
    report = CollectReport(
        request=request,
        began_at=planned.began_at,
        ended_at=workspace.now(),
        accounts=reports,
        continued=planned.continued,
        done_before=len(planned.done),
        made=max(0, _made(store.collectors) - planned.calls),
        calls={collector.id: collector.calls()[1] for collector in store.collectors},
        unserved=planned.unserved,
        months=tuple(sorted(store.months)),
        stopped=stopped,
    )
    if not stopped:
        summary = {outcome.value: report.count(outcome) for outcome in Outcome}
        with workspace.ledger.writing() as connection:
            end_collection(connection, planned.id, report.ended_at, summary)
    return report


def _made(collectors: Sequence[Collector]) -> int:
    return sum(collector.calls()[1] for collector in collectors)


def _nobody(accounts: Sequence[Wanted], collectors: Sequence[Collector]) -> UsageError:
    """Return the error for a collection that would ask for nothing."""
    return UsageError(
        "No account of the roster is to be asked at {sources} for these days ({count} accounts).",
        sources=", ".join(collector.id for collector in collectors),
        count=len(accounts),
        hint="See with 'govrank source list' how many accounts each source serves, and compare the "
        "ids under [accounts] with 'govrank roster list'.",
    )


def _earlier(task: Task, planned: _Plan) -> AccountReport:
    """Report what the run that is gone on with had ended: its counts were told by that run."""
    missing = (m for m in planned.missing if (m.source, m.account) == task.key)
    return replace(_report(task), outcome=task.state.outcome, missing=tuple(missing))


def _report(task: Task) -> AccountReport:
    tally, wanted = task.tally, task.wanted
    return AccountReport(
        source=task.collector.id,
        account=wanted.key,
        name=wanted.account.name,
        unit=wanted.unit,
        outcome=tally.outcome,
        fetched=len(tally.fetched),
        new=len(tally.new),
        updated=len(tally.updated - tally.new),
        withdrawn=len(tally.withdrawn),
        quarantined=tally.count_aside("quarantined"),
        unregistered=tally.count_aside("unregistered"),
        calls=tally.calls,
        reasons=tally.reasons,
        missing=tuple(tally.missing),
        error=tally.error,
        until=tally.until,
    )
