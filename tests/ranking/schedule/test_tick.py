"""Rounds of the schedule over months, by a clock that the test sets."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ranking.errors import DataError, EditionError, LedgerError
from ranking.ledger.events import read_events
from ranking.ledger.runs import read_runs
from ranking.model.lifecycle import Reason
from ranking.model.run import Occasion, RunState
from ranking.schedule import stages, tick
from ranking.workflow.draft import draft_month
from ranking.workflow.freeze import freeze_month
from ranking.workflow.publish import publish_month
from ranking.workflow.revise import revise_month, withdraw_month
from tests.builders.child import run_child, waiting_child
from tests.builders.scheduled import (
    AUTOMATIC,
    PEOPLE,
    RELEASE,
    Scheduled,
    scheduled_office,
    shanghai,
    what,
)

pytestmark = pytest.mark.slow

SINCE = '\n[schedule]\nsince = "{month}"\n'
MONTH = "2026-10"


@pytest.fixture
def office(tmp_path) -> Scheduled:
    """October has posts; it closes on 4 November and is released on the 10th at 10:00."""
    return scheduled_office(tmp_path / "office", MONTH)


def test_a_month_is_drafted_frozen_and_published_on_time(office) -> None:
    """Two people approve in between; the schedule signs for nothing but its own steps."""
    assert what(office.at("2026-11-02 06:00")) == [
        "draft-02 2026-11 done",
        "check-02 2026-11 done",
    ]
    office.at("2026-11-03 06:00")
    assert what(office.at("2026-11-04 00:00")) == ["freeze 2026-10 done"]
    office.approve(MONTH)
    assert office.at("2026-11-10 09:59") == []
    assert what(office.at("2026-11-10 10:00")) == ["publish 2026-10 done"]
    assert office.at("2026-11-10 10:01") == []
    assert office.states(MONTH) == ["published"]
    with office.workspace() as made, made.ledger.reading() as connection:
        actors = [(e.event.action, e.event.actor) for e in read_events(connection, "main", MONTH)]
        runs = read_runs(connection, "main")
    service = "govrank schedule"
    expected = [("drafted", service), ("frozen", service), ("reviewed", "zhang")]
    assert actors == [*expected, ("approved", "li"), ("published", service)]
    assert not any(run.late for run in runs)
    assert not office.verify(MONTH, 1).fields["automatic"]


@pytest.mark.postgres
def test_a_month_is_worked_on_postgresql_as_well(tmp_path, postgres_url, monkeypatch) -> None:
    """The same rows and the same steps; a second schedule is refused there, too."""
    monkeypatch.setenv("GOVRANK_DATABASE_URL", postgres_url)
    office = scheduled_office(tmp_path / "office", MONTH, rules=AUTOMATIC + PEOPLE)
    office.at("2026-11-03 06:00")
    assert what(office.at("2026-11-04 00:00")) == ["freeze 2026-10 done"]
    with (
        office.workspace() as made,
        made.sole_writer("schedule run", lock="schedule", wait=0),
        pytest.raises(LedgerError, match="A schedule runs for this workspace"),
    ):
        office.round()
    assert what(office.at("2026-11-10 10:00")) == ["publish 2026-10 done"]
    office.verify(MONTH, 1)


def test_three_months_down_are_caught_up_in_order_and_marked_late(tmp_path) -> None:
    """Oldest first; each once; what needs people waits for them and stops no other month."""
    names = ["2026-08", "2026-09", MONTH]
    rules = AUTOMATIC + PEOPLE + SINCE.format(month="2026-08")
    office = scheduled_office(tmp_path / "office", *names, now="2026-11-12 12:00", rules=rules)
    runs = office.round()
    assert what(runs[:6]) == [
        f"{stage} {month} done" for month in names for stage in ("freeze", "publish")
    ]
    assert all(run.late for run in runs)
    assert [office.states(month) for month in names] == [["published"]] * 3
    assert office.round() == []


def test_a_clock_set_back_a_day_does_nothing_and_says_so(office) -> None:
    """Nothing is done twice, nothing earlier; when the time has come again all goes on."""
    office.at("2026-11-04 00:00")
    office.approve(MONTH)
    before = len(office.told)
    with pytest.raises(EditionError, match="The clock says 2026-11-03 00:00:00, but the schedule"):
        office.at("2026-11-03 00:00")
    assert len(office.told) == before
    assert office.states(MONTH) == ["approved"]
    office.at("2026-11-10 10:00")
    with pytest.raises(EditionError, match="The clock says"):
        office.at("2026-11-09 10:00")
    assert what(office.at("2026-11-10 10:00")) == []
    assert office.states(MONTH) == ["published"]


def test_approvals_that_are_missing_are_reminded_of_once_a_day(office) -> None:
    """From two days before the release on; published late as soon as they are there."""
    office.at("2026-11-04 00:00")
    for hour in ("08 09:59", "08 10:00", "08 23:00", "09 10:00", "09 10:01", "11 12:00"):
        office.at(f"2026-11-{hour}")
    assert office.said(Occasion.REMINDER) == ["publish 2026-10"] * 2
    assert "张三" in office.told[-1].params["people"]
    office.approve(MONTH)
    (run,) = office.round()
    assert (run.state, run.late, run.revision) == (RunState.DONE, True, 1)
    assert office.states(MONTH) == ["published"]


def test_a_release_that_passes_unapproved_is_told_as_missed_once(office) -> None:
    """Then people are reminded as before, by what should have been."""
    for at in ("04 00:00", "09 12:00", "10 10:00", "10 10:01", "11 10:00", "12 10:00"):
        office.at(f"2026-11-{at}")
    (missed,) = (one for one in office.told if one.occasion is Occasion.MISSED)
    assert missed.at == shanghai("2026-11-10 10:00")
    said = missed.template.format(**missed.params)
    assert said.startswith("2026-10 r1 was to be published on 2026-11-10 10:00: two approvals")
    assert office.said(Occasion.REMINDER) == ["publish 2026-10"] * 3
    assert office.told[-1].template == missed.template


def test_months_that_wait_for_posts_are_one_reminder_a_day(tmp_path) -> None:
    """With the first, the last and their number; each has its row."""
    rules = RELEASE + PEOPLE + SINCE.format(month="2020-01")
    office = scheduled_office(tmp_path / "office", MONTH, now="2026-11-04 12:00", rules=rules)
    waiting = [run for run in office.round() if run.state is RunState.WAITING]
    assert len(waiting) == 81
    (told,) = (one for one in office.told if one.occasion is Occasion.REMINDER)
    assert told.params == {"count": 81, "first": "2020-01", "last": "2026-09"}
    assert (told.month, told.stage) == ("2026-09", "freeze")
    assert "since" in told.hint
    office.at("2026-11-04 12:01")
    assert len(office.said(Occasion.REMINDER)) == 1
    office.at("2026-11-05 00:00")
    assert len(office.said(Occasion.REMINDER)) == 2


def test_posts_that_came_after_the_cut_off_make_their_month_wait_for_people(office) -> None:
    """They freeze it with a later cut-off; nothing fails."""
    office.now = shanghai("2026-11-20 12:00")
    rules = SINCE.format(month="2026-09")
    path = office.home / "config" / "lists" / "main.toml"
    path.write_text(path.read_text("utf-8") + rules, "utf-8")
    office.add_posts("2026-09", seen="2026-11-19 12:00")
    run, *_ = office.round()
    assert what([run]) == ["freeze 2026-09 waiting"]
    said = run.detail["template"].format(**run.detail["params"])
    assert said.endswith("all its posts were seen after its cut-off, 2026-10-04 00:00.")
    assert "--cut-off DAY" in run.detail["hint"]
    assert office.said(Occasion.FAILURE) == []
    office.act(lambda made: draft_month(made, "2026-09"))
    office.act(lambda made: freeze_month(made, "2026-09", "2026-11-19"))
    assert "freeze 2026-09 done" in what(office.at("2026-11-20 13:00"))


def test_an_old_month_that_people_publish_takes_no_other_month_with_it(tmp_path) -> None:
    """Months before the first start stay with people, even where nothing needs approval."""
    names = ["2026-05", "2026-06", MONTH]
    rules = AUTOMATIC + PEOPLE
    office = scheduled_office(tmp_path / "office", *names, now="2026-11-03 10:00", rules=rules)
    office.round()
    office.act(lambda made: draft_month(made, "2026-05"))
    office.act(lambda made: freeze_month(made, "2026-05"))
    office.approve("2026-05")
    assert what(office.at("2026-11-03 10:01")) == ["publish 2026-05 done"]
    assert office.at("2026-11-03 10:02") == []
    assert office.states("2026-06") == []
    assert what(office.at("2026-11-04 00:00")) == ["freeze 2026-10 done"]


def test_a_failure_is_told_once_and_tried_again_after_an_hour(office, monkeypatch) -> None:
    """It stops no other month; every attempt is counted."""
    office.add_posts("2026-09")
    path = office.home / "config" / "lists" / "main.toml"
    path.write_text(path.read_text("utf-8") + SINCE.format(month="2026-09"), "utf-8")

    def broken(workspace, month, **more):
        if month == "2026-09":
            raise DataError("The facts of {month} are gone.", month=month, hint="Look.")
        return freeze_month(workspace, month, **more)

    monkeypatch.setattr(stages, "freeze_month", broken)
    done = what(office.at("2026-11-04 00:00"))
    assert done == ["freeze 2026-09 failed", "freeze 2026-10 done"]
    assert office.at("2026-11-04 00:59") == []
    assert what(office.at("2026-11-04 01:00")) == ["freeze 2026-09 failed"]
    assert office.said(Occasion.FAILURE) == ["freeze 2026-09"]
    assert office.told[0].template == "The facts of {month} are gone."
    monkeypatch.undo()
    run, waiting = office.at("2026-11-04 02:00")
    assert (run.state, run.attempts, run.late) == (RunState.DONE, 3, True)
    assert what([waiting]) == ["publish 2026-09 waiting"]


def test_a_failure_that_goes_on_is_told_again_after_a_day(office, monkeypatch) -> None:
    """Another one is told at once."""

    def broken(*_, **__):
        raise DataError("It is {what}.", what=reason)

    monkeypatch.setattr(stages, "freeze_month", broken)
    reason = "wrong"
    office.now -= timedelta(days=1)
    for at in ("04 00:00", "04 12:00", "04 23:59", "05 00:59"):
        office.at(f"2026-11-{at}")
    assert len([t for t in office.told if t.stage == "freeze"]) == 2
    reason = "worse"
    office.at("2026-11-05 02:00")
    assert len([t for t in office.told if t.stage == "freeze"]) == 3


def test_steps_that_people_took_count_as_done(office) -> None:
    """Nothing is done again; a row that waited is settled without a word."""
    office.at("2026-11-02 06:00")
    office.now += timedelta(days=3)
    office.act(lambda made: freeze_month(made, MONTH))
    assert "freeze 2026-10 done" not in what(office.at("2026-11-05 06:00"))
    office.at("2026-11-09 12:00")
    office.approve(MONTH)
    office.now += timedelta(days=2)
    office.act(lambda made: publish_month(made, MONTH, "zh"))
    told = len(office.told)
    assert what(office.round()) == ["publish 2026-10 done"]
    assert len(office.told) == told
    assert office.round() == []


def test_a_person_who_is_quicker_makes_no_failure(office, monkeypatch) -> None:
    """Between the plan and the step somebody froze the month."""

    def beaten(workspace, month, **more):
        freeze_month(workspace, month)
        return freeze_month(workspace, month, **more)

    monkeypatch.setattr(stages, "freeze_month", beaten)
    assert what(office.at("2026-11-04 00:00")) == ["freeze 2026-10 done"]
    assert office.said(Occasion.FAILURE) == []


def test_a_draft_is_made_again_only_when_something_has_changed(office) -> None:
    """New posts, or another list file."""
    params = [run.detail["params"] for run in office.at("2026-11-02 06:00")]
    assert params[0] == {"months": MONTH}
    assert office.at("2026-11-03 06:00")[0].detail["params"] == {}
    office.add_posts(MONTH, likes=70)
    office.add_posts("2026-11")
    office.now += timedelta(hours=12)
    runs = office.at("2026-11-03 23:59")
    assert runs == []
    assert office.at("2026-11-04 06:00")[0].stage == "freeze"
    assert office.round() == []


def test_a_later_revision_is_published_as_soon_as_it_is_approved(office) -> None:
    """And one that replaces a withdrawn edition."""
    office.at("2026-11-04 00:00")
    office.approve(MONTH)
    office.at("2026-11-10 10:00")
    for number, step in enumerate(
        (lambda made: None, lambda made: withdraw_month(made, MONTH, "有误")), 2
    ):
        office.now += timedelta(days=1)
        office.act(step, "li")
        office.act(lambda made: revise_month(made, MONTH, Reason.C, "更正"))
        office.act(lambda made: freeze_month(made, MONTH))
        assert [run for run in office.round() if run.stage == "publish"] == []
        office.approve(MONTH)
        (run,) = office.round()
        assert (run.stage, run.revision, run.late) == ("publish", number, False)
    assert office.states(MONTH) == ["revised", "withdrawn", "published"]


def test_an_automatic_list_is_published_on_time_without_approvals(tmp_path) -> None:
    """The release says so, and an outsider's check accepts it."""
    office = scheduled_office(tmp_path / "office", MONTH, rules=AUTOMATIC + PEOPLE)
    office.at("2026-11-04 00:00")
    assert office.at("2026-11-10 09:59") == []
    assert what(office.at("2026-11-10 10:00")) == ["publish 2026-10 done"]
    assert office.verify(MONTH, 1).fields["automatic"] is True
    assert "without two approvals" in office.held["approvals"]
    with office.workspace() as made, made.ledger.reading() as connection:
        assert read_events(connection, "main", MONTH)[-1].event.detail["automatic"] is True


