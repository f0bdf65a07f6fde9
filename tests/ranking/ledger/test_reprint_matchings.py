"""Matchings on record: what was written by one, and what the last one found."""

from ranking.ledger.batches import add_batches
from ranking.ledger.imports import add_import
from ranking.ledger.reprint_matchings import (
    KIND,
    last_matching,
    matched_months,
    matching_name,
    unmatched_since,
    written_by_matching,
)
from ranking.model.batch import Batch
from tests.builders.ledger import NOW


def add(ledger, kind: str, month: str, name: str, **summary: int) -> None:
    batch = Batch("reprints", month, "raw", f"reprints/month={month}/{name}", "0" * 64, 1)
    matches = Batch("matches", month, "compact", f"matches/month={month}/{name}", "0" * 64, 1, "0")
    values = {"file_name": matching_name(month), "file_sha256": "0" * 64, "kind": kind}
    values |= {"imported_at": NOW, "observed_at": NOW, "summary": summary}
    with ledger.writing() as connection:
        add_batches(connection, [batch], add_import(connection, values), NOW)
        if kind == KIND:
            add_batches(connection, [matches], None, NOW)


def test_batches_of_matching_are_told_from_imported_ones(ledger) -> None:
    """Of one month."""
    add(ledger, "reprints", "2026-10", "imported")
    add(ledger, KIND, "2026-10", "matched")
    add(ledger, KIND, "2026-09", "before")
    with ledger.reading() as connection:
        found = written_by_matching(connection, "2026-10")
        assert found == {"reprints/month=2026-10/matched"}
        assert written_by_matching(connection, "2026-08") == frozenset()
        assert matched_months(connection) == ["2026-09", "2026-10"]


def test_the_last_matching_of_a_month_is_remembered(ledger) -> None:
    """An import of a file that has such a name is none."""
    with ledger.reading() as connection:
        assert last_matching(connection, "2026-10") is None
    add(ledger, KIND, "2026-10", "first", accepted=1)
    add(ledger, KIND, "2026-10", "second", accepted=2)
    add(ledger, "reprints", "2026-10", "third", accepted=3)
    with ledger.reading() as connection:
        assert last_matching(connection, "2026-10") == {"accepted": 2}
        assert last_matching(connection, "2026-09") is None


def test_reprints_declared_after_the_last_matching_are_noticed(ledger) -> None:
    """They may be what matching has found: only the next one makes one of both."""

    def seen() -> bool:
        with ledger.reading() as connection:
            return unmatched_since(connection, "2026-10", ["2026-10"])

    add(ledger, "reprints", "2026-10", "declared")
    assert not seen()
    add(ledger, KIND, "2026-10", "matched")
    assert not seen()
    add(ledger, KIND, "2026-09", "the month before")
    add(ledger, "reprints", "2026-11", "another month")
    assert not seen()
    add(ledger, "reprints", "2026-10", "declared later")
    assert seen()


def test_articles_that_came_in_after_the_last_matching_are_noticed(ledger) -> None:
    """Of the months that are asked for; all are, where the month was never matched."""

    def seen(month: str, *months: str) -> bool:
        with ledger.reading() as connection:
            return unmatched_since(connection, month, months)

    def arrive(month: str) -> None:
        path = f"articles/month={month}/{number}"
        batch = Batch("articles", month, "raw", path, "0" * 64, 1)
        values = {"file_name": "feed.csv", "file_sha256": "0" * 64, "kind": "monitoring-feed"}
        values |= {"imported_at": NOW, "observed_at": NOW, "summary": {}}
        with ledger.writing() as connection:
            add_batches(connection, [batch], add_import(connection, values), NOW)

    number = 1
    assert not seen("2026-10", "2026-10")
    arrive("2026-10")
    assert seen("2026-10", "2026-10")
    add(ledger, KIND, "2026-10", "matched")
    assert not seen("2026-10", "2026-10", "2026-11")
    number = 2
    arrive("2026-11")
    assert seen("2026-10", "2026-10", "2026-11")
    assert not seen("2026-10", "2026-10")
