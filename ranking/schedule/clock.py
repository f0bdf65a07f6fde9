"""The clock the schedule trusts: it never goes behind what has happened."""

from __future__ import annotations

from datetime import datetime

from ranking.errors import EditionError
from ranking.ledger.events import last_event_at
from ranking.ledger.runs import last_run_at
from ranking.model.month import SHANGHAI
from ranking.workflow.workspace import Workspace


def check_clock(workspace: Workspace) -> None:
    """Raise EditionError when the clock is behind the last run or the last step of an edition."""
    now, last = workspace.now(), last_recorded(workspace)
    if last is not None and now < last:
        raise EditionError(
            "The clock says {now}, but the schedule last worked at {last}.",
            now=shown(now),
            last=shown(last),
            hint="Set the clock of this computer; nothing was done.",
        )


def last_recorded(workspace: Workspace) -> datetime | None:
    """Return when the last run or step of an edition was; null = there was none."""
    with workspace.ledger.reading() as connection:
        found = (last_run_at(connection), last_event_at(connection))
    return max(filter(None, found), default=None)


def shown(at: datetime) -> str:
    """Return an instant as it is read in Shanghai."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
