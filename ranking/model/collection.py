"""What a collection leaves behind: how far each account is at each source, and what is missing.

``source`` is the id of a source file (``config/sources/<id>.toml``), ``account`` is
``platform:native_id``. Instants are UTC, days are days of Asia/Shanghai.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

Days = tuple[date, date]
"""First and last day, both included."""


class Outcome(StrEnum):
    """How the last fetch of an account from a source ended."""

    RUNNING = "running"  # begun and not ended: it runs, or its process was killed
    COMPLETE = "complete"  # everything that can be had by now was answered
    PARTIAL = "partial"  # it ran to its end, and something asked for was not given
    WAITING = "waiting"  # the calls allowed are used up: it goes on later
    FAILED = "failed"  # the network, the platform or a credential
    STOPPED = "stopped"  # a person stopped it


@dataclass(frozen=True)
class Failure:
    """Why a fetch did not end well: a message as errors carry it, free of secrets."""

    template: str
    params: Mapping[str, Any] = field(default_factory=dict)
    hint: str = ""


@dataclass(frozen=True)
class Fetch:
    """How far one account is at one source.

    ``cursor`` None = from the beginning; ``begun`` are the days asked for by the fetch that began
    without a cursor, ``known_as`` the account's id at the source then. ``asked`` are the days of
    publication that were answered to the end, in order and apart from one another. ``observed_at``
    is when the last page was seen, ``completed_at`` when a fetch last came to its end; None =
    never.
    ``until`` says when more calls are allowed, None = not known or not waiting.
    """

    source: str
    account: str
    outcome: Outcome
    cursor: str | None = None
    begun: Days | None = None
    known_as: str = ""
    asked: tuple[Days, ...] = ()
    observed_at: datetime | None = None
    completed_at: datetime | None = None
    failure: Failure | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Missing:
    """Something an account's last fetch asked for and did not get.

    ``reason`` is a value of connectors.interface.Reason. ``first`` to ``last`` are the days of
    publication concerned; ``day`` is the first of them, None = the gap is of no day in particular,
    and ``first`` to ``last`` are all that were asked for.
    """

    source: str
    account: str
    what: str
    reason: str
    day: date | None
    detail: str
    first: date
    last: date
    seen_at: datetime


@dataclass(frozen=True)
class Authorisation:
    """When a source's right to read an account ends; None = it is not known to end."""

    source: str
    account: str
    expires_at: datetime | None
    learned_at: datetime


@dataclass(frozen=True)
class Collection:
    """One run of ``govrank collect``; ``ended_at`` None = it runs, or its process was killed.

    ``accounts`` is how many fetches it planned (account × source); ``summary`` counts what came of
    them once it has ended, empty before.
    """

    id: int
    first: date
    last: date
    request: str
    began_at: datetime
    ended_at: datetime | None
    accounts: int
    summary: Mapping[str, Any]
