"""What a month is computed from, gathered from the ledger and the facts store as they are now."""

from __future__ import annotations

from functools import partial

from ranking.editions.record import past_month
from ranking.features.month import MonthFacts
from ranking.ledger.batches import months_with_posts
from ranking.ledger.database import Connection
from ranking.ledger.editions import read_edition, units_before
from ranking.ledger.roster import read_channels, read_roster
from ranking.model.edition import Edition
from ranking.model.lifecycle import State
from ranking.model.month import Month
from ranking.model.month_record import PastMonth
from ranking.workflow.adjust_log import logged_adjustments
from ranking.workflow.configuration import Configuration
from ranking.workflow.editions import edition_of
from ranking.workflow.facts import compact_batches, compact_facts
from ranking.workflow.month_inputs import MonthInputs, input_digests
from ranking.workflow.months import no_posts
from ranking.workflow.workspace import Workspace

_REMEMBERED = 12
"""Months: the same month of last year is the oldest."""


def month_inputs(
    workspace: Workspace, connection: Connection, month: Month, configuration: Configuration
) -> MonthInputs:
    """Gather what a month is computed from. Raises DataError when it has no posts."""
    name, list_id = str(month), workspace.settings.list_id
    posts = compact_batches(connection, "posts", name)
    if not posts:
        raise no_posts(month, months_with_posts(connection))
    reprints = compact_batches(connection, "reprints", name)
    spans, channels = read_roster(connection), read_channels(connection)
    adjustments = logged_adjustments(connection, list_id, name)
    files = [batch.sha256 for batch in (*posts, *reprints)]
    return MonthInputs(
        month=month,
        facts=MonthFacts(
            month=month,
            posts=compact_facts(workspace, connection, "posts", name),
            reprints=compact_facts(workspace, connection, "reprints", name),
            has_reprint_feed=bool(reprints),
        ),
        spans=spans,
        channels=channels,
        configuration=configuration,
        adjustments=adjustments,
        previous=previous_edition(connection, list_id, month),
        earlier_units=earlier_units(connection, list_id, month),
        digests=input_digests(configuration, spans, channels, adjustments, files),
        history=partial(_history_now, workspace, month),
    )


def previous_edition(connection: Connection, list_id: str, month: Month) -> Edition | None:
    """Return the edition that a month's changes are measured against; None = there is none.

    It is what the public knows of the month before: its newest published revision. Where nothing
    of that month is published it is the newest edition there is.
    """
    before = str(month.previous())
    published = read_edition(connection, list_id, before, state=State.PUBLISHED)
    stored = published or read_edition(connection, list_id, before)
    return edition_of(stored) if stored else None


def history(connection: Connection, list_id: str, month: Month) -> list[PastMonth]:
    """Return what the public knows of the twelve months before, oldest first; gaps are left out.

    Which edition of a month that is, ``previous_edition`` says.
    """
    after = [month.shift(1 - back) for back in range(_REMEMBERED, 0, -1)]
    found = (previous_edition(connection, list_id, one) for one in after)
    return [past_month(edition) for edition in found if edition]


def _history_now(workspace: Workspace, month: Month) -> list[PastMonth]:
    with workspace.ledger.reading() as connection:
        return history(connection, workspace.settings.list_id, month)


def earlier_units(connection: Connection, list_id: str, month: Month) -> list[str]:
    """Return the units ranked in any edition before a month, by name."""
    return sorted(set().union(*units_before(connection, list_id, str(month)).values()))
