"""Decide on a proposed adjustment: a second person confirms or rejects it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ranking.errors import EditionError, VerificationError
from ranking.ledger.adjustments import DECIDED, decide, read_adjustments
from ranking.ledger.events import read_events
from ranking.model.adjustment import Adjustment, Kind, Status, undone_by
from ranking.model.lifecycle import Refusal, Step
from ranking.workflow.adjust import Adjusted, adjusted, revision_of
from ranking.workflow.adjust_evidence import digest_of, evidence_of
from ranking.workflow.adjust_log import decided_detail, differing
from ranking.workflow.adjust_targets import read_subjects
from ranking.workflow.adjust_wishes import check_undo, unknown_number, written
from ranking.workflow.people import Acting, acting, is_another, may_confirm
from ranking.workflow.turn import Turn, turn
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class Decision:
    """What was decided; ``drafted``: the month has a draft, which was computed without it."""

    adjusted: Adjusted
    drafted: bool


_DECIDED_BEFORE = {
    Status.CONFIRMED: Refusal(
        template="Adjustment {number} of {month} was confirmed already, by {person}.",
        hint="Only another adjustment changes that: govrank adjust undo {month} {number}",
    ),
    Status.REJECTED: Refusal(
        template="Adjustment {number} of {month} was rejected already, by {person}.",
        hint="If it is right after all, propose it again: govrank adjust --help",
    ),
}


def confirm(
    workspace: Workspace, month_text: str, number: int, named: str | None = None
) -> Decision:
    """Let a proposed adjustment count; a draft computed before is out of date then.

    Raises EditionError for what is not proposed or not this person's to confirm, UsageError for an
    unknown number, VerificationError where proposal or evidence are not what they were.
    """
    with turn(workspace, Step.CONFIRM, month_text, named) as step:
        every = _read(step)
        proposed = _waiting(step, number, every)
        if not is_another(step.list_file, _author(proposed), step.person):
            raise _own(step, proposed)
        _check_unchanged(step, proposed, every)
        if proposed.kind is Kind.UNDO:
            check_undo(str(step.month), int(proposed.target), every)
        return _record(step, proposed, Status.CONFIRMED, None, every)


def reject(
    workspace: Workspace, month_text: str, number: int, reason: str, named: str | None = None
) -> Decision:
    """Put a proposed adjustment aside for good; its author may withdraw it so.

    Raises as ``confirm`` does, and UsageError for a reason that says nothing.
    """
    with turn(workspace, Step.REJECT, month_text, named) as step:
        every = _read(step)
        proposed = _waiting(step, number, every)
        if is_another(step.list_file, _author(proposed), step.person):
            acting(step.list_file, workspace.actor, Step.CONFIRM, named)
        return _record(step, proposed, Status.REJECTED, written(reason, "--reason"), every)


def _read(step: Turn) -> list[Adjustment]:
    with step.workspace.ledger.reading() as connection:
        return read_adjustments(connection, step.list_file.id, str(step.month))


def _waiting(step: Turn, number: int, every: Sequence[Adjustment]) -> Adjustment:
    found = next((one for one in every if one.number == number), None)
    if found is None:
        raise unknown_number(str(step.month), number, every)
    if found.status is not Status.PROPOSED:
        said = _DECIDED_BEFORE[found.status]
        raise EditionError(
            said.template,
            number=number,
            month=str(step.month),
            person=found.decided_by,
            hint=said.hint,
        )
    return found


def _own(step: Turn, proposed: Adjustment) -> EditionError:
    people = may_confirm(step.list_file, _author(proposed))
    return EditionError(
        "{person} proposed adjustment {number} of {month}; a second person has to confirm it.",
        person=proposed.person,
        number=proposed.number,
        month=str(step.month),
        people="、".join(people) or "-",
        hint="One of {people} runs: govrank adjust confirm {month} {number}"
        if people
        else "Another user of this computer runs: govrank adjust confirm {month} {number}",
    )


def _check_unchanged(step: Turn, proposed: Adjustment, every: Sequence[Adjustment]) -> None:
    """What is confirmed is what was proposed: the log and the evidence say the same."""
    with step.workspace.ledger.reading() as connection:
        events = read_events(connection, step.list_file.id, str(step.month))
    if proposed.number in differing(every, events):
        raise VerificationError(
            "Adjustment {number} of {month} is not what the log says was proposed.",
            number=proposed.number,
            month=str(step.month),
            hint="The ledger was changed. Reject it, and restore the ledger from a backup.",
        )
    path = evidence_of(step.workspace.home, proposed)
    if digest_of(path) != proposed.evidence_sha256:
        raise VerificationError(
            "The evidence of adjustment {number}, '{file}', is missing or was changed.",
            number=proposed.number,
            file=str(path.relative_to(step.workspace.home)),
            month=str(step.month),
            hint="Restore it from a backup, or reject the adjustment.",
        )


def _record(
    step: Turn,
    proposed: Adjustment,
    status: Status,
    decision: str | None,
    every: Sequence[Adjustment],
) -> Decision:
    decided = replace(
        proposed,
        status=status,
        decided_by=step.person.name,
        decided_actor=step.person.user,
        decided_at=step.at,
        decision=decision,
    )
    event = step.event(revision_of(step), DECIDED[status], **decided_detail(decided))
    workspace = step.workspace
    with workspace.ledger.writing() as connection:
        decide(connection, decided, event)
    with workspace.ledger.reading() as connection:
        subjects = read_subjects(workspace, connection, step.month)
    after = [decided if one.number == decided.number else one for one in every]
    found = adjusted(workspace, decided, subjects, undone_by(after))
    return Decision(found, drafted=step.subject is not None)


def _author(proposed: Adjustment) -> Acting:
    return Acting(proposed.person, proposed.actor)
