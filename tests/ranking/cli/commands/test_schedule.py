"""``govrank schedule``."""

import pytest
from icalendar import Calendar

RULE = '\n[release]\nrule = "working_day"\nn = 5\ntime = "09:30"\n'


@pytest.fixture
def scheduled(office):
    path = office / "config" / "lists" / "main.toml"
    path.write_text(path.read_text("utf-8") + RULE, "utf-8")
    return office


def test_the_next_twelve_releases_are_listed_for_machines(scheduled, govrank):
    """One a month, instants in UTC, estimates marked; the same rows as TSV in a pipe."""
    run = govrank("schedule", "next", "--json")
    assert run.code == 0
    assert len(run.json) == 12
    assert list(run.json[0]) == ["month", "cut_off", "release", "day", "rule", "estimated"]
    for row in run.json:
        assert row["release"] == f"{row['day']}T01:30:00Z"
        assert row["cut_off"].endswith("T16:00:00Z")
        assert row["cut_off"] < row["release"]
        assert (row["rule"], type(row["estimated"])) == ("working_day", bool)
    assert len({row["month"] for row in run.json}) == 12
    lines = govrank("schedule", "next", "--months", 3).out.splitlines()
    assert lines[0].split("\t") == list(run.json[0])
    assert [line.split("\t")[0] for line in lines[1:]] == [row["month"] for row in run.json[:3]]


def test_a_terminal_shows_times_of_shanghai_the_rule_and_what_is_uncertain(
    scheduled, govrank, monkeypatch
):
    """Ten years ahead holidays are not known to anybody."""
    monkeypatch.setattr("ranking.cli.session.Session.terminal", True)
    monkeypatch.setattr("rich.console.Console.is_terminal", True)
    run = govrank("schedule", "next", "--months", 120, "--lang", "en")
    assert run.code == 0
    assert " 09:30 " in run.out
    assert "estimate" in run.out
    assert "Rule: working day 5 of the next month, 09:30 Shanghai time." in run.out
    assert "Write them into config/calendar/<year>.toml" in run.out
    run.out.encode("gbk")


def test_the_releases_are_written_as_a_calendar_file(scheduled, govrank):
    """In the language of published documents, with the instants that are listed."""
    run = govrank("schedule", "next", "--ics", "发布.ics", "--months", 2)
    assert (run.code, run.out) == (0, "written: 发布.ics\n")
    calendar = Calendar.from_ical((scheduled / "发布.ics").read_bytes())
    found = [event["DTSTART"].dt.isoformat() for event in calendar.walk("VEVENT")]
    rows = govrank("schedule", "next", "--months", 2, "--json").json
    assert found == [row["release"].replace("Z", "+00:00") for row in rows]
    as_json = govrank("schedule", "next", "--ics", "发布.ics", "--json").json
    assert as_json == {"files": ["发布.ics"]}


def test_a_calendar_file_that_cannot_be_written_is_refused(scheduled, govrank):
    """With the name of the file."""
    run = govrank("schedule", "next", "--ics", "没有/发布.ics")
    assert run.code == 1
    assert "发布.ics" in run.err


def test_a_list_without_a_rule_is_refused_with_what_to_write(office, govrank):
    """The shipped list has none."""
    run = govrank("schedule", "next")
    assert (run.code, run.out) == (1, "")
    assert "[release]" in run.err


@pytest.mark.parametrize("months", ["0", "121", "x"])
def test_a_number_of_months_out_of_range_is_a_usage_error(scheduled, govrank, months):
    """One to 120."""
    assert govrank("schedule", "next", "--months", months).code == 2


def test_a_faulty_calendar_file_is_named_by_line(scheduled, govrank):
    """In the message of the command and in doctor's."""
    path = scheduled / "config" / "calendar" / "2027.toml"
    path.write_text("\nholidays = [2026-01-01]\n", "utf-8")
    for run in (govrank("schedule", "next"), govrank("doctor")):
        assert run.code == 1
        assert "line 2, holidays[0]: 2026-01-01 is not in 2027" in run.err + run.out


def test_doctor_says_what_it_knows_of_the_coming_releases(scheduled, govrank):
    """Certain or estimated, but never a fault."""
    (found,) = [one for one in govrank("doctor", "--json").json if one["check"] == "releases"]
    assert found["state"] in ("ok", "warning")
    assert found["found"]
