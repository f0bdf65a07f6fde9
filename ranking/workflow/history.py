"""What became of a month: its revisions, their steps, and how each stands today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ranking.ledger.events import RecordedEvent, read_events
from ranking.ledger.lifecycle import read_revisions
from ranking.model.lifecycle import Reason, Revision, Standing, State
from ranking.model.month import Month
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class History:
    """The revisions of a month and the events of all of them, both oldest first."""

    list_id: str
    month: str
    revisions: tuple[Revision, ...]
    events: tuple[RecordedEvent, ...]


def month_history(workspace: Workspace, month_text: str) -> History:
    """Return the history of a month; without any step it is empty.

    Raises UsageError for what is no month.
    """
    list_id, month = workspace.settings.list_id, str(Month.parse(month_text))
    with workspace.ledger.reading() as connection:
        return History(
            list_id=list_id,
            month=month,
            revisions=tuple(read_revisions(connection, list_id, month)),
            events=tuple(read_events(connection, list_id, month)),
        )


def read_revision(workspace: Workspace, of: Revision) -> Revision:
    """Return a revision as the ledger has it now."""
    with workspace.ledger.reading() as connection:
        found = read_revisions(connection, of.list_id, of.month)
    return next(one for one in found if one.revision == of.revision)


def standing(history: History, revision: int) -> Standing | None:
    """Return what has to be said above a revision; None = it is a first one, and in its course."""
    found = next((one for one in history.revisions if one.revision == revision), None)
    if found is None or (found.reason is None and found.state not in _ENDED):
        return None
    if found.state is State.WITHDRAWN:
        end = _last(history.events, revision, "withdrawn")
        return Standing(found.state, end.event.at, None, None, end.event.detail["note"])
    if found.state is State.REVISED:
        newer = _in_place_of(history.revisions, revision)
        begun = _last(history.events, newer, "begun")
        reason = Reason(begun.event.detail["reason"])
        return Standing(found.state, begun.event.at, newer, reason, begun.event.detail["note"])
    begun = _last(history.events, revision, "begun")
    return Standing(found.state, begun.event.at, None, found.reason, begun.event.detail["note"])


_ENDED = (State.REVISED, State.WITHDRAWN)


def _in_place_of(revisions: Sequence[Revision], revision: int) -> int:
    """Return the later revision that was published first, or the next one if none was."""
    later = [one for one in revisions if one.revision > revision]
    return next((one for one in later if one.published_at), later[0]).revision


def _last(events: Sequence[RecordedEvent], revision: int, action: str) -> RecordedEvent:
    found = [e for e in events if e.event.revision == revision and e.event.action == action]
    return found[-1]
