"""When one month may be published, as the workspace's list and calendar say."""

from __future__ import annotations

from datetime import datetime

from ranking.model.month import Month
from ranking.schedule.calendar import work_calendar
from ranking.schedule.release import release_instant
from ranking.workflow.configuration import list_of
from ranking.workflow.workspace import Workspace


def release_time(workspace: Workspace, month_text: str) -> datetime | None:
    """Return the instant, in UTC, before which a month is not published; None = any time.

    Raises UsageError for what is no month, ConfigError for a faulty list or calendar file.
    """
    list_file = list_of(workspace.settings)
    if list_file.release is None:
        return None
    calendar = work_calendar(workspace.settings)
    return release_instant(list_file, Month.parse(month_text), calendar).instant
