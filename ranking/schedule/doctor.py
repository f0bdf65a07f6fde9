"""Are the coming release dates certain? A year's holidays are named in the autumn before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ranking.schedule.calendar import work_calendar
from ranking.schedule.coming import coming_releases
from ranking.workflow.configuration import list_of
from ranking.workflow.finding import Finding
from ranking.workflow.workspace import Workspace

_MONTHS = 12
_SOON = timedelta(days=62)
"""So long before a release its date should stand; until then an estimate is as it should be."""


def check_releases(workspace: Workspace) -> Iterator[Finding]:
    """Say which of the next twelve releases are estimates, and whether that is urgent by now.

    Raises ConfigError on a faulty list or calendar file.
    """
    if list_of(workspace.settings).release is None:
        work_calendar(workspace.settings)  # a faulty calendar file is a fault all the same
        yield Finding("releases", "ok", "the list has no release rule: people decide when")
        return
    releases = coming_releases(workspace, _MONTHS).releases
    estimates = [release for release in releases if release.estimated]
    if not estimates:
        yield Finding(
            "releases",
            "ok",
            "the dates of the next {count} releases are certain; the next is {day}",
            params={"count": len(releases), "day": str(releases[0].day)},
        )
        return
    first = estimates[0]
    soon = first.instant - workspace.now() <= _SOON
    yield Finding(
        "releases",
        "warning" if soon else "ok",
        "estimated release dates, the year's holidays being unknown: {months}",
        "Write the State Council's holidays into config/calendar/{year}.toml." if soon else "",
        {"months": ", ".join(str(one.month) for one in estimates), "year": first.day.year},
    )
