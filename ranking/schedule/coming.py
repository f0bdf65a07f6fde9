"""The releases a workspace has before it."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.lists import ListFile
from ranking.schedule.calendar import work_calendar
from ranking.schedule.release import Release, upcoming
from ranking.workflow.configuration import list_of
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class Coming:
    """A list and its next releases, the earliest first."""

    list_file: ListFile
    releases: tuple[Release, ...]


def coming_releases(workspace: Workspace, months: int) -> Coming:
    """Return the next so many releases of the workspace's list.

    Raises ConfigError when the list has no release rule, or a file of it or the calendar is wrong.
    """
    list_file = list_of(workspace.settings)
    calendar = work_calendar(workspace.settings)
    return Coming(list_file, upcoming(list_file, workspace.now(), months, calendar))
