"""The service: rounds until it is told to stop, or another has taken over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from ranking.errors import DataError, EditionError
from ranking.i18n import Translator
from ranking.ledger.runs import put_run, read_runs
from ranking.model.month import Month
from ranking.model.run import RunState
from ranking.schedule import service as service_module
from ranking.schedule.announce import open_announcer
from ranking.schedule.service import Service
from ranking.schedule.service_log import ServiceLog
from tests.builders.child import CHECKOUT, waiting_child
from tests.builders.hooks import occurrence, write_hooks
from tests.builders.plans import make_run, shanghai
from tests.builders.scheduled import PEOPLE, Scheduled, scheduled_office

RULES = '\n[release]\nrule = "last_day"\nsettle_days = 0\n' + PEOPLE
"""The month before now is closed and not released yet, on whatever day this is run."""

HANGING = """
[[hooks]]
on = ["failure"]
command = ["sh", "-c", "sleep 60 & wait"]
[[hooks]]
on = ["failure"]
command = ["touch", "told"]
"""


@pytest.fixture
def office(tmp_path) -> Scheduled:
    """An office with posts in the month before the real now."""
    month = str(Month.of(datetime.now(UTC)).previous())
    made = scheduled_office(tmp_path / "office", month, rules=RULES)
    made.now = datetime.now(UTC)
    return made


@pytest.fixture
def serve(office, monkeypatch):
    """Run a service in this process whose rounds are ``act``; return its exit code."""
    monkeypatch.setattr(service_module, "PERIOD_SECONDS", 0.1)
    left = []

    def run(act, *, announce: bool = False, **limits: float) -> int:
        for name, value in limits.items():
            monkeypatch.setattr(service_module, name, value)
        monkeypatch.setattr(service_module, "tick", act)
        with office.workspace() as made:
            log = ServiceLog(made.now, Translator("en"), as_json=True)
            tell = open_announcer(made, True, Translator("en")) if announce else run.tell
            return Service(made, "zh", tell, log, leave=left.append).run()

    run.left = left
    run.tell = office.told.append
    return run


def stop(told: threading.Event | None = None) -> None:
    """Send the signal; with the event, go on when it has arrived."""
    os.kill(os.getpid(), signal.SIGTERM)
    assert told is None or told.wait(5)


def events(capsys) -> list[str]:
    return [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()]


def test_a_signal_ends_it_after_what_runs(serve, capsys) -> None:
    """Exit code 0; nothing new is begun."""
    rounds = []

    def act(*arguments):
        rounds.append(1)
        stop(arguments[-1])

    assert serve(act) == 0
    assert len(rounds) == 1
    assert events(capsys) == ["started", "stopping", "stopped"]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_what_does_not_end_in_time_is_cut_off(serve, capsys) -> None:
    """Exit code 1, and the process leaves without giving back what that thread still holds."""
    release = threading.Event()

    def act(*_):
        stop()
        release.wait(5)

    assert serve(act, FINISH_SECONDS=0.05) == 1
    release.set()
    assert serve.left == [1]
    assert events(capsys)[-1] == "stopped"


def test_a_hooks_command_that_hangs_is_cut_off_and_later_hooks_are_told(
    office, serve, capsys
) -> None:
    """What it has started ends with it, long before its thirty seconds; all is in order then."""
    write_hooks(office.home, HANGING)
    before = threading.active_count()

    def act(made, language, announce, told):
        threading.Timer(0.2, stop).start()
        announce(occurrence())
        assert told.is_set()

    assert serve(act, FINISH_SECONDS=2, announce=True) == 0
    said = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [one["event"] for one in said] == [
        "started", "failure", "stopping", "hook_failed", "stopped"
    ]  # fmt: skip
    assert "'sh' was cut off, because the schedule ends." in said[3]["message"]
    assert (office.home / "told").exists()
    assert threading.active_count() == before


def test_a_hook_that_cannot_be_cut_off_is_not_taken_for_a_stage(office, serve, capsys) -> None:
    """A webhook, say: the stage is done, and nothing is left for the next start to take up."""
    release = threading.Event()
    serve.tell = lambda _: release.wait(5)

    def act(made, language, announce, told):
        stop()
        announce(occurrence())

    assert serve(act, FINISH_SECONDS=0.05) == 1
    release.set()
    assert serve.left == [1]
    last = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert last["message"].startswith("A hook has not ended within 0 s and was cut off;")


def test_a_clock_far_ahead_is_warned_of_once(office, serve, capsys) -> None:
    """It may be right: an office may pause for a year, so the work goes on."""
    worked = shanghai("2020-01-01 12:00")
    with office.workspace() as made, made.ledger.writing() as connection:
        put_run(connection, make_run("2019-12", "freeze", RunState.DONE, worked))
    rounds = []

    def act(*arguments):
        rounds.append(1)
        if len(rounds) == 2:
            stop(arguments[-1])

    assert serve(act) == 0
    assert events(capsys) == ["started", "clock_ahead", "stopping", "stopped"]


@pytest.mark.parametrize(
    ("error", "event"),
    [
        (EditionError("The clock says {now}.", now="no"), "clock_behind"),
        (DataError("Gone.", hint=""), "tick_failed"),
        (ZeroDivisionError("secret"), "tick_failed"),
    ],
    ids=["clock", "foreseen", "unforeseen"],
)
def test_a_round_that_fails_does_not_end_the_service(serve, capsys, error, event) -> None:
    """It is said, and the next round comes."""
    rounds = []

    def act(*arguments):
        rounds.append(1)
        if len(rounds) == 1:
            raise error
        stop(arguments[-1])

    assert serve(act) == 0
    printed = capsys.readouterr().err
    assert [json.loads(line)["event"] for line in printed.splitlines()][1] == event
    assert "secret" not in printed
    assert len(rounds) == 2


def test_who_was_fenced_out_ends_and_says_so(office, serve, capsys) -> None:
    """Another process has taken the lease over while this one was away."""

    def act(made, *_):
        made.ledger.engine.dispose()
        with office.workspace() as other, other.ledger.writing() as connection:
            connection.exec_driver_sql(
                "UPDATE leases SET fence = fence + 1, owner = 'another' WHERE name = 'schedule'"
            )
        made.ledger.check_leases()

    assert serve(act) == 1
    assert events(capsys) == ["started", "fenced", "stopped"]


def test_a_clock_set_back_does_not_let_it_sleep_for_a_day(serve, monkeypatch) -> None:
    """The next ring is a day away; the round comes all the same, and finds the clock behind."""
    clocks, rounds = [], []
    real = service_module._alarm_clock

    def kept(ring):
        clocks.append(real(ring))
        return clocks[0]

    def act(*arguments):
        rounds.append(1)
        if len(rounds) == 2:
            stop(arguments[-1])
        else:
            (job,) = clocks[0].get_jobs()
            job.modify(next_run_time=datetime.now(UTC) + timedelta(days=1))

    monkeypatch.setattr(service_module, "_alarm_clock", kept)
    too_late = threading.Timer(10, stop)
    too_late.start()
    assert serve(act) == 0
    too_late.cancel()
    assert len(rounds) == 2


RUN = [
    sys.executable,
    "-c",
    "from ranking.cli.main import main; main()",
    "schedule",
    "run",
    "--json",
]


def started(office: Scheduled) -> subprocess.Popen[str]:
    environ = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [*RUN, "--lang", "en", "--home", str(office.home)],
        stderr=subprocess.PIPE,
        text=True,
        env=environ,
    )


def until(child: subprocess.Popen[str], event: str) -> dict[str, object]:
    """Read the log up to a record; the end of the log is a failure."""
    assert child.stderr is not None
    for line in child.stderr:
        record = json.loads(line)
        if record["event"] == event:
            return record
    raise AssertionError(f"the log ended before {event}")


@pytest.mark.slow
def test_a_real_service_works_and_ends_on_sigterm_within_ten_seconds(office) -> None:
    """A second one is told who runs the first."""
    with started(office) as child:
        try:
            until(child, "started")
            assert until(child, "success")["list"] == "main"
            with started(office) as second:
                assert second.wait(30) == 1
                said = json.loads(second.stderr.read())
            assert said["message"].startswith("A schedule runs for this workspace: ")
            assert f"pid {child.pid}" in said["message"]
            child.send_signal(signal.SIGTERM)
            until(child, "stopped")
            assert child.wait(10) == 0
        finally:
            child.kill()
    with office.workspace() as made, made.ledger.reading() as connection:
        states = {run.state for run in read_runs(connection, "main")}
    assert states <= {RunState.DONE, RunState.WAITING}


CUT_OFF = """
from pathlib import Path
import time
from ranking.i18n import Translator
from ranking.schedule import service, tick
from ranking.schedule.service_log import ServiceLog
from ranking.wiring import open_workspace
def perform(work, due):
    print("ready", flush=True)
    time.sleep(60)
tick.perform = perform
service.FINISH_SECONDS = 0.2
made = open_workspace(Path(sys.argv[1]), "zhang", lambda *_: None)
log = ServiceLog(made.now, Translator("en"), as_json=True)
sys.exit(service.Service(made, "zh", lambda _: None, log).run())
"""


@pytest.mark.slow
def test_a_stage_that_was_cut_off_is_taken_up_by_the_next_schedule(office) -> None:
    """At once: a dead holder's lease hinders nobody."""
    with waiting_child(CUT_OFF, office.home) as child:
        child.send_signal(signal.SIGTERM)
        assert child.wait(10) == 1
    with office.workspace() as made, made.ledger.reading() as connection:
        (cut,) = read_runs(connection, "main")
    assert cut.state is RunState.RUNNING
    office.now = datetime.now(UTC)
    first = office.round()[0]
    assert (first.stage, first.state, first.attempts) == (cut.stage, RunState.DONE, 2)
