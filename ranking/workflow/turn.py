"""One step of one edition: under the writer's lock, after repair, and in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ranking.errors import EditionError
from ranking.ledger.database import Connection
from ranking.ledger.events import Event, last_event_at
from ranking.ledger.lifecycle import change_state, read_revisions
from ranking.lists import ListFile
from ranking.model.lifecycle import Revision, State, Step, next_state
from ranking.model.month import SHANGHAI, Month
from ranking.workflow.configuration import list_of
from ranking.workflow.months import past_month
from ranking.workflow.people import Acting, acting, acting_service
from ranking.workflow.repair import repair
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class Turn:
    """A step that may be taken now.

    ``subject`` is the revision it acts on (None: an adjustment before the first draft), ``after``
    the state that leads to, ``revisions`` are all of the month, oldest first.
    """

    workspace: Workspace
    list_file: ListFile
    month: Month
    subject: Revision | None
    after: State
    revisions: Sequence[Revision]
    person: Acting
    at: datetime

    @property
    def revision(self) -> Revision:
        """What the step acts on, for the steps that start from a revision."""
        assert self.subject is not None  # noqa: S101 - next_state has refused to start from nothing
        return self.subject

    def event(self, revision: int, action: str, **detail: Any) -> Event:
        """Return what the log keeps of the step; values that are None are left out."""
        known = {name: value for name, value in detail.items() if value is not None}
        return Event(
            list_id=self.list_file.id,
            month=str(self.month),
            revision=revision,
            action=action,
            at=self.at,
            actor=self.person.user,
            detail={"person": self.person.name, **known},
        )

    def move(self, connection: Connection, detail: dict[str, Any], **columns: Any) -> None:
        """Record the state after the step and its event in the caller's transaction."""
        event = self.event(self.revision.revision, str(self.after), **detail)
        change_state(connection, self.revision, self.after, event, **columns)


@contextmanager
def turn(
    workspace: Workspace,
    step: Step,
    month_text: str,
    named: str | None = None,
    *,
    service: bool = False,
) -> Iterator[Turn]:
    """Give the right to take a step; nobody else writes meanwhile.

    ``service``: the schedule takes it and no person. It may publish what is not approved: the
    caller makes sure that the frozen list file says so. Raises UsageError for an unusable month,
    EditionError for a step out of order, a person who may not take it, or a clock that is behind
    the log; LedgerError when another process writes.
    """
    month = past_month(workspace, month_text)
    list_file = list_of(workspace.settings)
    with workspace.sole_writer(str(step)):
        repair(workspace)
        at = workspace.now()
        with workspace.ledger.reading() as connection:
            _check_clock(at, last_event_at(connection))
            revisions = read_revisions(connection, workspace.settings.list_id, str(month))
        subject, after = _subject(step, month, revisions, automatic=service)
        person = (
            acting_service(step) if service else acting(list_file, workspace.actor, step, named)
        )
        yield Turn(workspace, list_file, month, subject, after, revisions, person, at)


def _subject(
    step: Step, month: Month, revisions: Sequence[Revision], *, automatic: bool
) -> tuple[Revision | None, State]:
    """Return the revision that a step is about: what is in force to withdraw, else the newest."""
    newest = revisions[-1] if revisions else None
    if step is Step.WITHDRAW:
        in_force = [one for one in revisions if one.state is State.PUBLISHED]
        newest = in_force[0] if in_force else newest
    return newest, next_state(step, str(month), newest, automatic=automatic)


def _check_clock(now: datetime, last: datetime | None) -> None:
    """A step that seems earlier than the one before it would make the log unbelievable."""
    if last is not None and now < last:
        raise EditionError(
            "The clock says {now}, but the last step was taken at {last}.",
            now=_shown(now),
            last=_shown(last),
            hint="Set the clock of this computer; nothing was changed.",
        )


def _shown(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
