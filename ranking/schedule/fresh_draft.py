"""Would a new draft of a month say anything new?"""

from __future__ import annotations

from ranking.errors import DataError
from ranking.ledger.editions import read_edition
from ranking.ledger.lifecycle import read_revisions
from ranking.model.month import Month
from ranking.workflow.configuration import load_configuration
from ranking.workflow.editions import edition_of
from ranking.workflow.facts import is_stale
from ranking.workflow.gather import month_inputs
from ranking.workflow.workspace import Workspace


def draft_is_current(workspace: Workspace, month: Month) -> bool:
    """Tell whether the newest edition of a month was computed from what there is now.

    A step of the month before that came later counts as new: changes of rank are measured against
    it. Raises ConfigError for faulty configuration.
    """
    list_id, name = workspace.settings.list_id, str(month)
    configuration = load_configuration(workspace.settings, month)
    with workspace.ledger.reading() as connection:
        stored = read_edition(connection, list_id, name)
        if stored is None or is_stale(workspace, connection, name):
            return False
        before = read_revisions(connection, list_id, str(month.previous()))
        if any(
            max(one.created_at, one.published_at or one.created_at) > stored.created_at
            for one in before
        ):
            return False
        try:
            inputs = month_inputs(workspace, connection, month, configuration)
        except DataError:
            return False
    return dict(inputs.digests) == dict(edition_of(stored).inputs)
