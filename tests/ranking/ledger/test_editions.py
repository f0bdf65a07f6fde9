"""Editions as stored: drafts replace drafts, the past is found again."""

import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import select

from ranking.errors import LedgerError
from ranking.ledger.editions import drafted_months, read_edition, save_draft, units_before
from ranking.ledger.tables import board_rows, editions
from tests.builders.ledger import NOW, event, stored


@pytest.fixture
def connection(ledger):
    with ledger.writing() as connection:
        yield connection


def test_a_draft_is_read_as_it_was_saved(connection) -> None:
    """Texts of any length and language come back bit for bit, with an aware instant."""
    edition = stored(document='{"标题": "榜 \U0001f38f", "x": 0.30000000000000004}' * 5000)
    save_draft(connection, edition, event())
    read = read_edition(connection, "main", "2026-10")
    assert read == replace(edition, rows=())
    assert read.created_at == NOW
    assert read.sha256 == hashlib.sha256(f"{edition.document}\n[]".encode()).hexdigest()


def test_the_rows_of_a_board_keep_full_precision_and_null(connection) -> None:
    """Values are stored as they are; not ranked and not available stay null."""
    save_draft(connection, stored(), event())
    rows = connection.execute(select(board_rows).order_by(board_rows.c.unit)).all()
    assert {row.value for row in rows} == {0.1 + 0.2}
    assert {row.total for row in rows} == {None}
    assert {row.unit: row.rank for row in rows} == {"甲区": 1, "乙区": 2, "丙局": None}


def test_a_new_draft_takes_the_place_of_the_old_one(connection) -> None:
    """One edition and one set of rows remain; other months and lists are not touched."""
    save_draft(connection, stored("2026-09"), event("2026-09"))
    save_draft(connection, stored(list_id="other"), event(list_id="other"))
    for document in ("first", "second"):
        save_draft(connection, stored(document=document), event())
    read = read_edition(connection, "main", "2026-10")
    assert read is not None
    assert read.document == "second"
    assert len(connection.execute(select(editions)).all()) == 3
    assert len(connection.execute(select(board_rows)).all()) == 9


def test_an_approved_edition_is_never_replaced_by_a_draft(ledger) -> None:
    """Drafting a revision that has left the draft state is refused by the database."""
    with ledger.writing() as connection:
        save_draft(connection, stored(state="approved", document="final"), event())
    with pytest.raises(LedgerError, match="refused"), ledger.writing() as connection:
        save_draft(connection, stored(document="draft"), event())
    with ledger.reading() as connection:
        read = read_edition(connection, "main", "2026-10")
    assert read is not None
    assert (read.state, read.document) == ("approved", "final")


def test_the_newest_revision_is_read(connection) -> None:
    """Whatever the order of writing."""
    for revision in (2, 10, 1):
        save_draft(connection, stored(revision=revision), event(revision=revision))
    read = read_edition(connection, "main", "2026-10")
    assert read is not None
    assert read.revision == 10


def test_the_past_is_told_per_list(connection) -> None:
    """Months oldest first; units before a month are those ranked, per index, in this list."""
    for month in ("2026-10", "2026-09", "2026-11"):
        save_draft(connection, stored(month), event(month))
    save_draft(connection, stored("2026-01", list_id="other"), event())
    assert drafted_months(connection, "main") == ["2026-09", "2026-10", "2026-11"]
    assert units_before(connection, "main", "2026-10") == {"influence": {"甲区", "乙区"}}
    assert units_before(connection, "main", "2026-09") == {}
    assert units_before(connection, "none", "2027-01") == {}
