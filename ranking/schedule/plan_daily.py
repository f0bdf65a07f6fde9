"""The daily work: collect, then draft and check what is under way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from ranking.model.lifecycle import State
from ranking.model.month import SHANGHAI, Month
from ranking.model.run import RunState, Stage
from ranking.schedule.plan import Action, Due, Key, Known

DAILY = (Stage.COLLECT, Stage.DRAFT, Stage.CHECK)
_DAY = timedelta(days=1)


def daily(known: Known) -> Iterator[Due]:
    """Yield the daily work that is due, and the days of it that were missed.

    Only the newest day is worked: its collection asks for all of the last 31 days.
    """
    day = _newest_day(known)
    if day is None:
        return
    yield from _cut_off(known, day)
    if known.has_sources:
        yield from _missed(known, day)
        yield from _due(known, day, Stage.COLLECT)
    if months_to_draft(known, day):
        yield from _due(known, day, Stage.DRAFT)
    if months_to_check(known, day):
        yield from _due(known, day, Stage.CHECK)


def stage_of(stage: Stage, day: date) -> str:
    """Return the stage of a day's work, ``collect-05``; its run is of the day's month."""
    return f"{stage}-{day.day:02d}"


def day_of(key: Key) -> date | None:
    """Return the day of daily work; None = it is not daily."""
    name, _, number = key.stage.partition("-")
    if name not in DAILY or not number:
        return None
    month = Month.parse(key.month)
    return date(month.year, month.number, int(number))


def daily_at(known: Known, day: date) -> datetime:
    """Return the instant, in UTC, at which the work of a day begins."""
    return datetime.combine(day, known.list_file.schedule.collect_at, SHANGHAI).astimezone(UTC)


def months_to_draft(known: Known, day: date) -> list[Month]:
    """Return the months that are drafted on a day: the one that settles, and the running one."""
    running = Month(day.year, day.month)
    return [month for month in (running.previous(), running) if _open(known, month)]


def months_to_check(known: Known, day: date) -> list[Month]:
    """Return the month that is checked on a day, while it settles."""
    settling = Month(day.year, day.month).previous()
    return [settling] if _open(known, settling) else []


def _open(known: Known, month: Month) -> bool:
    newest = known.newest(month)
    return str(month) in known.months_with_posts and (newest is None or newest.state is State.DRAFT)


def _newest_day(known: Known) -> date | None:
    """Return the last day whose work has begun; None = before the first day of a new schedule."""
    today = known.now.astimezone(SHANGHAI).date()
    if known.now >= daily_at(known, today):
        return today
    began = any(day_of(key) for key in known.runs)
    return today - _DAY if began else None


def _due(known: Known, day: date, stage: Stage) -> Iterator[Due]:
    due = _of_day(known, day, stage_of(stage, day))
    if known.may_try(due.key):
        yield due


def _missed(known: Known, day: date) -> Iterator[Due]:
    """Yield the days since the last collection of which there is no row."""
    rows = [(day_of(key), key.stage) for key in known.runs]
    last = max((d for d, s in rows if d is not None and s.startswith(Stage.COLLECT)), default=day)
    for number in range(1, (day - last).days):
        between = last + number * _DAY
        yield _miss(_of_day(known, between, stage_of(Stage.COLLECT, between)))


def _cut_off(known: Known, day: date) -> Iterator[Due]:
    """Yield the work of earlier days that a process died in."""
    for key, run in known.runs.items():
        of = day_of(key)
        if of is not None and of < day and run.state is RunState.RUNNING:
            yield _miss(_of_day(known, of, key.stage))


def _of_day(known: Known, day: date, stage: str) -> Due:
    at = daily_at(known, day)
    return Due(Month(day.year, day.month), stage, 0, at, known.late(at))


def _miss(due: Due) -> Due:
    return replace(due, action=Action.MISS)
