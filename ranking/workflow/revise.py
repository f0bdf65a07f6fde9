"""Begin a revision of a frozen or published edition, or withdraw a published one."""

from __future__ import annotations

from ranking.errors import UsageError
from ranking.ledger.events import append_event
from ranking.model.lifecycle import Reason, Revision, Step
from ranking.workflow.draft import compute_draft, store_draft
from ranking.workflow.history import read_revision
from ranking.workflow.repair import repair
from ranking.workflow.turn import turn
from ranking.workflow.workspace import Workspace

_LONGEST_NOTE = 2000


def revise_month(
    workspace: Workspace, month_text: str, reason: Reason, note: str, named: str | None = None
) -> int:
    """Draft the next revision of a month; return its number.

    A published edition stays in force until the revision is published. One that was frozen and
    not published gives way at once. ``named``: which of the people that share this user it is.
    Raises EditionError for a step out of order, UsageError for an empty note, and as
    ``draft_month`` does.
    """
    text = _checked(note)
    with turn(workspace, Step.REVISE, month_text, named) as step:
        number = step.revision.revision + 1
        edition, matches = compute_draft(workspace, step.month, number)
        begun = step.event(number, "begun", reason=reason.value, note=text)
        with workspace.ledger.writing() as connection:
            if step.after is not step.revision.state:
                step.move(connection, {"by": number})
            append_event(connection, begun)
            store_draft(workspace.actor, connection, edition, matches, reason.value)
    return number


def withdraw_month(
    workspace: Workspace, month_text: str, note: str, named: str | None = None
) -> Revision:
    """Withdraw the published revision of a month; its files stay. Returns the revision.

    ``named``: which of the people that share this user it is.
    Raises EditionError for a step out of order, UsageError for an empty note.
    """
    text = _checked(note)
    with turn(workspace, Step.WITHDRAW, month_text, named) as step:
        with workspace.ledger.writing() as connection:
            step.move(connection, {"note": text})
        repair(workspace)
    return read_revision(workspace, step.revision)


def _checked(note: str) -> str:
    text = note.strip()
    if not text or len(text) > _LONGEST_NOTE:
        raise UsageError(
            "The note must say why, in at most {most} characters.",
            most=_LONGEST_NOTE,
            hint="Readers see it above the edition; write it with --note TEXT.",
        )
    return text
