"""What the schedule has to do now. Pure: years of it are tested in a moment.

The clock says when, the ledger says what is left. Nothing here remembers anything, so whatever was
missed while nobody worked is found again, oldest first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any, NamedTuple

from ranking.lists import ListFile
from ranking.model.lifecycle import Approval, Revision
from ranking.model.month import Month
from ranking.model.run import Run, RunState
from ranking.schedule.calendar import WorkCalendar

LATE = timedelta(minutes=15)
"""What begins so much after it was due is late."""
RETRY = timedelta(hours=1)
_RETRY_SOONER = {"LedgerError": timedelta(minutes=5)}
"""Error → pause after it: another process that writes, or a restart of the database, ends soon."""


class Key(NamedTuple):
    """What a run is known by within its list."""

    month: str
    stage: str
    revision: int


class Action(Enum):
    """What is to be done with what is due."""

    DO = auto()
    """Take the step."""
    WAIT = auto()
    """It is for people; remind them."""
    SETTLE = auto()
    """The step has been taken, by a person or by a run that died before it said so."""
    MISS = auto()
    """Its time is over, and something later does what it would have done."""


@dataclass(frozen=True)
class Wait:
    """Why something waits: an English template, its fields, and what people can do.

    ``reminder`` counts the days on which people are reminded, from 0. ``missed``: the release has
    passed meanwhile.
    """

    template: str
    hint: str
    reminder: int
    params: Mapping[str, Any] = field(default_factory=dict)
    missed: bool = False


@dataclass(frozen=True)
class Due:
    """One stage of one month whose time has come; ``stage`` and ``revision`` as in Run.

    ``late``: it begins, or would begin, more than 15 minutes after ``due_at``; of a first edition
    after its release, though it was not due before its approvals. ``wait`` is set exactly where
    people have to act.
    """

    month: Month
    stage: str
    revision: int
    due_at: datetime
    late: bool
    action: Action = Action.DO
    wait: Wait | None = None

    @property
    def key(self) -> Key:
        """What its run is known by."""
        return Key(str(self.month), self.stage, self.revision)


@dataclass(frozen=True)
class Known:
    """Everything a plan rests on.

    ``revisions``: month → all, oldest first. ``approvals``: (month, revision) → those given, of
    revisions that are reviewed or approved. ``automatic``: the frozen revisions that need none, as
    their own list file says. ``proposed``: month → numbers of adjustments nobody has decided on.
    ``months_too_late``: those to be frozen whose posts were all seen after the cut-off.
    """

    now: datetime
    list_file: ListFile
    calendar: WorkCalendar
    revisions: Mapping[str, Sequence[Revision]]
    approvals: Mapping[tuple[str, int], Sequence[Approval]]
    automatic: Collection[tuple[str, int]]
    proposed: Mapping[str, Sequence[int]]
    runs: Mapping[Key, Run]
    months_with_posts: Collection[str]
    has_sources: bool
    months_too_late: Collection[str] = frozenset()

    def newest(self, month: Month) -> Revision | None:
        """Return the newest revision of a month; None = it has no edition yet."""
        found = self.revisions.get(str(month), ())
        return found[-1] if found else None

    def late(self, due_at: datetime) -> bool:
        """Tell whether what was due then is late by now."""
        return self.now > due_at + LATE

    def may_try(self, key: Key) -> bool:
        """Tell whether a stage may be tried now: never, cut off, or long enough after it failed.

        Who holds the schedule's lease knows that a running row is of a process that is dead.
        """
        run = self.runs.get(key)
        if run is None or run.state in (RunState.RUNNING, RunState.WAITING):
            return True
        if run.state is not RunState.FAILED or run.ended_at is None:
            return False
        pause = _RETRY_SOONER.get(str(run.detail.get("error")), RETRY)
        return self.now >= run.ended_at + pause


def days_between(start: datetime, now: datetime) -> int:
    """Return how many whole days have passed."""
    return (now - start) // timedelta(days=1)
