"""What the schedule does: its stages, a run of one, and what it tells others of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Stage(StrEnum):
    """A part of a month's routine, in the order in which it is done."""

    COLLECT = "collect"
    DRAFT = "draft"
    CHECK = "check"
    FREEZE = "freeze"
    PUBLISH = "publish"


class RunState(StrEnum):
    """How a run stands. ``waiting``: for people; ``missed``: its time is over and nothing is lost
    by it, since a later run does what it would have done."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    WAITING = "waiting"
    MISSED = "missed"


@dataclass(frozen=True)
class Run:
    """One stage of one month that the schedule is to do, as the ledger has it.

    ``stage``: a Stage's value; of daily work with the day, ``collect-05``. ``revision`` is 0 for
    what is not of an edition. ``started_at`` of the last attempt (null: never tried), ``ended_at``
    null = it runs or was killed. ``fence`` is that of the schedule's lease in that attempt.
    """

    list_id: str
    month: str
    stage: str
    revision: int
    state: RunState
    due_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    owner: str
    fence: int
    attempts: int
    late: bool
    detail: Mapping[str, Any]


class Occasion(StrEnum):
    """When the schedule tells others."""

    SUCCESS = "success"
    FAILURE = "failure"
    MISSED = "missed"
    REMINDER = "reminder"


@dataclass(frozen=True)
class Occurrence:
    """What happened in a run, for the log and for hooks.

    ``template`` with ``params`` is an English sentence, translated when shown; ``hint`` says what
    to do next, empty = nothing.
    """

    occasion: Occasion
    list_id: str
    month: str
    stage: str
    revision: int
    due_at: datetime
    at: datetime
    late: bool
    template: str
    params: Mapping[str, Any] = field(default_factory=dict)
    hint: str = ""


Announcer = Callable[[Occurrence], None]
"""Told of everything that happened; never raises."""
