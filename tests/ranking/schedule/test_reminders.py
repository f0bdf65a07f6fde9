"""Reminders of one round."""

from __future__ import annotations

from ranking.model.run import Run, RunState
from ranking.schedule.plan import Wait
from ranking.schedule.reasons import NO_POSTS, PROPOSED
from ranking.schedule.reminders import together
from tests.builders.plans import make_run, shanghai

AT = shanghai("2026-11-04 00:00")


def waiting(month: str, template: str) -> tuple[Run, Wait]:
    run = make_run(month, "freeze", RunState.WAITING, AT, 1)
    return run, Wait(template, "Look.", 0, {"month": month})


def test_one_speaks_for_all_that_wait_for_the_same() -> None:
    """What names people or numbers stays apart, and so does what waits alone."""
    months = ("2026-07", "2026-08", "2026-09")
    found = list(
        together(
            [
                *(waiting(month, NO_POSTS.template) for month in months),
                *(waiting(month, PROPOSED.template) for month in ("2026-05", "2026-06")),
            ]
        )
    )
    assert [one.run.month for one in found] == ["2026-09", "2026-05", "2026-06"]
    assert found[0].params == {"count": 3, "first": "2026-07", "last": "2026-09"}
    assert found[0].hint.startswith("Import their files")
    (alone,) = together([waiting("2026-07", NO_POSTS.template)])
    assert (alone.template, alone.hint) == (NO_POSTS.template, "Look.")
    assert list(together([])) == []
