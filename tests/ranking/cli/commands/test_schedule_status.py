"""``govrank schedule status``."""

import pytest

from ranking.wiring import open_workspace
from tests.builders.scheduled import Scheduled, scheduled_office, shanghai
from tests.builders.terminal import Terminal


@pytest.fixture
def office(tmp_path, monkeypatch) -> Scheduled:
    """October is frozen on 4 November and waits for two approvals; it is the 9th."""
    made = scheduled_office(tmp_path / "office", "2026-10")
    made.at("2026-11-04 00:00")
    made.at("2026-11-09 12:00")
    monkeypatch.chdir(made.home)

    def opened(home, actor, progress):
        workspace = open_workspace(home, actor, progress)
        workspace.now = lambda: made.now
        return workspace

    monkeypatch.setattr("ranking.wiring.open_workspace", opened)
    return made


def test_the_whole_state_is_one_document_for_machines(office, govrank):
    """Instants in UTC; nobody runs it, and all is well."""
    run = govrank("schedule", "status", "--json", "--lang", "en")
    assert run.code == 0
    found = run.json
    assert (found["list"], found["healthy"], found["service"]) == ("main", True, None)
    assert found["now"] == "2026-11-09T04:00:00Z"
    (waiting,) = found["waiting"]
    assert (waiting["stage"], waiting["month"]) == ("publish", "2026-10")
    assert "two approvals are missing" in waiting["message"]
    assert [row["stage"] for row in found["next"]] == ["publish", "freeze"]
    assert {row["state"] for row in found["runs"]} == {"done", "waiting"}
    assert (found["due"], found["failed"], found["missed"], found["overdue"]) == ([], [], [], [])


def test_a_pipe_gets_a_row_a_thing(office, govrank):
    """The first says whether somebody runs the schedule."""
    header, first, *rows = govrank("schedule", "status", "--lang", "en").out.splitlines()
    assert header.split("\t")[:2] == ["what", "month"]
    assert first.split("\t")[0] == "service"
    assert {row.split("\t")[0] for row in rows} == {"waiting", "next"}


def test_what_is_overdue_is_one_row(office, govrank):
    """It is not said to be due as well."""
    office.now = shanghai("2026-12-05 00:00")
    office.add_posts("2026-11")
    rows = govrank("schedule", "status", "--lang", "en").out.splitlines()
    of = [row.split("\t")[0] for row in rows if "2026-11\tfreeze" in row]
    assert of == ["overdue"]


def test_a_terminal_says_it_in_sentences(office, govrank, monkeypatch):
    """In either language, within GBK; what is overdue comes with exit code 1."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("ranking.cli.session.Session.terminal", True)
    monkeypatch.setattr("rich.console.Console.is_terminal", True)
    run = govrank("schedule", "status", "--lang", "en")
    assert run.code == 0
    for text in ("Nobody runs the schedule now.", "Waiting for people:", "张三、李四", "Next:"):
        assert text in run.out
    assert "Nothing has failed, and nothing is overdue." in run.out
    govrank("schedule", "status", "--lang", "zh").out.encode("gbk")
    office.now = shanghai("2026-12-05 00:00")
    office.add_posts("2026-11")
    late = govrank("schedule", "status", "--lang", "en")
    assert late.code == 1
    heading = "Past its release, waiting for approval: 2026-11-10 10:00 2026-10 publication: "
    said = " ".join(late.out.split())
    assert f"{heading}2026-10 r1 was to be published on 2026-11-10 10:00" in said
    assert "Overdue:\n  2026-12-04 00:00 2026-11 freezing\n" in late.out


def test_who_runs_it_is_named(office, govrank, monkeypatch):
    """With its process and since when."""
    monkeypatch.setattr("ranking.cli.session.Session.terminal", True)
    with office.workspace() as made, made.sole_writer("schedule run", lock="schedule", wait=0):
        run = govrank("schedule", "status", "--lang", "en")
        found = govrank("schedule", "status", "--json").json["service"]
    assert "The schedule is run by govrank schedule run" in run.out
    assert found["alive"] is True
    assert found["expires_at"] > found["since"]


def test_nobody_watches_a_pipe(office, govrank):
    """--watch and --json do not go together either."""
    for more in ((), ("--json",)):
        run = govrank("schedule", "status", "--watch", "1", *more, "--lang", "en")
        assert run.code == 2
        assert "--watch is for people at a terminal" in run.err


@pytest.mark.slow
def test_a_watched_state_is_shown_again_until_ctrl_c(office, tmp_path):
    """On a screen of its own, which is left as it was; the process ends without a complaint."""
    with Terminal("schedule", "status", "--watch", "1", "--lang", "en", home=office.home) as one:
        one.until("Ctrl-C ends", times=2)
        one.send("\x03")
    assert one.code == 0
    assert one.text.endswith("\x1b[?1049l")
    assert "Traceback" not in one.text
