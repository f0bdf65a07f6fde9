"""What a plan rests on, in memory: a list, its revisions and runs, and a clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from ranking.model.lifecycle import Approval, Revision, State
from ranking.model.month import SHANGHAI, Month
from ranking.model.run import Run, RunState
from ranking.schedule.calendar import WorkCalendar
from ranking.schedule.plan import Due, Key, Known
from tests.builders.month import make_list

RULE = {"rule": "working_day", "n": 5}
PEOPLE = [
    {"name": "张三", "user": "zhang", "roles": ["prepare", "review"]},
    {"name": "李四", "user": "li", "roles": ["approve"]},
    {"name": "王五", "user": "wang", "roles": ["review"]},
]


def shanghai(text: str) -> datetime:
    """Return the instant, in UTC, of a time in Shanghai: ``2026-11-04 00:00``."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def make_known(
    now: datetime,
    *,
    revisions: Iterable[Revision] = (),
    runs: Iterable[Run] = (),
    approvals: dict[tuple[str, int], Sequence[Approval]] | None = None,
    automatic: Iterable[tuple[str, int]] = (),
    proposed: dict[str, Sequence[int]] | None = None,
    posts: Iterable[str] | None = None,
    sources: bool = False,
    **listed: Any,
) -> Known:
    """Return it with posts in every month of 2020 to 2030, if no months are named."""
    by_month: dict[str, list[Revision]] = {}
    for revision in revisions:
        by_month.setdefault(revision.month, []).append(revision)
    every = [f"{year}-{number:02d}" for year in range(2020, 2031) for number in range(1, 13)]
    return Known(
        now=now,
        list_file=make_list(**{"release": RULE, **listed}),
        calendar=WorkCalendar(),
        revisions=by_month,
        approvals=approvals or {},
        automatic=frozenset(automatic),
        proposed=proposed or {},
        runs={Key(run.month, run.stage, run.revision): run for run in runs},
        months_with_posts=frozenset(every if posts is None else posts),
        has_sources=sources,
    )


def revision(month: str, state: State, number: int = 1) -> Revision:
    """Return a revision; what was published was so at the end of the next month."""
    of = Month.parse(month)
    released = state in (State.PUBLISHED, State.WITHDRAWN)
    return Revision(
        list_id="main",
        month=month,
        revision=number,
        state=state,
        created_at=of.end,
        manifest_sha256=None if state is State.DRAFT else "m",
        cut_off=None if state is State.DRAFT else of.end,
        published_at=of.next().end if released else None,
        release_sha256="r" if released else None,
        reason=None,
    )


def make_run(
    month: str, stage: str, state: RunState, due_at: datetime, number: int = 0, **more: Any
) -> Run:
    """Return a run that was tried once, when it was due."""
    ended = None if state is RunState.RUNNING else due_at
    values = {"started_at": due_at, "ended_at": ended, "owner": "x", "fence": 1, "attempts": 1}
    values |= {"late": False, "detail": {}} | more
    return Run("main", month, stage, number, state, due_at, **values)


def of_due(due: Iterable[Due]) -> list[str]:
    """Return what is due as ``action stage month revision``."""
    return [f"{one.action.name} {one.stage} {one.month} {one.revision}" for one in due]
