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
    now = workspace.now()
    with workspace.ledger.reading() as connection:
        last = max(filter(None, (last_run_at(connection), last_event_at(connection))), default=now)
    if now < last:
        raise EditionError(
            "The clock says {now}, but the schedule last worked at {last}.",
            now=_shown(now),
            last=_shown(last),
            hint="Set the clock of this computer; nothing was done.",
        )


def _shown(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
