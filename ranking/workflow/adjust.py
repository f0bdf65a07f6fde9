"""Propose an adjustment of a month, or list what was proposed and decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ranking.ledger.adjustments import PROPOSED, add_adjustment, read_adjustments
from ranking.model.adjustment import Adjustment, Status, undone_by
from ranking.model.lifecycle import Step
from ranking.workflow.adjust_evidence import Evidence, evidence_of, keep_evidence, read_evidence
from ranking.workflow.adjust_log import proposed_detail
from ranking.workflow.adjust_targets import Subjects, Target, read_subjects
from ranking.workflow.adjust_wishes import Content, Scene, Wish, written
from ranking.workflow.configuration import load_configuration
from ranking.workflow.facts import compact_month
from ranking.workflow.months import past_month
from ranking.workflow.people import Acting, may_confirm
from ranking.workflow.turn import Turn, turn
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class Adjusted:
    """An adjustment with what people want to know of it.

    ``target`` is null where it is no post or account, or one that is not known any more;
    ``undone_by`` the undo that counts, null = none does; ``evidence`` where its file is kept,
    below the workspace.
    """

    adjustment: Adjustment
    target: Target | None
    undone_by: int | None
    evidence: Path


@dataclass(frozen=True)
class Proposal:
    """What was proposed, and who may confirm it: names of the list file, none = anybody else."""

    adjusted: Adjusted
    confirmers: tuple[str, ...]


@dataclass(frozen=True)
class MonthAdjustments:
    """All adjustments of a month, by number."""

    list_id: str
    month: str
    adjusted: tuple[Adjusted, ...]


def propose(
    workspace: Workspace,
    month_text: str,
    wish: Wish,
    reason: str,
    evidence: Path,
    named: str | None = None,
) -> Proposal:
    """Record a proposal with its evidence; it counts when a second person has confirmed it.

    ``named``: which of the people that share this user it is. Raises UsageError for a wish,
    reason or evidence that is unusable, EditionError for a month that is frozen, an undo out of
    order, or a person who may not.
    """
    with turn(workspace, Step.ADJUST, month_text, named) as step:
        scene = _scene(step)
        content, why = wish(scene), written(reason, "--reason")
        read = read_evidence(evidence)
        proposed = _proposed(step, len(scene.adjustments) + 1, content, why, read)
        keep_evidence(workspace.home, read)
        event = step.event(revision_of(step), PROPOSED, **proposed_detail(proposed))
        with workspace.ledger.writing() as connection:
            add_adjustment(connection, proposed, event)
    confirmers = may_confirm(step.list_file, step.person)
    return Proposal(adjusted(workspace, proposed, scene.subjects, {}), confirmers)


def month_adjustments(workspace: Workspace, month_text: str) -> MonthAdjustments:
    """Return all adjustments of a month. Raises UsageError for an unusable month."""
    month = past_month(workspace, month_text)
    list_id = workspace.settings.list_id
    with workspace.ledger.reading() as connection:
        found = read_adjustments(connection, list_id, str(month))
        subjects = read_subjects(workspace, connection, month)
    undone = undone_by(found)
    every = tuple(adjusted(workspace, one, subjects, undone) for one in found)
    return MonthAdjustments(list_id, str(month), every)


def adjusted(
    workspace: Workspace, one: Adjustment, subjects: Subjects, undone: Mapping[int, int]
) -> Adjusted:
    """Return an adjustment with its target, what undid it, and its evidence file."""
    evidence = evidence_of(workspace.home, one).relative_to(workspace.home)
    return Adjusted(one, subjects.describe(one.target), undone.get(one.number), evidence)


def revision_of(step: Turn) -> int:
    """Return the revision that a step on adjustments is logged with: the draft's, 1 = none yet."""
    return step.subject.revision if step.subject else 1


def _scene(step: Turn) -> Scene:
    """Read the month as it is known now, its facts prepared; the caller is the sole writer."""
    workspace, month = step.workspace, step.month
    bonus = load_configuration(workspace.settings, month).method.bonus
    with workspace.ledger.writing() as connection:
        compact_month(workspace, connection, str(month))
    with workspace.ledger.reading() as connection:
        subjects = read_subjects(workspace, connection, month)
        before = read_adjustments(connection, workspace.settings.list_id, str(month))
    return Scene(subjects, before, gives_bonus=bonus is not None)


def _proposed(
    step: Turn, number: int, content: Content, reason: str, evidence: Evidence
) -> Adjustment:
    author: Acting = step.person
    return Adjustment(
        number=number,
        **vars(content),
        reason=reason,
        evidence_name=evidence.name,
        evidence_sha256=evidence.sha256,
        person=author.name,
        actor=author.user,
        at=step.at,
        status=Status.PROPOSED,
        decided_by=None,
        decided_actor=None,
        decided_at=None,
        decision=None,
    )
