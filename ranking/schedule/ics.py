"""Coming releases as an iCalendar file (RFC 5545), for the calendars of an office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from icalendar import Calendar, Event

from ranking.i18n import Translator
from ranking.lists import ListFile
from ranking.render.labels import local_time
from ranking.render.safe import line
from ranking.schedule.release import Release

_PRODUCT = "-//govrank//release calendar//EN"


def calendar_bytes(
    list_file: ListFile, releases: Sequence[Release], stamp: datetime, tr: Translator
) -> bytes:
    """Return the file; the same arguments give the same bytes.

    An event keeps its UID from file to file, so that a calendar moves it when its date changes.
    ``stamp``: the instant at which the dates were computed.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", line(list_file.title))
    for release in releases:
        calendar.add_component(_event(list_file, release, stamp, tr))
    return bytes(calendar.to_ical())


def _event(list_file: ListFile, release: Release, stamp: datetime, tr: Translator) -> Event:
    month = str(release.month)
    summary = tr("{title}: release of {month}", title=line(list_file.title), month=month)
    event = Event()
    event.add("uid", f"release-{list_file.id}-{month}@govrank")
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", release.instant)
    event.add("summary", summary)
    event.add("description", _description(release, tr))
    # The certain date is a later version of the event than its estimate was.
    event.add("sequence", 0 if release.estimated else 1)
    event.add("status", "TENTATIVE" if release.estimated else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _description(release: Release, tr: Translator) -> str:
    lines = [tr("Data count until {time}, Shanghai time.", time=local_time(release.cut_off))]
    if release.estimated:
        lines.append(
            tr(
                "The date is an estimate: the holidays of {year} are not known yet.",
                year=release.day.year,
            )
        )
    return "\n".join(lines)
