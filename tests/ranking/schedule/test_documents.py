"""Runs and what is due as plain values."""

from __future__ import annotations

from dataclasses import replace

from ranking.i18n import Translator
from ranking.model.month import Month
from ranking.model.run import RunState
from ranking.schedule.documents import coming_document, due_document, holder_document, run_document
from ranking.schedule.plan import Due, Wait
from ranking.schedule.state import Coming, Holder
from tests.builders.plans import make_run, shanghai

AT = shanghai("2026-11-04 00:00")
EN = Translator("en")


def test_a_run_has_its_sentence_and_instants_in_utc() -> None:
    """Hostile fields are harmless; what has not ended has no end."""
    detail = {"template": "Gone: {what}.", "params": {"what": "a\x1b[31m\nb"}, "hint": "Look."}
    run = make_run("2026-10", "freeze", RunState.FAILED, AT, 1, detail=detail)
    found = run_document(run, EN)
    assert (found["due_at"], found["state"]) == ("2026-11-03T16:00:00Z", "failed")
    assert found["message"].startswith("Gone: a")
    assert found["message"].isprintable()
    assert found["hint"] == "Look."
    running = run_document(replace(run, ended_at=None, started_at=None, detail={}), EN)
    assert (running["started_at"], running["ended_at"], running["message"]) == (None, None, "")


def test_what_is_due_says_what_it_waits_for() -> None:
    """Empty where it waits for nothing."""
    due = Due(Month(2026, 10), "publish", 1, AT, False)
    assert due_document(due, EN)["message"] == ""
    waiting = replace(due, wait=Wait("{month} waits.", "Run {month}.", 0, {"month": "2026-10"}))
    found = due_document(waiting, EN)
    assert (found["message"], found["hint"]) == ("2026-10 waits.", "Run 2026-10.")


def test_instants_of_the_holder_and_of_what_comes_are_in_utc() -> None:
    """None where nobody knows."""
    holder = holder_document(Holder("x", AT, None, alive=True))
    assert holder == {
        "owner": "x",
        "alive": True,
        "since": "2026-11-03T16:00:00Z",
        "expires_at": None,
    }
    assert coming_document(Coming("freeze", "2026-10", AT))["due_at"] == "2026-11-03T16:00:00Z"
