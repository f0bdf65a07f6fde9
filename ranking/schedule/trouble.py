"""What keeps the schedule from working although somebody runs it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from ranking.errors import EditionError, GovrankError, LedgerError
from ranking.model.run import Run, RunState
from ranking.schedule.clock import check_clock, last_recorded, shown
from ranking.workflow.workspace import Workspace

FAR_AHEAD = timedelta(days=366)
"""So long after the last step the clock is doubted: an office works every month."""


def clock_behind(workspace: Workspace) -> EditionError | None:
    """Return that nothing is done since the clock is behind what is recorded, if it is."""
    try:
        check_clock(workspace)
    except EditionError as error:
        return error
    return None


def clock_ahead(workspace: Workspace) -> EditionError | None:
    """Return that the clock is far ahead of what is recorded, if it is."""
    now, last = workspace.now(), last_recorded(workspace)
    if last is None or now <= last + FAR_AHEAD:
        return None
    return EditionError(
        "The clock says {now}; the last step on record is of {last}, more than a year before.",
        now=shown(now),
        last=shown(last),
        hint="If that is wrong, stop the schedule and set the clock: a step that is recorded with "
        "a future time cannot be taken back.",
    )


def idle(
    runs: Iterable[Run], owner: str, since: datetime | None, limit: datetime
) -> GovrankError | None:
    """Return that who holds the schedule has begun and ended nothing since ``limit``.

    ``since``: when it began to hold it, None = unknown. The caller knows that something is overdue.
    """
    own = [run for run in runs if run.owner == owner]
    times = [since, *(at for run in own for at in (run.started_at, run.ended_at))]
    working = any(run.state is RunState.RUNNING for run in own)
    if working or any(at is not None and at > limit for at in times):
        return None
    return LedgerError(
        "{owner} runs, but does nothing about what is overdue.",
        owner=owner,
        hint="Its log says why: look for tick_failed.",
    )
