"""A fact file exists when its row exists."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from ranking.errors import LedgerError
from ranking.ledger.batches import (
    add_batches,
    months_with_posts,
    read_batches,
    replace_compact,
)
from ranking.ledger.imports import add_import
from ranking.ledger.tables import batches
from ranking.model.batch import Batch
from tests.builders.ledger import NOW

RAW = Batch("posts", "2026-10", "raw", "posts/month=2026-10/raw-a.parquet", "a" * 64, 3_000_000_000)


def batch(path: str, **changes: object) -> Batch:
    return replace(RAW, path=path, sha256=path[-1] * 64, **changes)


@pytest.fixture
def connection(ledger):
    with ledger.writing() as connection:
        yield connection


def test_batches_come_back_in_the_order_of_arrival_narrowed_by_what_is_asked(connection) -> None:
    """Dataset, month and kind each narrow; more than 2^31 rows are no matter."""
    others = [
        batch("b", month="2026-09"),
        batch("c", dataset="post_counts"),
        batch("d", kind="compact", covers="e" * 64),
        batch("f"),
    ]
    add_batches(connection, [RAW, *others], None, NOW)
    assert read_batches(connection) == [RAW, *others]
    assert read_batches(connection, dataset="posts", month="2026-10", kind="raw") == [
        RAW,
        others[3],
    ]
    assert read_batches(connection, month="2026-09") == others[:1]
    assert read_batches(connection, dataset="reprints") == []
    add_batches(connection, [], None, NOW)
    assert months_with_posts(connection) == ["2026-09", "2026-10"]


def test_a_batch_remembers_its_import(connection) -> None:
    """The import's id and the time of recording are kept beside it."""
    values = {"file_name": "x.csv", "file_sha256": "f" * 64, "kind": "k", "summary": {}}
    number = add_import(connection, {**values, "imported_at": NOW, "observed_at": NOW})
    add_batches(connection, [RAW], number, NOW)
    row = connection.execute(select(batches)).one()
    assert (row.import_id, row.created_at) == (number, NOW)


def test_a_compact_file_takes_the_place_of_the_one_before(connection) -> None:
    """Of its own dataset and month only; raw batches stay."""
    before = [
        RAW,
        batch("b", kind="compact", covers="x"),
        batch("c", kind="compact", month="2026-09"),
        batch("d", kind="compact", dataset="reprints"),
    ]
    add_batches(connection, before, None, NOW)
    new = batch("e", kind="compact", covers="y")
    replace_compact(connection, new, NOW)
    assert read_batches(connection) == [RAW, before[2], before[3], new]


def test_a_compact_file_may_have_the_same_content_as_the_one_before(connection) -> None:
    """The same path may be recorded again in its place."""
    for covers in ("x", "y"):
        replace_compact(connection, batch("b", kind="compact", covers=covers), NOW)
    assert [one.covers for one in read_batches(connection)] == ["y"]


def test_a_path_is_recorded_once(ledger) -> None:
    """A second row for the same file is refused, with all that came with it."""

    def record() -> None:
        with ledger.writing() as connection:
            add_batches(connection, [batch("z"), RAW], None, NOW)
            add_batches(connection, [RAW], None, NOW)

    with pytest.raises(LedgerError, match="refused"):
        record()
    with ledger.reading() as connection:
        assert read_batches(connection) == []


def test_an_unknown_import_is_refused(ledger) -> None:
    """Foreign keys hold on both databases."""
    with pytest.raises(LedgerError, match="refused"), ledger.writing() as connection:
        add_batches(connection, [RAW], 77, NOW)
