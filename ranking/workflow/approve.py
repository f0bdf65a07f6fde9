"""Approve a frozen edition: two people, each for the same snapshot."""

from __future__ import annotations

from collections.abc import Sequence

from ranking.errors import EditionError
from ranking.ledger.lifecycle import add_approval, read_approvals
from ranking.model.lifecycle import Approval, Revision, State, Step
from ranking.workflow.frozen import intact_snapshot
from ranking.workflow.history import read_revision
from ranking.workflow.people import deciders, may_decide
from ranking.workflow.turn import Turn, turn
from ranking.workflow.workspace import Workspace


def approve_month(workspace: Workspace, month_text: str, named: str | None = None) -> Revision:
    """Record one person's approval: the first makes the edition reviewed, the second approved.

    ``named``: which of the people that share this user it is. Raises EditionError for a step out
    of order, a second approval of the same person or one without the role; VerificationError when
    the snapshot is not as it was frozen.
    """
    with turn(workspace, Step.APPROVE, month_text, named) as step:
        with workspace.ledger.reading() as connection:
            revision = step.revision
            given = read_approvals(connection, revision.list_id, revision.month, revision.revision)
        _check_person(step, given)
        snapshot = intact_snapshot(workspace, revision)
        approval = Approval(step.person.name, step.person.user, step.at, snapshot.manifest_sha256)
        with workspace.ledger.writing() as connection:
            add_approval(connection, revision, approval)
            step.move(connection, {"manifest": snapshot.manifest_sha256})
    return read_revision(workspace, step.revision)


def _check_person(step: Turn, given: Sequence[Approval]) -> None:
    before = [approval.person for approval in given]
    if step.person.name in before:
        raise EditionError(
            "{person} has approved {month} r{revision} already; a second person's is missing.",
            person=step.person.name,
            month=str(step.month),
            revision=step.revision.revision,
            hint="Another person runs: govrank approve {month}",
        )
    final = step.after is State.APPROVED
    if final and not may_decide(step.list_file, [*before, step.person.name]):
        raise EditionError(
            "{month} r{revision} still needs somebody with the role approve: {people}.",
            month=str(step.month),
            revision=step.revision.revision,
            people=deciders(step.list_file),
            hint="One of them runs: govrank approve {month}",
        )