def test_a_list_that_becomes_automatic_after_the_freeze_changes_nothing(tmp_path) -> None:
    """Only the frozen list file counts."""
    office = scheduled_office(tmp_path / "office", MONTH)
    office.at("2026-11-04 00:00")
    path = office.home / "config" / "lists" / "main.toml"
    path.write_text(path.read_text("utf-8").replace(RELEASE, AUTOMATIC), "utf-8")
    (run,) = (run for run in office.at("2026-11-10 10:00") if run.stage == "publish")
    assert run.state is RunState.WAITING
    with office.workspace() as made, pytest.raises(EditionError, match="two approvals"):
        publish_month(made, MONTH, "zh", service=True)


def test_a_person_publishes_nothing_unapproved_on_an_automatic_list(tmp_path) -> None:
    """That is the schedule's alone, at its time."""
    office = scheduled_office(tmp_path / "office", MONTH, rules=AUTOMATIC + PEOPLE)
    office.at("2026-11-04 00:00")
    with office.workspace() as made, pytest.raises(EditionError, match="two approvals"):
        publish_month(made, MONTH, "zh")


KILLED = """
from pathlib import Path
from tests.builders.scheduled import Scheduled, shanghai
from ranking.schedule import tick
def replaced(name):
    "Die before the effect, or after it and before the row says so."
    real = getattr(tick._Round, name)
    def dying(self, *arguments):
        if arguments[0].stage == sys.argv[3] or getattr(arguments[-1], "stage", "") == sys.argv[3]:
            die()
        return real(self, *arguments)
    setattr(tick._Round, name, dying)
if sys.argv[2] == "before":
    real = tick.perform
    tick.perform = lambda work, due: die() if due.stage == sys.argv[3] else real(work, due)
else:
    replaced("_done")
office = Scheduled(Path(sys.argv[1]), shanghai(sys.argv[4]))
office.round()
"""


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("stage", "at"), [("freeze", "04 00:00"), ("publish", "10 10:00")])
def test_killed_around_a_step_it_is_taken_exactly_once(office, when, stage, at) -> None:
    """Between the row and the effect, and between the effect and the row that says so."""
    if stage == "publish":
        office.at("2026-11-04 00:00")
        office.approve(MONTH)
    done = run_child(KILLED, office.home, when, stage, f"2026-11-{at}")
    assert done.returncode == -9, done.stderr
    runs = [run for run in office.at(f"2026-11-{at}") if run.stage == stage]
    assert [(run.state, run.late) for run in runs] == [(RunState.DONE, False)]
    assert runs[0].attempts == (2 if when == "before" else 1)
    assert office.said(Occasion.SUCCESS)[-1:] == [f"{stage} {MONTH}"]
    assert office.states(MONTH) == ["frozen" if stage == "freeze" else "published"]
    with office.workspace() as made, made.ledger.reading() as connection:
        actions = [e.event.action for e in read_events(connection, "main", MONTH)]
    assert len(actions) == len(set(actions))
    if stage == "publish":
        office.verify(MONTH, 1)


