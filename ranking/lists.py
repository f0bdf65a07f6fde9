"""List files: everything about a leaderboard that is not the formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from ranking.check_rules import CheckRules
from ranking.config_file import (
    EffectiveMonth,
    Fault,
    Identifier,
    Strict,
    StrictFile,
    Text,
    read_toml,
    validate,
)
from ranking.errors import ConfigError
from ranking.model import names
from ranking.model.month import Month
from ranking.publish_rules import PublishRules
from ranking.release_rule import SETTLE_DAYS, ReleaseRule, release_faults, settled
from ranking.schedule_rules import ScheduleRules


class BoardSpec(Strict):
    """One kind of board, made for every group. ``rows`` shown; null = all.

    ``bonus`` false leaves campaign points out of this board.
    """

    index: Identifier
    rows: Annotated[int, Field(ge=1)] | None = None
    bonus: bool = True


class NotRanked(Strict):
    """A unit that is shown without a rank, and why (the organiser does not rank itself)."""

    unit: Text
    reason: Text


class Merger(Strict):
    """From the day ``since`` on, posts of the unit ``from`` count for the unit ``into``."""

    from_unit: Annotated[Text, Field(alias="from")]
    into: Text
    since: date


class MethodFrom(Strict):
    """The method that applies from a month on, until the next entry.

    ``boards``: its own, where its indices are not those of the method before; else the list's.
    """

    id: Identifier
    since: Annotated[EffectiveMonth, Field(alias="from")]
    boards: tuple[BoardSpec, ...] = ()


Role = Literal["prepare", "review", "approve"]
"""What a person may do: freeze and revise; give one of two approvals; give the one that counts."""


class Person(Strict):
    """Somebody who works on the list; ``user`` is the name they log in with on this computer."""

    name: Annotated[Text, Field(max_length=100)]
    user: Annotated[Text, Field(max_length=100)]
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]


class ListFile(StrictFile):
    """A whole list file.

    ``groups`` empty = every group of the roster, by name. ``synthetic`` marks invented data on
    everything that is printed. ``notes`` are printed below the boards, and with
    ``publish_adjustments`` every adjustment that counts, with its reason.
    ``observation_horizon_days``: only counts seen within so many days of publication are used, so
    that a post of the 1st has no longer to gather reads than one of the 31st; null = the latest.
    ``people`` empty: any two users of the computer may approve.
    ``release`` null: people close and publish a month when they are ready.
    """

    id: Identifier
    title: Text
    offices: tuple[Text, ...] = ()
    groups: tuple[Text, ...] = ()
    boards: Annotated[tuple[BoardSpec, ...], Field(min_length=1)]
    methods: Annotated[tuple[MethodFrom, ...], Field(min_length=1)]
    not_ranked: tuple[NotRanked, ...] = ()
    mergers: tuple[Merger, ...] = ()
    notes: tuple[Text, ...] = ()
    synthetic: bool = False
    publish_adjustments: bool = False
    observation_horizon_days: Annotated[int, Field(ge=1, le=366)] | None = None
    people: tuple[Person, ...] = ()
    release: ReleaseRule | None = None
    publish: PublishRules = PublishRules()
    schedule: ScheduleRules = ScheduleRules()
    check: CheckRules = CheckRules()

    def method_for(self, month: Month) -> str:
        """Return the id of the method in force in a month. Raises ConfigError if there is none."""
        return self._in_force(month).id

    def for_month(self, month: Month) -> Self:
        """Return the list with the boards of the method in force. Raises as ``method_for``."""
        boards = self._in_force(month).boards
        return self.model_copy(update={"boards": boards}) if boards else self

    def _in_force(self, month: Month) -> MethodFrom:
        in_force = [entry for entry in self.methods if entry.since <= month]
        if not in_force:
            raise ConfigError(
                "The list '{list}' has no method for {month}; the first one starts {first}.",
                list=self.id,
                month=str(month),
                first=str(min(entry.since for entry in self.methods)),
                hint="Add a [[methods]] entry whose 'from' is that month or earlier.",
            )
        return max(in_force, key=lambda entry: entry.since)

    def cut_off(self, month: Month) -> datetime:
        """Return the instant, in UTC, at which a month closes; without a rule as by default."""
        return settled(month, self.release.settle_days if self.release else SETTLE_DAYS)

    def reason_not_ranked(self, unit: str) -> str | None:
        """Return why a unit is not ranked, or None for a unit that is."""
        return next((entry.reason for entry in self.not_ranked if entry.unit == unit), None)


def load_list(path: Path) -> ListFile:
    """Read a list file; ``ListFile.sha256`` is its digest.

    Raises ConfigError with every fault by key.
    """
    data, digest = read_toml(path)
    return validate(ListFile, data, path, faults=_cross_faults(data)).with_sha256(digest)


_UNIQUE = (
    ("boards", "index"),
    ("methods", "from"),
    ("not_ranked", "unit"),
    ("mergers", "from"),
    ("people", "name"),
)
_APPROVALS = 2


def _cross_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    for table, key in _UNIQUE:
        yield from _repeated(table, key, _column(data, table, key))
    methods = data.get("methods")
    for number, entry in enumerate(methods if isinstance(methods, list) else []):
        own = _column(entry, "boards", "index") if isinstance(entry, Mapping) else []
        yield from _repeated(f"methods[{number}].boards", "index", own)
    yield from release_faults(data.get("release"))
    yield from _people_faults(_column(data, "people", "roles"))
    groups = data.get("groups")
    yield from _repeated("groups", "", groups if isinstance(groups, list) else [])
    intos = _column(data, "mergers", "into")
    for number, name in enumerate(_column(data, "mergers", "from")):
        if name is not None and name == intos[number]:
            yield Fault(f"mergers[{number}].into", f"'{name}' cannot be merged into itself")


def _people_faults(roles: list[Any]) -> Iterator[Fault]:
    """Find out whether the people named are enough to publish at all."""
    known = [set(map(str, own)) for own in roles if isinstance(own, list)]
    if known and len([own for own in known if own & {"review", "approve"}]) < _APPROVALS:
        yield Fault("people", "two people with the role review or approve are needed")
    if known and not any("approve" in own for own in known):
        yield Fault("people", "somebody with the role approve is needed")


def _column(data: Mapping[str, Any], table: str, key: str) -> list[Any]:
    rows = data.get(table)
    items = rows if isinstance(rows, list) else []
    return [item.get(key) if isinstance(item, Mapping) else None for item in items]


def _repeated(table: str, key: str, values: list[Any]) -> Iterator[Fault]:
    """Find what stands twice, in whatever spelling: two names of one person are not two people."""
    spelled = [names.key(value) if isinstance(value, str) else None for value in values]
    for number, value in enumerate(values):
        if spelled[number] is not None and spelled[number] in spelled[:number]:
            place = f"{table}[{number}]" + (f".{key}" if key else "")
            yield Fault(place, f"'{value}' stands twice")
