"""Draft a month: from compact facts to a stored edition."""

from __future__ import annotations

from collections.abc import Sequence

from ranking.ledger.database import Connection
from ranking.ledger.editions import save_draft
from ranking.ledger.events import Event
from ranking.ledger.lifecycle import read_revisions
from ranking.model.edition import Edition, Match
from ranking.model.lifecycle import Step, next_state
from ranking.model.month import Month
from ranking.workflow.configuration import load_configuration
from ranking.workflow.facts import compact_month
from ranking.workflow.gather import month_inputs
from ranking.workflow.month_inputs import ENGINE
from ranking.workflow.months import past_month
from ranking.workflow.people import SERVICE
from ranking.workflow.stored import stored_edition
from ranking.workflow.workspace import Workspace

_STEPS = 4


def draft_month(workspace: Workspace, month_text: str, *, service: bool = False) -> Edition:
    """Compute a month and store it as a draft, in place of its draft before.

    ``service``: the schedule does it. Raises UsageError or DataError for an unusable month,
    ConfigError for faulty configuration, EditionError for a month that has been frozen.
    """
    month = past_month(workspace, month_text)
    with workspace.sole_writer("draft"):
        revision, reason = _revision(workspace, month)
        edition, matches = compute_draft(workspace, month, revision)
        workspace.progress("Storing the draft", 3, _STEPS)
        with workspace.ledger.writing() as connection:
            actor = SERVICE if service else workspace.actor
            store_draft(actor, connection, edition, matches, reason)
    return edition


def _revision(workspace: Workspace, month: Month) -> tuple[int, str | None]:
    """Return the revision to draft and why it is made; the first one needs no reason."""
    with workspace.ledger.reading() as connection:
        revisions = read_revisions(connection, workspace.settings.list_id, str(month))
    if not revisions:
        return 1, None
    next_state(Step.DRAFT, str(month), revisions[-1])
    return revisions[-1].revision, revisions[-1].reason


def compute_draft(
    workspace: Workspace, month: Month, revision: int
) -> tuple[Edition, tuple[Match, ...]]:
    """Return the edition of a month from what is known now; the caller is the sole writer."""
    configuration = load_configuration(workspace.settings, month)
    workspace.progress("Preparing facts", 0, _STEPS)
    with workspace.ledger.writing() as connection:
        compact_month(workspace, connection, str(month))
    with workspace.ledger.reading() as connection:
        workspace.progress("Computing features", 1, _STEPS)
        inputs = month_inputs(workspace, connection, month, configuration)
        features = inputs.features()
    workspace.progress("Ranking", 2, _STEPS)
    return inputs.edition(features, workspace.now(), revision, "draft", ENGINE)


def store_draft(
    actor: str,
    connection: Connection,
    edition: Edition,
    matches: Sequence[Match],
    reason: str | None,
) -> None:
    """Store a draft and its event in the caller's transaction."""
    stored = stored_edition(edition, matches, reason=reason)
    event = Event(
        list_id=edition.list_id,
        month=edition.month,
        revision=edition.revision,
        action="drafted",
        at=edition.created_at,
        actor=actor,
        detail={"edition": stored.sha256, "method": edition.method.sha256},
    )
    save_draft(connection, stored, event)
