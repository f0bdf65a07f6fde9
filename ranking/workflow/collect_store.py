"""Stores what a collection brings: facts, how far each fetch is and what is missing, at one go."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain

import polars as pl

from connectors.collector import Collector
from connectors.errors import ConnectorError
from connectors.interface import QuotaError, Reason
from ranking.facts.files import write_batch
from ranking.ledger.batches import add_batches, unrecorded
from ranking.ledger.database import Connection
from ranking.ledger.fetches import add_missing, replace_missing, save_calls, save_fetches
from ranking.ledger.imports import add_import, keep_rejected, open_places, resolve_ids
from ranking.ledger.roster import save_channels
from ranking.model.batch import Batch
from ranking.model.collection import Days, Failure, Fetch, Missing, Outcome
from ranking.schemas import DATASETS
from ranking.workflow.collect_crew import Brought, Ended, Event
from ranking.workflow.collect_intake import PageIntake, Taken, withdrawn_post
from ranking.workflow.collect_tasks import Task
from ranking.workflow.frames import channel_rows
from ranking.workflow.import_batches import BatchCollector
from ranking.workflow.import_run import ImportRun
from ranking.workflow.workspace import Workspace

FLUSH_ROWS = 20_000
"""Rows that are held in memory at most, about."""
FLUSH_SECONDS = 5.0
"""Work that a killed run may have to do again."""
_PATIENCE = 600.0
"""Seconds to wait for another writer: an import of a month takes less."""
_HARMLESS = {Reason.NOT_READY, Reason.WITHDRAWN}
"""What is missing for these reasons is not there to be had."""


@dataclass
class Store:
    """Holds events until they are worth a transaction. Used by one thread."""

    run: ImportRun
    intake: PageIntake
    collectors: Sequence[Collector]
    months: set[str] = field(default_factory=set)
    _events: list[Event] = field(default_factory=list)
    _rows: int = 0
    _since: float | None = None
    _begun: set[tuple[str, str]] = field(default_factory=set)

    @property
    def workspace(self) -> Workspace:
        """The workspace that is written to."""
        return self.run.workspace

    def add(self, event: Event) -> None:
        """Keep an event until the next flush."""
        self._events.append(event)
        self._since = self._since or time.monotonic()
        if isinstance(event, Brought):
            self._rows += len(event.page.posts) + len(event.page.reprints)

    @property
    def due(self) -> bool:
        """Whether enough has come to be stored, or the oldest has waited long enough."""
        waited = self._since is not None and time.monotonic() - self._since >= FLUSH_SECONDS
        return self._rows >= FLUSH_ROWS or waited

    def flush(self) -> None:
        """Store all events: the pages' rows and the cursors behind them in one transaction."""
        events, self._events, self._rows, self._since = self._events, [], 0, None
        if not events:
            return
        brought = [event for event in events if isinstance(event, Brought)]
        with self.workspace.sole_writer("collect", wait=_PATIENCE):
            taken = self.intake.take(brought)
            batches = self._write(taken)
            missing = list(chain.from_iterable(map(_missing, brought)))
            for event in events:
                self._advance(event)
            with self.workspace.ledger.writing() as connection:
                self._record(connection, taken, batches, _observed(brought))
                self._record_fetches(connection, events, missing)
        self.months.update(batch.month for batch in batches)
        self.months.update(row.month for row in taken.rejected if row.month)
        if taken.channels:
            self.run.learned(taken.channels)

    def forget(self, tasks: Iterable[Task]) -> None:
        """Forget what was missing for tasks that are begun once more."""
        for task in tasks:
            task.tally.missing.clear()
            self._begun.discard(task.key)

    def _write(self, taken: Taken) -> list[Batch]:
        """Write one file a dataset and month. Reprints that are stored already are left out."""
        facts = self.workspace.settings.facts
        written: list[Batch] = []
        for dataset in ("posts", "post_counts"):
            parts = taken.datasets.get(dataset)
            for month, frame in _by_month(parts) if parts else ():
                rows = frame.select(list(DATASETS[dataset])).sort("post_id", maintain_order=True)
                written.append(write_batch(facts, dataset, month, "raw", rows))
        return written + self._write_reprints(taken)

    def _write_reprints(self, taken: Taken) -> list[Batch]:
        found = {name: taken.datasets.get(name) for name in ("reprints", "reprint_counts")}
        frames = {name: pl.concat(parts) for name, parts in found.items() if parts}
        if not frames:
            return []
        with self.workspace.ledger.reading() as connection:
            collector = BatchCollector(self.workspace, connection)
            numbered = {name: frame.with_row_index("row") for name, frame in frames.items()}
            collector.add("", numbered)
            collector.flush()
        return collector.written

    def _advance(self, event: Event) -> None:
        """Bring the state and the tally of the event's fetch up to date."""
        task = event.task
        if isinstance(event, Ended):
            _end(task, event.error, self.workspace.now())
            return
        page = event.page
        task.tally.calls += page.calls
        task.tally.missing += _missing(event)
        if page.cursor is not None and not task.aside:
            task.state = replace(task.state, cursor=page.cursor)
            if task.collector.remembers == "newest":  # who goes on from here asks for no day before
                task.state = _answered(task.state, task)
        if page.posts or page.reprints or not page.gaps:  # a refusal observes nothing
            task.state = replace(task.state, observed_at=page.observed_at)

    def _record(
        self, connection: Connection, taken: Taken, batches: list[Batch], observed: datetime | None
    ) -> None:
        """Record files, rows set aside, and earlier ones that have now been taken in."""
        batches = unrecorded(connection, batches)
        if not batches and not taken.rejected:
            return
        now = self.workspace.now()
        import_id = add_import(
            connection,
            {
                "file_name": "collect",
                "file_sha256": _digest(batch.sha256 for batch in batches),
                "kind": "collect",
                "imported_at": now,
                "observed_at": observed or now,
                "summary": {batch.path: batch.rows for batch in batches},
            },
        )
        add_batches(connection, batches, import_id, now)
        for source in sorted({row.kind for row in taken.rejected}):
            rows = [row for row in taken.rejected if row.kind == source]
            keep_rejected(connection, import_id, _digest([source]), rows)
        for collector in self.collectors:
            places = open_places(connection, _digest([collector.id]))
            sound = taken.names - {row.sheet for row in taken.rejected}
            resolve_ids(connection, import_id, {n for n, name, _ in places if name in sound})
        new = (channel_rows(frame, "collect") for frame in taken.channels)
        save_channels(connection, list(chain.from_iterable(new)))

    def _record_fetches(
        self, connection: Connection, events: Sequence[Event], missing: Sequence[Missing]
    ) -> None:
        tasks = {event.task.key: event.task for event in events}
        for key, task in tasks.items():
            if key not in self._begun:
                replace_missing(connection, *key, task.answers, task.wanted.last)
                self._begun.add(key)
        add_missing(connection, missing)
        save_fetches(connection, [task.state for task in tasks.values()])
        for collector in self.collectors:
            save_calls(connection, collector.id, *collector.calls())


