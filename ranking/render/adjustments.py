"""Adjustments as sentences, as blocks on a terminal, and as records for machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from ranking.i18n import Translator
from ranking.model.adjustment import Adjustment, Kind, Status
from ranking.render.labels import local_time, named, short
from ranking.render.layout import wrap
from ranking.render.safe import line
from ranking.render.tables import Column
from ranking.render.wire import instant

_SENTENCES: Mapping[Kind, str] = {
    Kind.EXCLUDE_POST: "The post {what} does not count.",
    Kind.INCLUDE_POST: "The post {what} counts.",
    Kind.EXCLUDE_ACCOUNT: "No post of the account {what} counts.",
    Kind.INCLUDE_ACCOUNT: "The posts of the account {what} count.",
    Kind.ATTRIBUTE_POST: "The post {what} counts for {unit}.",
    Kind.ATTRIBUTE_ACCOUNT: "The posts of the account {what} count for {unit}.",
    Kind.AWARD: "{what} gets {points} bonus point(s).",
    Kind.DEDUCT: "{what} loses {points} bonus point(s).",
    Kind.UNDO: "Number {what} counts no more.",
}
_COLUMNS = (
    "number",
    "kind",
    "target",
    "title",
    "account_name",
    "account_unit",
    "unit",
    "points",
    "text",
    "reason",
    "evidence_name",
    "evidence_sha256",
    "evidence_file",
    "author",
    "author_user",
    "at",
    "status",
    "decided_by",
    "decided_user",
    "decided_at",
    "decision",
    "undone_by",
)
_INDENT = 4


class Target(Protocol):
    """A post (title is a text) or account (title is null), its account's name and its unit."""

    @property
    def title(self) -> str | None: ...  # noqa: D102
    @property
    def name(self) -> str | None: ...  # noqa: D102
    @property
    def unit(self) -> str | None: ...  # noqa: D102
    @property
    def withdrawn(self) -> bool: ...  # noqa: D102


class Adjusted(Protocol):
    """An adjustment, its target (null = no post or account), what undid it, its evidence file."""

    @property
    def adjustment(self) -> Adjustment: ...  # noqa: D102
    @property
    def target(self) -> Target | None: ...  # noqa: D102
    @property
    def undone_by(self) -> int | None: ...  # noqa: D102
    @property
    def evidence(self) -> Path: ...  # noqa: D102


def kind_names(tr: Translator) -> dict[str, str]:
    """Return kind of adjustment → what it is called."""
    return {
        "exclude_post": tr("post left out"),
        "include_post": tr("post counted"),
        "exclude_account": tr("account left out"),
        "include_account": tr("account counted"),
        "attribute_post": tr("post for another unit"),
        "attribute_account": tr("account for another unit"),
        "award": tr("points awarded"),
        "deduct": tr("points deducted"),
        "note": tr("note"),
        "undo": tr("undone"),
    }


def status_names(tr: Translator) -> dict[str, str]:
    """Return status of an adjustment → its name."""
    return {"proposed": tr("proposed"), "confirmed": tr("confirmed"), "rejected": tr("rejected")}


def sentence(adjusted: Adjusted, tr: Translator) -> str:
    """Return what an adjustment does, as one line in the reader's language."""
    one, what = adjusted.adjustment, _what(adjusted, tr)
    if one.kind is Kind.NOTE:
        text = line(one.text or "")
        if one.target:
            return tr("Below the boards stands, on {what}: {text}", what=what, text=text)
        return tr("Below the boards stands: {text}", text=text)
    return tr(_SENTENCES[one.kind], what=what, unit=line(one.unit or ""), points=one.points)


def lines(adjusted: Sequence[Adjusted], tr: Translator, width: int) -> Iterator[str]:
    """Yield each adjustment whole, for a terminal of so many cells: what, why, evidence, who."""
    for one in adjusted:
        yield wrap(_head(one, tr), width)
        yield from _indented(tr("Why: {reason}", reason=line(one.adjustment.reason)), width)
        yield " " * _INDENT + evidence_line(one, tr)  # not broken: its path is to be copied
        yield from _indented(_people(one.adjustment, tr), width)


