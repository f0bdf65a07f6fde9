"""The calendar file, read again by the library."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from ranking.calendar_files import CalendarFile
from ranking.i18n import Translator
from ranking.lists import ListFile
from ranking.schedule.calendar import WorkCalendar
from ranking.schedule.ics import calendar_bytes
from ranking.schedule.release import upcoming
from tests.builders.month import make_list

NOW = datetime(2090, 11, 1, 3, 4, 5, 678, tzinfo=UTC)
TITLE = "政务榜; 各区, \\组\n第二行\x1b[31m"
KNOWN = WorkCalendar(
    CalendarFile(holidays=(date(year, 10, 1), date(year, 1, 1), date(year, 1, 2)))
    for year in (2090, 2091)
)


def fifth(**changes: Any) -> ListFile:
    return make_list(release={"rule": "working_day", "n": 5}, **changes)


def written(
    list_file: ListFile, calendar: WorkCalendar, now: datetime = NOW, months: int = 12
) -> bytes:
    releases = upcoming(list_file, now, months, calendar)
    return calendar_bytes(list_file, releases, now, Translator("en"))


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_the_file_says_when_every_release_is_in_utc() -> None:
    """Read again it has the same instants, and no fault."""
    listed = fifth()
    content = written(listed, WorkCalendar())
    found = events(content)
    expected = [release.instant for release in upcoming(listed, NOW, 12, WorkCalendar())]
    assert [event["DTSTART"].dt for event in found] == expected
    assert not any(event.errors for event in found)
    assert content.count(b"\r\nDTSTART:2090") == 2
    assert b"TZID" not in content
    assert {event["DTSTAMP"].dt for event in found} == {NOW.replace(microsecond=0)}


def test_the_same_arguments_give_the_same_bytes() -> None:
    """No clock and no chance in the file but the instant handed in."""
    assert written(fifth(), KNOWN) == written(fifth(), KNOWN)
    later = written(fifth(), KNOWN, NOW + timedelta(hours=1))
    assert later.replace(b"T040405Z", b"T030405Z") == written(fifth(), KNOWN)


def test_an_event_keeps_its_uid_when_its_date_moves() -> None:
    """The certain date is a later version of the same event than the estimate."""
    estimated, certain = (
        {str(event["UID"]): event for event in events(written(fifth(), calendar))}
        for calendar in (WorkCalendar(), KNOWN)
    )
    assert list(estimated) == list(certain)
    assert len(certain) == 12
    january = "release-main-2090-12@govrank"
    assert (estimated[january]["SEQUENCE"], certain[january]["SEQUENCE"]) == (0, 1)
    assert (estimated[january]["STATUS"], certain[january]["STATUS"]) == ("TENTATIVE", "CONFIRMED")
    assert estimated[january]["DTSTART"].dt < certain[january]["DTSTART"].dt
    assert "estimate: the holidays of 2091 are not known" in estimated[january]["DESCRIPTION"]
    assert "estimate" not in certain[january]["DESCRIPTION"]


def test_two_lists_do_not_share_a_uid() -> None:
    """They may be in one calendar."""
    uids = [
        {str(event["UID"]) for event in events(written(fifth(id=name), KNOWN))}
        for name in ("main", "other")
    ]
    assert not uids[0] & uids[1]


def test_marks_of_a_title_are_escaped_and_lines_are_folded() -> None:
    """Commas, semicolons, backslashes and line breaks come back; control characters do not."""
    content = written(fifth(title=TITLE * 3), KNOWN)
    plain = "政务榜; 各区, \\组 第二行"
    for event in events(content):
        assert event["SUMMARY"].startswith(plain * 3)
        assert event["SUMMARY"].endswith(f": release of {event['UID'][13:20]}")
    assert b"\x1b" not in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_the_description_names_the_cut_off_in_shanghai() -> None:
    """For whoever still wants to correct something."""
    first = events(written(fifth(), KNOWN))[0]
    assert first["DESCRIPTION"] == "Data count until 2090-11-04 00:00, Shanghai time."
