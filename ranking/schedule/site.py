"""The site with the dates that the release rule and the calendar give, and after a publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ranking.i18n import Language, Translator
from ranking.model.month import Month
from ranking.render.site.site_model import ReleaseDate
from ranking.schedule.calendar import work_calendar
from ranking.schedule.ics import calendar_bytes
from ranking.schedule.release import Release, release_instant
from ranking.workflow.configuration import list_of
from ranking.workflow.site import Announce, Announced, Built, build_site, site_folder
from ranking.workflow.workspace import Workspace


def announcing(workspace: Workspace) -> Announce:
    """Return what tells when the months of the workspace's list are published.

    A list without a release rule has no dates. Raises ConfigError for a faulty list or calendar
    file.
    """
    list_file, calendar = list_of(workspace.settings), work_calendar(workspace.settings)

    def announce(months: Sequence[Month], stamp: datetime, tr: Translator) -> Announced:
        ruled = months if list_file.release is not None else ()
        releases = [release_instant(list_file, month, calendar) for month in ruled]
        ics = calendar_bytes(list_file, releases, stamp, tr)
        return Announced(tuple(map(_date, releases)), ics)

    return announce


def refresh_site(workspace: Workspace, language: Language, folder: Path | None = None) -> Built:
    """Build the site in a folder, None = in the workspace's own.

    Raises as ``build_site`` does, and ConfigError for a faulty list or calendar file.
    """
    target = folder or site_folder(workspace)
    return build_site(workspace, target, language, announcing(workspace))


def site_trouble(workspace: Workspace, language: Language) -> Exception | None:
    """Build the workspace's own site after a publication; return what hindered it, None = nothing.

    What was published stays published, whatever becomes of the site.
    """
    try:
        refresh_site(workspace, language)
    except Exception as error:
        return error
    return None


def _date(release: Release) -> ReleaseDate:
    return ReleaseDate(
        month=str(release.month),
        release=release.instant,
        cut_off=release.cut_off,
        estimate=release.estimated,
        done=False,
    )
