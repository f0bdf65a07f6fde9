"""The edition log: every event follows from the one before, or is found."""

from datetime import timedelta, timezone
from itertools import product

import pytest
from sqlalchemy import delete, select, update

from ranking.errors import LedgerError
from ranking.ledger.editions import read_edition, save_draft
from ranking.ledger.events import append_event, broken_event, event_hash
from ranking.ledger.tables import edition_events
from tests.builders.ledger import NOW, event, stored

EVENTS = [
    event(),
    event("2026-11", actor="李四", detail={}),
    event(action="approved", at=NOW + timedelta(microseconds=1)),
    event(revision=2, detail={"note": '引号 " 与 \\ 与 🎏', "nested": {"b": 1, "a": [0.1]}}),
]


@pytest.fixture
def connection(ledger):
    """A write transaction with four events."""
    with ledger.writing() as connection:
        for one in EVENTS:
            append_event(connection, one)
        yield connection


def test_the_chain_of_untouched_events_holds(connection) -> None:
    """Each carries the hash of the one before, the first none; a re-read verifies."""
    rows = connection.execute(select(edition_events).order_by(edition_events.c.id)).all()
    assert [row.previous_sha256 for row in rows] == ["", *(row.sha256 for row in rows[:-1])]
    assert broken_event(connection) is None


def changed(name: str, value):
    if name == "at":
        return value + timedelta(microseconds=1)
    if name == "detail":
        return {**value, "more": None}
    if name == "revision":
        return value + 1
    return f"{value[1:]}0" if value else "0"


def test_a_change_of_any_column_of_any_event_is_found(connection) -> None:
    """The altered event itself is named, whichever it is."""
    names = [column.name for column in edition_events.columns if column.name != "id"]
    rows = connection.execute(select(edition_events)).all()
    for name, row in product(names, rows):
        this = update(edition_events).where(edition_events.c.id == row.id)
        connection.execute(this.values({name: changed(name, getattr(row, name))}))
        assert broken_event(connection) == row.id, name
        connection.execute(this.values({name: getattr(row, name)}))
    assert broken_event(connection) is None


def test_an_event_that_is_taken_out_or_moved_is_found(connection) -> None:
    """The first event after the gap is named; so is one that changed places."""
    ids = connection.execute(select(edition_events.c.id).order_by(edition_events.c.id)).scalars()
    first, second, third, _ = list(ids)
    moved = update(edition_events).where(edition_events.c.id == first)
    connection.execute(moved.values(id=1000))
    assert broken_event(connection) == second
    connection.execute(delete(edition_events).where(edition_events.c.id.in_([second, 1000])))
    assert broken_event(connection) == third


def test_a_forged_event_with_a_fitting_hash_breaks_what_follows(connection) -> None:
    """Whoever recomputes one hash would have to recompute all later ones."""
    rows = connection.execute(select(edition_events).order_by(edition_events.c.id)).all()
    forged = event_hash(event(actor="王五"), "")
    this = update(edition_events).where(edition_events.c.id == rows[0].id)
    connection.execute(this.values(actor="王五", sha256=forged))
    assert broken_event(connection) == rows[1].id
    following = update(edition_events).where(edition_events.c.id == rows[1].id)
    connection.execute(following.values(previous_sha256=forged))
    assert broken_event(connection) == rows[1].id


def test_the_hash_does_not_depend_on_zone_or_key_order() -> None:
    """The same instant in Shanghai time and the same detail in another order hash alike."""
    shanghai = timezone(timedelta(hours=8))
    same = event(at=NOW.astimezone(shanghai), detail=dict(reversed(list(event().detail.items()))))
    assert event_hash(same, "") == event_hash(event(), "")


def test_an_event_that_cannot_be_written_takes_its_draft_with_it(ledger) -> None:
    """Draft and event are one transaction: without the event the old draft stays."""
    with ledger.writing() as connection:
        save_draft(connection, stored(document="old"), event())
    with pytest.raises(TypeError), ledger.writing() as connection:
        save_draft(connection, stored(document="new"), event(detail={"no": object()}))
    with ledger.reading() as connection:
        kept = read_edition(connection, "main", "2026-10")
        assert kept is not None
        assert kept.document == "old"
        assert len(connection.execute(select(edition_events)).all()) == 1


def test_a_draft_that_cannot_be_written_takes_its_event_with_it(ledger) -> None:
    """A row that is twice on a board is refused, and no event says there was a draft."""
    row = stored().rows[0]

    def draft() -> None:
        with ledger.writing() as connection:
            append_event(connection, event())
            save_draft(connection, stored(rows=(row, row)), event())

    with pytest.raises(LedgerError, match="refused"):
        draft()
    with ledger.reading() as connection:
        assert connection.execute(select(edition_events)).all() == []
        assert read_edition(connection, "main", "2026-10") is None
