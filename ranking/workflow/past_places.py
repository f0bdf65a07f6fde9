"""Where units stood in the year before an edition: what the sparklines of a terminal show."""

from __future__ import annotations

from ranking.ledger.past_places import past_places as read
from ranking.ledger.past_places import quick_past_places
from ranking.model.edition import Edition
from ranking.model.month import Month
from ranking.model.month_record import PastPlaces
from ranking.workflow.workspace import Workspace

_REMEMBERED = 11
"""Months; with the edition's own they are a year."""


def past_places(workspace: Workspace, edition: Edition) -> tuple[PastPlaces, ...]:
    """Return the months before an edition as the ledger knows them now, oldest first."""
    first = Month.parse(edition.month)
    for _ in range(_REMEMBERED):
        first = first.previous()
    url, wanted = workspace.settings.database_url, (edition.list_id, edition.month, str(first))
    found = quick_past_places(url, *wanted)
    if found is not None:
        return found
    with workspace.ledger.reading() as connection:
        return read(connection, *wanted)
