"""When a stage may be tried, and when it is late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ranking.model.run import RunState
from ranking.schedule.plan import LATE, Key, days_between
from tests.builders.plans import make_known, make_run, shanghai

AT = shanghai("2026-11-04 00:00")
KEY = Key("2026-10", "freeze", 1)


@pytest.mark.parametrize(
    ("state", "detail", "minutes", "expected"),
    [
        (RunState.RUNNING, {}, 0, True),
        (RunState.WAITING, {}, 0, True),
        (RunState.DONE, {}, 600, False),
        (RunState.MISSED, {}, 600, False),
        (RunState.FAILED, {"error": "DataError"}, 59, False),
        (RunState.FAILED, {"error": "DataError"}, 60, True),
        (RunState.FAILED, {"error": "LedgerError"}, 4, False),
        (RunState.FAILED, {"error": "LedgerError"}, 5, True),
        (RunState.FAILED, {}, 60, True),
    ],
)
def test_a_stage_may_be_tried_again_after_a_pause(state, detail, minutes, expected) -> None:
    """An hour after it failed, sooner after the ledger was away; at once if its process died."""
    run = make_run("2026-10", "freeze", state, AT, 1, detail=detail)
    known = make_known(AT + timedelta(minutes=minutes), runs=[run])
    assert known.may_try(KEY) is expected


def test_what_was_never_tried_may_be() -> None:
    """There is no row of it."""
    assert make_known(AT).may_try(KEY)


def test_what_begins_a_quarter_of_an_hour_after_its_time_is_late() -> None:
    """Exactly then it is not yet."""
    assert not make_known(AT + LATE).late(AT)
    assert make_known(AT + LATE + timedelta(microseconds=1)).late(AT)


def test_days_are_counted_whole() -> None:
    """The last moment of a day belongs to it."""
    day = timedelta(days=1)
    steps = (timedelta(0), day - timedelta(microseconds=1), day, 3 * day)
    assert [days_between(AT, AT + step) for step in steps] == [0, 0, 1, 3]
