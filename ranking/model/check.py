"""What a check of a month found. Pure data: a flag is a question to a person, never a number's
change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Evidence = Mapping[str, str | int | float | None]
"""The numbers a flag rests on, by name; a value may be the id of a measure, never prose."""


class Severity(StrEnum):
    """How much a flag asks of a reviewer, the worst first."""

    SERIOUS = "serious"  # nothing should be published before it is settled
    WARNING = "warning"  # a person has to look and decide
    INFO = "info"  # good to know while reading the list


class Area(StrEnum):
    """What was looked at, in the order of the review sheet."""

    COVERAGE = "coverage"
    INSPECTION = "inspection"
    IMPOSSIBLE = "impossible"
    RATIO = "ratio"
    BURST = "burst"
    REPEATED = "repeated"
    RANK = "rank"
    CAMPAIGN = "campaign"


@dataclass(frozen=True)
class Post:
    """A post that a flag points at; ``title`` is never empty where the post has a text."""

    post_id: str
    title: str
    url: str | None
    published_at: datetime


@dataclass(frozen=True)
class Flag:
    """One finding. ``unit``, ``account`` and ``post`` None = it is about more than one of them.

    ``template`` is an English sentence over ``evidence``, ``hint`` what a reviewer can do; both are
    translated where they are shown.
    """

    code: str
    area: Area
    severity: Severity
    template: str
    hint: str
    evidence: Evidence
    unit: str | None = None
    account: str | None = None
    post: Post | None = None


@dataclass(frozen=True)
class NotChecked:
    """A check that could not be made, and why: an English template and its fields."""

    area: Area
    template: str
    params: Evidence = field(default_factory=dict)


@dataclass(frozen=True)
class MonthCheck:
    """Everything that was checked of one month, and everything found, the worst first.

    ``history`` are the earlier months that were compared with; ``settings`` what the list file's
    ``[check]`` section came to; ``names`` maps account → its latest name; ``method`` is an id.
    """

    list_id: str
    title: str
    month: str
    revision: int
    state: str
    method: str
    synthetic: bool
    checked_at: datetime
    posts: int
    accounts: int
    units: int
    history: tuple[str, ...]
    settings: Evidence
    flags: tuple[Flag, ...]
    not_checked: tuple[NotChecked, ...]
    names: Mapping[str, str]

    def of(self, severity: Severity) -> tuple[Flag, ...]:
        """Return the flags of one severity."""
        return tuple(flag for flag in self.flags if flag.severity is severity)

    @property
    def doubtful(self) -> bool:
        """Tell whether anything is a warning or worse."""
        return any(flag.severity is not Severity.INFO for flag in self.flags)
