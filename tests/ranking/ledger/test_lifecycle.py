"""Revisions, their states and approvals, in one transaction with the event."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ranking.errors import EditionError, LedgerError
from ranking.ledger.editions import read_edition, save_draft
from ranking.ledger.events import (
    append_event,
    broken_event,
    head_hash,
    last_event_at,
    read_events,
)
from ranking.ledger.lifecycle import (
    add_approval,
    change_state,
    read_approvals,
    read_revisions,
)
from ranking.model.lifecycle import Approval, Reason, State
from tests.builders.ledger import NOW, event, stored

APPROVAL = Approval("张三", "zhangsan", NOW, "a" * 64)


@pytest.fixture
def drafted(ledger):
    """A ledger with two revisions of one month; the revision 1 as it was read."""
    with ledger.writing() as connection:
        save_draft(connection, stored(state="frozen", manifest_sha256="a" * 64), event())
        save_draft(connection, stored(revision=2, reason="R1"), event(revision=2))
        save_draft(connection, stored("2026-09"), event("2026-09"))
    with ledger.reading() as connection:
        return read_revisions(connection, "main", "2026-10")[0]


def test_revisions_are_read_by_month_and_number(ledger, drafted) -> None:
    """Of one month or of the whole list; states and reasons are words of the model."""
    with ledger.reading() as connection:
        found = read_revisions(connection, "main")
        assert [(one.month, one.revision) for one in found] == [
            ("2026-09", 1),
            ("2026-10", 1),
            ("2026-10", 2),
        ]
        assert (found[1].state, found[1].reason) == (State.FROZEN, None)
        assert (found[2].state, found[2].reason) == (State.DRAFT, Reason.R1)
        assert read_revisions(connection, "main", "2026-08") == []
        assert read_revisions(connection, "other") == []


def test_a_state_changes_with_its_event(ledger, drafted) -> None:
    """State, columns and the event are there together; the other revision is not touched."""
    at = NOW + timedelta(days=1)
    with ledger.writing() as connection:
        step = event(action="reviewed", at=at)
        digest = change_state(connection, drafted, State.REVIEWED, step, published_at=at)
        assert head_hash(connection) == digest
    with ledger.reading() as connection:
        first, second = read_revisions(connection, "main", "2026-10")
        assert (first.state, first.published_at) == (State.REVIEWED, at)
        assert second.state is State.DRAFT
        assert last_event_at(connection) == at
        assert [e.event.action for e in read_events(connection, "main", "2026-10")] == [
            "drafted",
            "drafted",
            "reviewed",
        ]
        assert broken_event(connection) is None


def test_a_state_that_changed_meanwhile_is_not_changed_again(ledger, drafted) -> None:
    """Whoever read the revision before somebody else moved it on is refused; nothing is kept."""
    with ledger.writing() as connection:
        change_state(connection, drafted, State.REVIEWED, event(action="reviewed"))

    def too_late() -> None:
        with ledger.writing() as connection:
            append_event(connection, event(action="approved"))
            change_state(connection, drafted, State.APPROVED, event(action="approved"))

    with pytest.raises(EditionError, match="2026-10 r1 was changed"):
        too_late()
    with ledger.reading() as connection:
        actions = [e.event.action for e in read_events(connection, "main", "2026-10")]
        assert actions[-1] == "reviewed"


def test_one_person_approves_a_revision_once(ledger, drafted) -> None:
    """Approvals come back in order; the database refuses the same person a second time."""
    other = replace(APPROVAL, person="李四", actor="lisi")
    with ledger.writing() as connection:
        add_approval(connection, drafted, APPROVAL)
        add_approval(connection, drafted, other)
    with pytest.raises(LedgerError), ledger.writing() as connection:
        add_approval(connection, drafted, replace(APPROVAL, actor="someone"))
    with ledger.reading() as connection:
        assert read_approvals(connection, "main", "2026-10", 1) == [APPROVAL, other]
        assert read_approvals(connection, "main", "2026-10", 2) == []


def test_an_edition_is_found_by_revision_and_by_state(ledger, drafted) -> None:
    """Without either it is the newest."""
    with ledger.reading() as connection:
        newest = read_edition(connection, "main", "2026-10")
        first = read_edition(connection, "main", "2026-10", revision=1)
        frozen = read_edition(connection, "main", "2026-10", state="frozen")
        assert newest is not None
        assert newest.revision == 2
        assert first == frozen
        assert first is not None
        assert first.manifest_sha256 == "a" * 64
        assert read_edition(connection, "main", "2026-10", revision=3) is None