DUE = """
from pathlib import Path
from ranking.errors import LedgerError
from tests.builders.scheduled import Scheduled, shanghai, what
office = Scheduled(Path(sys.argv[1]), shanghai("2026-11-10 10:00"))
print("ready", flush=True)
sys.stdin.readline()
try:
    print(len([run for run in office.round() if run.stage == "publish"]), flush=True)
except LedgerError as error:
    print("busy", str(error).startswith("A schedule runs for this workspace"), flush=True)
"""


@pytest.mark.slow
def test_two_rounds_at_once_make_one_release(office) -> None:
    """One works; the other is refused, or comes after and finds nothing to do."""
    office.at("2026-11-04 00:00")
    office.approve(MONTH)
    with waiting_child(DUE, office.home) as one, waiting_child(DUE, office.home) as other:
        for child in (one, other):
            child.stdin.write("go\n")
            child.stdin.flush()
        said = sorted(child.stdout.readline().strip() for child in (one, other))
    assert said in (["0", "1"], ["1", "busy True"])
    assert office.states(MONTH) == ["published"]
    folder = office.home / "releases" / "main" / MONTH
    assert [path.name for path in folder.iterdir()] == ["r1"]


def test_a_second_schedule_is_told_who_runs_the_first(office) -> None:
    """At once, with its process and since when."""
    said = r"A schedule runs for this workspace: .*pid \d+"
    with (
        office.workspace() as made,
        made.sole_writer("schedule run", lock="schedule", wait=0),
        pytest.raises(LedgerError, match=said),
    ):
        office.round()


def test_days_that_were_missed_are_told_once(office, monkeypatch) -> None:
    """However many there were."""
    monkeypatch.setattr("ranking.schedule.known._has_sources", lambda _: True)
    monkeypatch.setattr(tick, "perform", lambda work, due: stages.Result(template="x"))
    office.at("2026-11-02 06:00")
    runs = office.at("2026-11-12 05:00")
    assert [run.state for run in runs[:8]] == [RunState.MISSED] * 8
    assert runs[8].stage == "freeze"
    (told,) = (one for one in office.told if one.occasion is Occasion.MISSED)
    assert told.params == {"count": 8, "last": "2026-11-10", "stages": "collect"}


def test_a_draft_by_hand_is_not_made_again(office) -> None:
    """It says what a new one would."""
    office.act(lambda made: draft_month(made, MONTH))
    (draft, _) = office.at("2026-11-02 06:00")
    assert draft.detail["params"] == {}
