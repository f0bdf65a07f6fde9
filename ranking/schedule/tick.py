"""One round of the schedule: whatever is due and not done is done, the oldest first."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from ranking.errors import GovrankError
from ranking.i18n import Language
from ranking.ledger.leases import look
from ranking.ledger.runs import put_run
from ranking.model.month import SHANGHAI
from ranking.model.run import Announcer, Occasion, Occurrence, Run, RunState, Stage
from ranking.schedule.clock import check_clock
from ranking.schedule.failures import failure_detail
from ranking.schedule.known import plan, read_known
from ranking.schedule.plan import Action, Due, Key, Known, Wait
from ranking.schedule.reasons import NO_SITE
from ranking.schedule.reminders import together
from ranking.schedule.site import site_trouble
from ranking.schedule.stages import Result, Work, perform
from ranking.workflow.workspace import Workspace

_TOLD_AGAIN = timedelta(days=1)
"""So long a failure that goes on is not told again."""
_SETTLED = "{month} r{revision}: the step has been taken."
_MISSED = "Missed {count} times, the last on {last}: {stages}. A later run makes up for it."


def tick(
    workspace: Workspace,
    language: Language,
    announce: Announcer,
    stop: threading.Event | None = None,
) -> list[Run]:
    """Work through what is due; return the runs that were worked on or that wait, in order.

    The caller holds the schedule's lease. Nothing new is begun once ``stop`` is set; a collection
    then ends early, and its run stays ``running``. What fails is recorded and stops nothing else.
    Raises EditionError when the clock is behind the last run, ConfigError for a faulty list or
    calendar file, LedgerError where the ledger is away or another process has taken over.
    """
    current = _Round(workspace, language, announce, stop or threading.Event())
    check_clock(workspace)
    current.record_missed()
    try:
        while not current.stop.is_set() and current.step():
            pass
    finally:
        current.remind()
    return list(current.runs.values())


@dataclass
class _Round:
    """``runs`` are those of this round, by key, in order; ``reminders`` are told at its end."""

    workspace: Workspace
    language: Language
    announce: Announcer
    stop: threading.Event
    runs: dict[Key, Run] = field(default_factory=dict)
    reminders: list[tuple[Run, Wait]] = field(default_factory=list)

    def __post_init__(self) -> None:
        held = look(self.workspace.ledger.engine, "schedule")
        self._owner = held.owner
        self._fence = held.found[0] if held.found else 0

    def record_missed(self) -> None:
        """Record what cannot be done any more in one transaction, and tell it once."""
        known = read_known(self.workspace)
        missed = [
            self._run(known, due, RunState.MISSED, {"template": ""})
            for due in plan(known)
            if due.action is Action.MISS
        ]
        self._put(missed)
        if missed:
            stages = ", ".join(sorted({run.stage.partition("-")[0] for run in missed}))
            last = missed[-1]
            day = f"{last.due_at.astimezone(SHANGHAI):%Y-%m-%d}"
            params = {"count": len(missed), "last": day, "stages": stages}
            self._tell(Occasion.MISSED, last, _MISSED, params)

    def step(self) -> bool:
        """Do the next thing there is; False = nothing, or it was told to stop meanwhile."""
        known = read_known(self.workspace)
        for due in plan(known):
            if due.key in self.runs:
                continue
            if due.action is Action.DO:
                return self._do(known, due)
            if due.action is Action.WAIT:  # it changes nothing that the plan rests on
                self._wait(known, due)
                continue
            self._settle(known, due)
            return True
        return False

    def remind(self) -> None:
        """Tell people what waits for them."""
        for one in together(self.reminders):
            self._tell(Occasion.REMINDER, one.run, one.template, one.params, one.hint)

    def _do(self, known: Known, due: Due) -> bool:
        """Record that it runs, do it, record what came of it. Killed in between, it is done again:
        every stage finds what an earlier attempt has done."""
        before = known.runs.get(due.key)
        started = self._run(known, due, RunState.RUNNING, {}, ended=False)
        self._put([started])
        work = Work(self.workspace, self.language, known, self.stop)
        try:
            result = perform(work, due)
        except Exception as error:
            self.workspace.ledger.check_leases()  # who was fenced out has failed at nothing
            self._failed(started, due, before, failure_detail(error))
            return True
        if result is not None:
            self._done(started, result)
        return result is not None

    def _done(self, started: Run, result: Result) -> None:
        detail = {"template": result.template, "params": dict(result.params)}
        self._end(started, RunState.DONE, detail)
        self._tell(Occasion.SUCCESS, started, result.template, result.params)
        self._tell_of_site(started, result.site_error)

    def _tell_of_site(self, run: Run, error: Exception | None) -> None:
        """Tell that the site could not be built; the publication stands all the same."""
        if error is not None:
            said = error if isinstance(error, GovrankError) else type(error).__name__
            self._tell(Occasion.FAILURE, run, NO_SITE.template, {"error": said}, NO_SITE.hint)

    def _failed(self, run: Run, due: Due, before: Run | None, detail: dict[str, Any]) -> None:
        """Record a failure, unless a person has taken the step meanwhile."""
        known = read_known(self.workspace)
        over = [one for one in plan(known) if one.key == due.key and one.action is Action.SETTLE]
        if over:
            self._settle(known, over[0])
            return
        told = self._told_at(before, detail)
        self._end(run, RunState.FAILED, {**detail, "told_at": (told or self._now()).isoformat()})
        if told is None:
            self._tell(Occasion.FAILURE, run, detail["template"], detail["params"], detail["hint"])

    def _told_at(self, before: Run | None, detail: Mapping[str, Any]) -> datetime | None:
        """Return when the same failure was told less than a day ago; None = it is to be told."""
        said = dict(before.detail) if before and before.state is RunState.FAILED else {}
        if any(said.get(name) != detail[name] for name in ("template", "params")):
            return None
        at = datetime.fromisoformat(said["told_at"])
        return at if self._now() < at + _TOLD_AGAIN else None

    def _wait(self, known: Known, due: Due) -> None:
        """Record what it waits for when that has changed, and remind people once a day.

        That its release has passed is told once, in place of that day's reminder.
        """
        wait = due.wait
        assert wait is not None  # noqa: S101 - the plan sets it where people have to act
        before = known.runs.get(due.key)
        said = dict(before.detail) if before and before.state is RunState.WAITING else {}
        detail: dict[str, Any] = {"template": wait.template, "hint": wait.hint}
        detail |= {"params": dict(wait.params)}
        detail |= {"reminder": wait.reminder, "missed": wait.missed}
        if said == detail and before is not None and before.late == due.late:
            self.runs[due.key] = before
            return
        run = self._run(known, due, RunState.WAITING, detail)
        self._put([run])
        if wait.missed and not said.get("missed"):
            self._tell(Occasion.MISSED, run, wait.template, wait.params, wait.hint)
        elif said.get("reminder") != wait.reminder:
            self.reminders.append((run, wait))

    def _settle(self, known: Known, due: Due) -> None:
        """Record that the step has been taken: by a person, or by a run that died after it."""
        cut_off = known.runs[due.key].state is RunState.RUNNING
        params = {"month": str(due.month), "revision": due.revision}
        detail = {"template": _SETTLED, "params": params}
        run = replace(known.runs[due.key], state=RunState.DONE, ended_at=self._now(), detail=detail)
        self._put([run])
        if cut_off:
            self._tell(Occasion.SUCCESS, run, _SETTLED, params)
            if due.stage == Stage.PUBLISH:
                self._tell_of_site(run, site_trouble(self.workspace, self.language))

    def _run(
        self,
        known: Known,
        due: Due,
        state: RunState,
        detail: Mapping[str, Any],
        *,
        ended: bool = True,
    ) -> Run:
        """Return the row of a thing due, with one attempt more where it is begun."""
        before = known.runs.get(due.key)
        began = state is RunState.RUNNING
        now = self._now()
        return Run(
            list_id=self.workspace.settings.list_id,
            month=str(due.month),
            stage=due.stage,
            revision=due.revision,
            state=state,
            due_at=due.due_at,
            started_at=now if began else (before.started_at if before else None),
            ended_at=now if ended else None,
            owner=self._owner,
            fence=self._fence,
            attempts=(before.attempts if before else 0) + began,
            late=due.late,
            detail=detail,
        )

    def _end(self, run: Run, state: RunState, detail: Mapping[str, Any]) -> None:
        self._put([replace(run, state=state, ended_at=self._now(), detail=detail)])

    def _put(self, runs: Iterable[Run]) -> None:
        stored = list(runs)
        if stored:
            with self.workspace.ledger.writing() as connection:
                for run in stored:
                    put_run(connection, run)
        self.runs.update({Key(run.month, run.stage, run.revision): run for run in stored})

    def _tell(
        self,
        occasion: Occasion,
        run: Run,
        template: str,
        params: Mapping[str, Any],
        hint: str = "",
    ) -> None:
        self.announce(
            Occurrence(
                occasion=occasion,
                list_id=run.list_id,
                month=run.month,
                stage=run.stage,
                revision=run.revision,
                due_at=run.due_at,
                at=self._now(),
                late=run.late,
                template=template,
                params=params,
                hint=hint,
            )
        )

    def _now(self) -> datetime:
        return self.workspace.now()