def _missing(brought: Brought) -> list[Missing]:
    """Return what the page says is missing; a known post that is gone is a fact, not missing."""
    task, page = brought.task, brought.page
    assert page.observed_at is not None  # noqa: S101 - Source.fetch stamps every page
    return [
        Missing(
            source=task.collector.id,
            account=task.wanted.key,
            what=gap.what,
            reason=gap.reason.value,
            day=gap.day,
            detail=gap.detail,
            first=max(gap.day, min(task.answers, gap.until or gap.day))
            if gap.day
            else task.wanted.first,
            last=gap.until or gap.day or task.wanted.last,
            seen_at=page.observed_at,
        )
        for gap in page.gaps
        if withdrawn_post(gap) is None
    ]


def _end(task: Task, error: ConnectorError | None, now: datetime) -> None:
    """Note how a fetch ended."""
    task.tally.error = error
    task.tally.outcome = _outcome(task, error)
    task.tally.until = error.until if isinstance(error, QuotaError) else None
    failure = None
    if error is not None:
        said = {name: str(value) for name, value in error.params.items()}
        failure = Failure(error.template, said, error.hint)
    state = replace(task.state, outcome=task.tally.outcome, failure=failure, until=task.tally.until)
    if error is None:
        state = _answered(replace(state, completed_at=now), task)
    task.state = state


def _outcome(task: Task, error: ConnectorError | None) -> Outcome:
    if isinstance(error, QuotaError):
        return Outcome.WAITING
    if error is not None:
        return Outcome.FAILED
    lacking = any(Reason(one.reason) not in _HARMLESS for one in task.tally.missing)
    return Outcome.PARTIAL if lacking else Outcome.COMPLETE


def _answered(state: Fetch, task: Task) -> Fetch:
    """Add the days that were answered to the end, unless something of all days is missing."""
    lacking = [one for one in task.tally.missing if Reason(one.reason) not in _HARMLESS]
    if any(one.day is None for one in lacking):
        return state
    return replace(state, asked=_merged([*state.asked, (task.answers, task.wanted.last)]))


def _merged(several: Sequence[Days]) -> tuple[Days, ...]:
    """Return the same days in order, those that touch one another as one."""
    merged: list[Days] = []
    for first, last in sorted(several):
        if merged and first <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def _by_month(parts: Sequence[pl.DataFrame]) -> list[tuple[str, pl.DataFrame]]:
    grouped = pl.concat(parts).partition_by("month", as_dict=True)
    return sorted((str(key[0]), frame) for key, frame in grouped.items())


def _observed(brought: Sequence[Brought]) -> datetime | None:
    return max((one.page.observed_at for one in brought if one.page.observed_at), default=None)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
