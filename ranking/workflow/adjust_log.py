"""Adjustments as the log of editions tells them: what is kept of each, and the log read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from ranking.errors import VerificationError
from ranking.ledger.adjustments import DECIDED, PROPOSED, read_adjustments
from ranking.ledger.database import Connection
from ranking.ledger.events import Event, RecordedEvent, read_events
from ranking.model.adjustment import Adjustment, Kind, Status

_STATUS = {action: status for status, action in DECIDED.items()}
_AS_IS = (
    "number",
    "target",
    "unit",
    "text",
    "reason",
    "evidence_name",
    "evidence_sha256",
    "person",
)


def proposed_detail(adjustment: Adjustment) -> dict[str, Any]:
    """Return what the event of a proposal says beside its author; null = not of this kind."""
    return {
        "number": adjustment.number,
        "kind": adjustment.kind.value,
        "target": adjustment.target,
        "unit": adjustment.unit,
        "points": None if adjustment.points is None else str(adjustment.points),
        "text": adjustment.text,
        "reason": adjustment.reason,
        "evidence_name": adjustment.evidence_name,
        "evidence_sha256": adjustment.evidence_sha256,
    }


def decided_detail(decided: Adjustment) -> dict[str, Any]:
    """Return what the event of a decision says beside who decided: the content again, and why."""
    content = proposed_detail(decided)
    return {**content, "author": decided.person, "decision": decided.decision}


def from_log(events: Iterable[RecordedEvent]) -> list[Adjustment]:
    """Return the adjustments of a month as its events tell them, by number.

    Events of another kind are passed over; so is a decision on what was never proposed.
    """
    told: dict[int, Adjustment] = {}
    for event in (one.event for one in events):
        number = event.detail.get("number")
        if event.action == PROPOSED:
            told |= {one.number: one for one in _proposed(event)}
        elif event.action in _STATUS and number in told:
            told[number] = _decided(told[number], event)
    return [told[number] for number in sorted(told)]


def logged_adjustments(connection: Connection, list_id: str, month: str) -> list[Adjustment]:
    """Return the adjustments of a month, by number, after comparing their rows with the log.

    Nothing is computed from a row that somebody has changed behind the log's back: raises
    VerificationError naming the first.
    """
    found = read_adjustments(connection, list_id, month)
    for number in differing(found, read_events(connection, list_id, month)):
        raise VerificationError(
            "Adjustment {number} of {month} is not as it was logged.",
            number=number,
            month=month,
            hint="The ledger was changed by hand. Restore it from a backup; "
            "'govrank history {month}' shows what was decided.",
        )
    return found


def differing(
    adjustments: Sequence[Adjustment], events: Iterable[RecordedEvent]
) -> tuple[int, ...]:
    """Return the numbers of adjustments that are not what the log says, or in one of both only."""
    stored = {one.number: one for one in adjustments}
    told = {one.number: one for one in from_log(events)}
    return tuple(n for n in sorted({*stored, *told}) if stored.get(n) != told.get(n))


def _proposed(event: Event) -> Iterator[Adjustment]:
    """Yield the adjustment of an event; nothing where somebody has changed it beyond reading."""
    detail: Mapping[str, Any] = {"unit": None, "points": None, "text": None, **event.detail}
    with suppress(KeyError, TypeError, ValueError, InvalidOperation):
        yield Adjustment(
            **{name: detail[name] for name in _AS_IS},
            kind=Kind(detail["kind"]),
            points=None if detail["points"] is None else Decimal(detail["points"]),
            actor=event.actor,
            at=event.at,
            status=Status.PROPOSED,
            decided_by=None,
            decided_actor=None,
            decided_at=None,
            decision=None,
        )


def _decided(before: Adjustment, event: Event) -> Adjustment:
    return replace(
        before,
        status=_STATUS[event.action],
        decided_by=event.detail.get("person"),
        decided_actor=event.actor,
        decided_at=event.at,
        decision=event.detail.get("decision"),
    )