def record(adjusted: Adjusted) -> dict[str, object]:
    """Return an adjustment as plain values: instants in UTC, points as decimal text.

    ``account_unit`` is the unit the target belongs to; null = it has none, or is no post or
    account.
    """
    one, target = adjusted.adjustment, adjusted.target
    return {
        "number": one.number,
        "kind": one.kind.value,
        "target": one.target,
        "title": target.title if target else None,
        "account_name": target.name if target else None,
        "account_unit": target.unit if target else None,
        "unit": one.unit,
        "points": None if one.points is None else str(one.points),
        "text": one.text,
        "reason": one.reason,
        "evidence_name": one.evidence_name,
        "evidence_sha256": one.evidence_sha256,
        "evidence_file": adjusted.evidence.as_posix(),
        "author": one.person,
        "author_user": one.actor,
        "at": instant(one.at),
        "status": one.status.value,
        "decided_by": one.decided_by,
        "decided_user": one.decided_actor,
        "decided_at": one.decided_at and instant(one.decided_at),
        "decision": one.decision,
        "undone_by": adjusted.undone_by,
    }


def machine_columns() -> list[Column]:
    """Return the columns of a pipe."""
    return [Column(name, name) for name in _COLUMNS]


def logged(detail: Mapping[str, Any], tr: Translator) -> str:
    """Return what an event about an adjustment says: which, what, whom, and why."""
    whom = filter(None, (detail["target"], detail.get("unit"), detail.get("points")))
    head = tr(
        "no. {number}, {kind}",
        number=detail["number"],
        kind=named(kind_names(tr), detail["kind"]),
    )
    why = line(detail.get("decision") or detail["reason"])
    return tr(": ").join((" ".join((head, *map(line, whom))), why))


def _what(adjusted: Adjusted, tr: Translator) -> str:
    target, name = adjusted.target, line(adjusted.adjustment.target)
    if target is None:
        return name
    unit = line(target.unit) if target.unit else tr("no unit")
    if target.title is None:
        return tr("{name} ({id}, {unit})", name=short(target.name or "-"), id=name, unit=unit)
    title = short(target.title)
    if target.withdrawn:
        return tr("'{title}' ({id}, {unit}, withdrawn)", title=title, id=name, unit=unit)
    return tr("'{title}' ({id}, {unit})", title=title, id=name, unit=unit)


def _head(adjusted: Adjusted, tr: Translator) -> str:
    one = adjusted.adjustment
    status = status_names(tr)[one.status.value]
    if adjusted.undone_by is not None:
        status = tr("{status}, undone by #{number}", status=status, number=adjusted.undone_by)
    said = sentence(adjusted, tr)
    return tr("#{number} ({status}) {sentence}", number=one.number, status=status, sentence=said)


def _indented(text: str, width: int) -> Iterator[str]:
    for piece in wrap(text, max(width - _INDENT, 1)).split("\n"):
        yield " " * _INDENT + piece


def _people(one: Adjustment, tr: Translator) -> str:
    who = tr("proposed by {who}, {at}", who=_who(one.person, one.actor), at=local_time(one.at))
    decided = _decided(one, one.decided_at, tr)
    return tr("; ").join((who, decided)) if decided else who


def evidence_line(adjusted: Adjusted, tr: Translator) -> str:
    """Return the name of the evidence and where it is kept."""
    name, file = line(adjusted.adjustment.evidence_name), adjusted.evidence.as_posix()
    return tr("Evidence: {name}, kept as {file}", name=name, file=file)


def _decided(one: Adjustment, decided_at: datetime | None, tr: Translator) -> str:
    if decided_at is None:
        return ""
    who, at = _who(one.decided_by or "", one.decided_actor or ""), local_time(decided_at)
    if one.status is Status.CONFIRMED:
        return tr("confirmed by {who}, {at}", who=who, at=at)
    why = line(one.decision or "")
    return tr("rejected by {who}, {at}: {why}", who=who, at=at, why=why)


def _who(person: str, user: str) -> str:
    return line(person if person == user else f"{person} ({user})")
