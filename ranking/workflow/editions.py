"""Reading what was computed: editions, their matches, and how they stand today."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from ranking.errors import UsageError
from ranking.ledger.quick import newest_edition
from ranking.model.edition import Edition, Match
from ranking.model.edition_json import edition_from_dict, from_json
from ranking.model.lifecycle import Standing, State
from ranking.model.month import Month
from ranking.model.stored_edition import StoredEdition
from ranking.workflow.months import not_drafted, past_month
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class MonthEdition:
    """An edition, the posts that took part in its campaigns, and what is said above it."""

    edition: Edition
    matches: tuple[Match, ...]
    standing: Standing | None


def month_edition(
    workspace: Workspace, month_text: str, revision: int | None = None
) -> MonthEdition:
    """Return an edition of a month: of that revision, or the newest.

    Raises UsageError for a month that makes no sense or a revision that does not exist, DataError
    for a month not drafted yet.
    """
    month = past_month(workspace, month_text)
    settings = workspace.settings
    stored = None
    if revision is None:
        stored = newest_edition(settings.database_url, settings.list_id, str(month))
    if stored is None:
        stored = _read_or_refuse(workspace, month, revision)
    return MonthEdition(edition_of(stored), matches_of(stored), _standing(workspace, stored))


def _read_or_refuse(workspace: Workspace, month: Month, revision: int | None) -> StoredEdition:
    from ranking.ledger.editions import drafted_months, read_edition

    list_id, name = workspace.settings.list_id, str(month)
    with workspace.ledger.reading() as connection:
        stored = read_edition(connection, list_id, name, revision=revision)
        if stored is not None:
            return stored
        newest = read_edition(connection, list_id, name)
        if newest is None:
            raise not_drafted(month, drafted_months(connection, list_id))
    raise UsageError(
        "{month} has no revision {revision}; the newest is {newest}.",
        month=name,
        revision=revision,
        newest=newest.revision,
        hint="Look at all of them with: govrank history {month}",
    )


def _standing(workspace: Workspace, stored: StoredEdition) -> Standing | None:
    """Return what is said above an edition; a first one in its course needs no look at the log."""
    if stored.reason is None and stored.state not in (State.REVISED, State.WITHDRAWN):
        return None
    from ranking.workflow.history import month_history, standing

    return standing(month_history(workspace, stored.month), stored.revision)


def edition_of(stored: StoredEdition) -> Edition:
    """Return the edition a ledger row holds, in the state in which it is now."""
    return replace(edition_from_dict(json.loads(stored.document)), state=stored.state)


def matches_of(stored: StoredEdition) -> tuple[Match, ...]:
    """Return the campaign matches a ledger row holds."""
    return tuple(from_json(Match, data) for data in json.loads(stored.matches))
