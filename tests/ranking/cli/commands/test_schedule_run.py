"""``govrank schedule due`` and ``run``."""

import json

import pytest

from ranking.wiring import open_workspace
from tests.builders.scheduled import AUTOMATIC, PEOPLE, Scheduled, scheduled_office, shanghai


@pytest.fixture
def office(tmp_path, monkeypatch) -> Scheduled:
    """An automatic list whose clock the commands read; October closes on 4 November."""
    made = scheduled_office(tmp_path / "office", "2026-10", rules=AUTOMATIC + PEOPLE)
    monkeypatch.chdir(made.home)

    def opened(home, actor, progress):
        workspace = open_workspace(home, actor, progress)
        workspace.now = lambda: made.now
        return workspace

    monkeypatch.setattr("ranking.wiring.open_workspace", opened)
    return made


def test_what_was_done_is_data_on_stdout_and_the_log_is_on_stderr(office, govrank):
    """A second time nothing is due."""
    office.now = shanghai("2026-11-04 00:00")
    run = govrank("schedule", "due", "--json", "--lang", "en")
    assert run.code == 0
    (row,) = run.json
    assert (row["stage"], row["month"], row["state"]) == ("freeze", "2026-10", "done")
    assert row["due_at"] == "2026-11-03T16:00:00Z"
    assert row["message"].startswith("Frozen: 2026-10 r1, data until 2026-11-04 00:00;")
    assert [json.loads(line)["event"] for line in run.err.splitlines()] == ["success"]
    again = govrank("schedule", "due", "--json")
    assert (again.code, again.json, again.err) == (0, [], "")


def test_a_pipe_gets_tsv(office, govrank):
    """A header and a row a run."""
    office.now = shanghai("2026-11-04 00:00")
    header, row = govrank("schedule", "due").out.splitlines()
    assert header.split("\t")[:4] == ["month", "stage", "revision", "state"]
    assert row.split("\t")[:4] == ["2026-10", "freeze", "1", "done"]


def test_a_stage_that_fails_gives_exit_code_1_with_its_reason(office, govrank):
    """Without a key nothing can be published."""
    office.at("2026-11-04 00:00")
    (office.home / "secrets" / "signing.key").unlink()
    office.now = shanghai("2026-11-10 10:00")
    run = govrank("schedule", "due", "--json", "--lang", "en")
    assert run.code == 1
    assert run.json[0]["state"] == "failed"
    assert "govrank key create" in run.json[0]["hint"]
    status = govrank("schedule", "status", "--json")
    assert (status.code, status.json["healthy"]) == (1, False)


def test_strict_tells_of_what_was_late(office, govrank):
    """Exit code 3, and 0 without it."""
    office.now = shanghai("2026-11-04 12:00")
    assert govrank("schedule", "due", "--strict").code == 3
    office.now = shanghai("2026-11-10 10:00")
    assert govrank("schedule", "due", "--strict").code == 0


def test_while_a_schedule_runs_another_is_refused_by_name(office, govrank):
    """Exit code 1, at once."""
    with office.workspace() as made, made.sole_writer("schedule run", lock="schedule"):
        for command in ("due", "run"):
            run = govrank("schedule", command, "--lang", "en")
            assert run.code == 1
            assert "A schedule runs for this workspace: govrank schedule run" in run.err
            assert "since" in run.err


def test_a_terminal_shows_what_was_done_in_words(office, govrank, monkeypatch):
    """Or that nothing is due."""
    monkeypatch.setattr("ranking.cli.session.Session.terminal", True)
    monkeypatch.setattr("rich.console.Console.is_terminal", True)
    office.now = shanghai("2026-11-04 00:00")
    run = govrank("schedule", "due", "--lang", "en")
    assert "freezing" in run.out
    assert "2026-11-04 00:00" in run.out
    run.out.encode("gbk")
    assert "Nothing is due." in govrank("schedule", "due", "--lang", "en").out
