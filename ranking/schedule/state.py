"""How the schedule stands: who runs it, what is due, waiting, failed, missed, and what is next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ranking.errors import GovrankError
from ranking.ledger.leases import Standing, look
from ranking.model.lifecycle import State
from ranking.model.month import SHANGHAI, Month
from ranking.model.run import Run, RunState, Stage
from ranking.schedule.known import plan, read_known
from ranking.schedule.plan import Action, Due, Key, Known
from ranking.schedule.plan_daily import daily_at, day_of
from ranking.schedule.release import release_instant
from ranking.schedule.trouble import clock_behind, idle
from ranking.workflow.workspace import Workspace

OVERDUE = timedelta(minutes=30)
"""What has been due so long should have been begun, by a service or by a timer every 15 minutes."""
_RECENT = timedelta(days=31)
_SHOWN = 20


@dataclass(frozen=True)
class Holder:
    """Who runs the schedule since when. ``alive``: it has shown a sign of life before its lease
    ended, at ``expires_at``."""

    owner: str
    since: datetime | None
    expires_at: datetime | None
    alive: bool


@dataclass(frozen=True)
class Coming:
    """When a stage of a month is due next."""

    stage: str
    month: str
    due_at: datetime


@dataclass(frozen=True)
class ScheduleState:
    """How the schedule of a list stands. ``holder`` None = nobody runs it.

    ``trouble`` is what keeps whoever runs it from working, None = nothing is known to.
    ``due`` may be done now, ``waiting`` is for people, ``unreleased`` as well, though its release
    has passed; ``failed`` has not been done since;
    ``missed`` and ``late`` (done late) are of the last 31 days, ``runs`` are the latest 20, newest
    first.
    """

    list_id: str
    now: datetime
    holder: Holder | None
    trouble: GovrankError | None
    due: tuple[Due, ...]
    waiting: tuple[Due, ...]
    unreleased: tuple[Due, ...]
    failed: tuple[Run, ...]
    missed: tuple[Run, ...]
    late: tuple[Run, ...]
    runs: tuple[Run, ...]
    coming: tuple[Coming, ...]

    @property
    def alive(self) -> bool:
        """Tell whether a service, or a single round, is at work now."""
        return self.holder is not None and self.holder.alive

    @property
    def overdue(self) -> tuple[Due, ...]:
        """What should have been begun by now, whoever runs the schedule."""
        return tuple(one for one in self.due if self.now > one.due_at + OVERDUE)

    @property
    def healthy(self) -> bool:
        """Tell whether nothing has failed or hinders, no release has passed without approvals, and
        nothing is overdue that nobody works on."""
        bad = self.failed or self.unreleased or self.trouble
        return not bad and (self.alive or not self.overdue)


def schedule_state(workspace: Workspace) -> ScheduleState:
    """Return how the schedule stands now. Raises as ``read_known``."""
    known = read_known(workspace)
    planned = plan(known)
    runs = sorted(known.runs.values(), key=_when, reverse=True)
    recent = [run for run in runs if run.due_at > known.now - _RECENT]
    holder = _holder(look(workspace.ledger.engine, "schedule"))
    due = tuple(one for one in planned if one.action is Action.DO)
    return ScheduleState(
        list_id=workspace.settings.list_id,
        now=known.now,
        holder=holder,
        trouble=_trouble(workspace, known, holder, due),
        due=due,
        waiting=tuple(one for one in planned if one.wait and not one.wait.missed),
        unreleased=tuple(one for one in planned if one.wait and one.wait.missed),
        failed=tuple(run for run in runs if run.state is RunState.FAILED and _counts(known, run)),
        missed=tuple(run for run in recent if run.state is RunState.MISSED),
        late=tuple(run for run in recent if run.late and run.state is RunState.DONE),
        runs=tuple(runs[:_SHOWN]),
        coming=tuple(sorted(_coming(known), key=lambda one: one.due_at)),
    )


def _trouble(
    workspace: Workspace, known: Known, holder: Holder | None, due: tuple[Due, ...]
) -> GovrankError | None:
    """Return why nothing is done: the clock, or a holder that lives and does not get on."""
    behind = clock_behind(workspace)
    overdue = any(known.now > one.due_at + OVERDUE for one in due)
    if behind is not None or holder is None or not holder.alive or not overdue:
        return behind
    return idle(known.runs.values(), holder.owner, holder.since, known.now - OVERDUE)


def _holder(found: Standing) -> Holder | None:
    if not found.owner:
        return None
    expires = found.found[1] if found.found else None
    return Holder(found.owner, found.since, expires, alive=not found.ended)


def _when(run: Run) -> tuple[datetime, datetime]:
    return (run.ended_at or run.started_at or run.due_at, run.due_at)


def _counts(known: Known, run: Run) -> bool:
    """Tell whether a failure still matters: of daily work the last day's alone does."""
    if day_of(Key(run.month, run.stage, run.revision)) is None:
        return True
    kind = run.stage.partition("-")[0]
    same = [one for one in known.runs.values() if one.stage.partition("-")[0] == kind]
    return run.due_at == max(one.due_at for one in same)


def _coming(known: Known) -> Iterator[Coming]:
    """Yield the next of each kind that has a time."""
    if known.has_sources:
        today = known.now.astimezone(SHANGHAI).date()
        at = daily_at(known, today)
        at = at if at > known.now else daily_at(known, today + timedelta(days=1))
        yield Coming(Stage.COLLECT, str(Month.of(at)), at)
    if known.list_file.release is None:
        return
    last = Month.of(known.now).previous()
    first = max(known.list_file.schedule.since or last, last)
    for stage, instant in _times(known).items():
        ahead = [
            month for month in (first, first.next(), first.shift(2)) if instant(month) > known.now
        ]
        left = next(month for month in ahead if not _over(known, stage, month))
        yield Coming(stage, str(left), instant(left))


def _times(known: Known) -> dict[Stage, Callable[[Month], datetime]]:
    def released(month: Month) -> datetime:
        return release_instant(known.list_file, month, known.calendar).instant

    return {Stage.FREEZE: known.list_file.cut_off, Stage.PUBLISH: released}


def _over(known: Known, stage: Stage, month: Month) -> bool:
    """Tell whether people have taken the step ahead of its time."""
    newest = known.newest(month)
    return stage is Stage.FREEZE and newest is not None and newest.state is not State.DRAFT
