"""The steps and approvals that a release carries, checked against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ranking.errors import VerificationError
from ranking.ledger.events import Event, RecordedEvent, event_hash
from ranking.model.adjustment import Adjustment
from ranking.workflow.adjust_log import differing

EVENTS = "events.json"
_APPROVALS = 2
_ABOUT_SNAPSHOT = ("frozen", "reviewed", "approved")
_STEP = (
    "Event {number} of '{path}' ({action}) is not as it was logged, or not in its place: "
    "expected is a step of {month} that follows from the one before."
)
_HEAD = (
    "The head of '{path}' is {found}; expected is {expected}, the last step's hash or that of a "
    "later step of another month."
)
_NOT_FROZEN = "'{path}' has no step that froze snapshot {expected}."
_HINT = (
    "The release was put together from parts that do not fit. "
    "Show this message to the office that published it."
)


def check_events(content: Any, fields: Mapping[str, Any]) -> tuple[RecordedEvent, ...]:
    """Return the events of a release: each as its hash says, in order, the head as published.

    The log is one for all months; between two events there may be others that a release does not
    hold. Raises VerificationError naming the first event that does not fit.
    """
    events = tuple(_recorded(record) for record in content["events"])
    before = ""
    known = {event.sha256 for event in events}
    for number, one in enumerate(events, 1):
        of = (one.event.list_id, one.event.month)
        follows = one.previous_sha256 == before or _elsewhere(one.previous_sha256, known, before)
        whole = one.sha256 == event_hash(one.event, one.previous_sha256)
        if not (whole and follows and of == (fields["list"], fields["month"])):
            raise _failed(
                _STEP,
                number=number,
                action=one.event.action,
                month=fields["month"],
            )
        before = one.sha256
    _check_head(content["head"], fields, before, known)
    _check_frozen(events, fields)
    return events


def check_approvals(
    content: Any, fields: Mapping[str, Any], events: Sequence[RecordedEvent], *, automatic: bool
) -> list[str]:
    """Return who approved the snapshot: two people at least, each with the step in the log.

    ``automatic``: its own list file says that it may be published with fewer, and the manifest
    must say that it was. Raises VerificationError otherwise.
    """
    people = {str(a["person"]): None for a in content if a["manifest_sha256"] == _snapshot(fields)}
    logged = {
        one.event.detail.get("person")
        for one in _of_snapshot(events, fields)
        if one.event.action != "frozen"
    }
    claimed = fields.get("automatic") is True
    if claimed and not automatic:
        raise VerificationError(
            "'manifest.json' says that it was published without approvals; its own list file does "
            "not say automatic = true.",
            hint=_HINT,
        )
    needed = 0 if claimed else _APPROVALS
    if content != fields["approvals"] or len(people) < needed or not set(people) <= logged:
        raise VerificationError(
            "'approvals.json' has approvals of this snapshot by {found}; expected are two people, "
            "whom the manifest and the log name too.",
            found=", ".join(people) or "-",
            hint=_HINT,
        )
    return list(people)


def check_adjustments(
    found: Sequence[Adjustment], fields: Mapping[str, Any], events: Sequence[RecordedEvent]
) -> None:
    """Compare the frozen adjustments with what the log says that people had decided by then.

    Raises VerificationError naming the first that differs.
    """
    frozen = next(one for one in _of_snapshot(events, fields) if one.event.action == "frozen")
    numbers = differing(found, events[: events.index(frozen)])
    if numbers:
        raise VerificationError(
            "'snapshot/adjustments.json': adjustment {number} is not what the log says of it.",
            number=numbers[0],
            hint=_HINT,
        )


def _elsewhere(previous: str, known: set[str], before: str) -> bool:
    """Return whether a hash may be that of another month's event: none of these, nor no event."""
    return previous not in known and (bool(previous) or not before)


def _check_head(head: Any, fields: Mapping[str, Any], last: str, known: set[str]) -> None:
    if head != fields["event_head"] or not (head == last or _elsewhere(head, known, last)):
        raise _failed(
            _HEAD,
            found=str(head)[:12],
            expected=str(fields["event_head"])[:12],
        )


def _check_frozen(events: Sequence[RecordedEvent], fields: Mapping[str, Any]) -> None:
    if not any(one.event.action == "frozen" for one in _of_snapshot(events, fields)):
        raise _failed(_NOT_FROZEN, expected=_snapshot(fields)[:12])


def _of_snapshot(events: Sequence[RecordedEvent], fields: Mapping[str, Any]) -> list[RecordedEvent]:
    """Return the steps of this revision that say they are about its snapshot."""
    return [
        one
        for one in events
        if one.event.revision == fields["revision"]
        and one.event.action in _ABOUT_SNAPSHOT
        and one.event.detail.get("manifest") == _snapshot(fields)
    ]


def _snapshot(fields: Mapping[str, Any]) -> str:
    return str(fields["snapshot_manifest"])


def _recorded(record: Mapping[str, Any]) -> RecordedEvent:
    names = ("list_id", "month", "revision", "action", "actor", "detail")
    at = datetime.fromisoformat(record["at"])
    event = Event(at=at, **{name: record[name] for name in names})
    return RecordedEvent(event, record["previous_sha256"], record["sha256"])


def _failed(template: str, **params: Any) -> VerificationError:
    return VerificationError(template, path=EVENTS, hint=_HINT, **params)
