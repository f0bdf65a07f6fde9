"""Reading what was drafted: editions, their matches, and one unit's explanation."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ranking.ledger.quick import newest_edition
from ranking.model.edition import Edition, Match
from ranking.model.edition_json import edition_from_dict, from_json
from ranking.model.month import Month
from ranking.model.stored_edition import StoredEdition
from ranking.workflow.months import not_drafted, past_month
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class MonthEdition:
    """An edition with the posts that took part in its campaigns."""

    edition: Edition
    matches: tuple[Match, ...]


def month_edition(workspace: Workspace, month_text: str) -> MonthEdition:
    """Return the newest edition of a month.

    Raises UsageError for a month that makes no sense, DataError for one not drafted yet.
    """
    month = past_month(workspace, month_text)
    settings = workspace.settings
    stored = newest_edition(settings.database_url, settings.list_id, str(month))
    if stored is None:
        stored = _read_or_refuse(workspace, month)
    return MonthEdition(edition_of(stored), matches_of(stored))


def _read_or_refuse(workspace: Workspace, month: Month) -> StoredEdition:
    from ranking.ledger.editions import drafted_months, read_edition

    with workspace.ledger.reading() as connection:
        stored = read_edition(connection, workspace.settings.list_id, str(month))
        if stored is None:
            raise not_drafted(month, drafted_months(connection, workspace.settings.list_id))
        return stored


def edition_of(stored: StoredEdition) -> Edition:
    """Return the edition a ledger row holds."""
    return edition_from_dict(json.loads(stored.document))


def matches_of(stored: StoredEdition) -> tuple[Match, ...]:
    """Return the campaign matches a ledger row holds."""
    return tuple(from_json(Match, data) for data in json.loads(stored.matches))
