"""A warehouse's query as a source, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connectors.interface import AccessError, KnownPost, PostRow, Reason
from connectors.sources import database
from connectors.sources.database import Database
from connectors.sources.fields import Fields
from connectors.sources.values import instant_of
from tests.builders.warehouse import POSTS, QUERY, SELECT, source
from tests.connectors.conformance import Bench, SourceContract, merged


class TestContract(SourceContract):
    """A database keeps what every source keeps."""

    @pytest.fixture
    def bench(self, warehouse, tmp_path, monkeypatch):
        def broken(error: Exception) -> Database:
            def engine(*_, **__):
                raise error

            monkeypatch.setattr(database, "create_engine", engine)
            return source(warehouse)

        absent = f"sqlite:///{tmp_path / 'absent' / 'canary-0f3a.db'}"
        return Bench(
            source=lambda: source(warehouse, batch=2),
            refused=lambda: source(absent),
            broken=broken,
            no_circle="a query has one answer, which ends",
            query=QUERY,
            expected=POSTS,
            future_cursor="2999-12-31",
            secrets=(warehouse, absent, "canary-0f3a"),
        )


def test_rows_come_in_batches_of_which_the_last_has_the_cursor(warehouse):
    """A read that was cut begins again; one that ended goes on the day after."""
    pages = list(source(warehouse, batch=2).fetch(QUERY))
    assert [len(page.posts) for page in pages] == [2, 1, 0]
    assert [page.cursor for page in pages] == [None, None, "2026-11-20"]
    assert [page.calls for page in pages] == [1, 0, 0]


def test_the_query_gets_the_days_from_the_cursor_on(warehouse):
    """Days before the cursor are not asked for again."""
    pages = source(warehouse).fetch(replace(QUERY, cursor="2026-11-10"))
    assert list(merged(pages)) == ["2", "3"]


def test_days_of_known_posts_are_asked_for_too(warehouse):
    """The first day is that of the oldest known post."""
    known = (KnownPost("4", instant_of("2026-10-31 23:59:59")),)
    assert list(merged(source(warehouse).fetch(replace(QUERY, known=known)))) == list("1234")


def test_parameters_are_bound_and_never_part_of_the_query(warehouse):
    """An account's id that is SQL is only an id that no post has."""
    hostile = replace(QUERY.account, native_id="42' OR '1'='1")
    assert merged(source(warehouse).fetch(replace(QUERY, account=hostile))) == {}


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM posts WHERE uid = :account RETURNING mid, uid",
        "UPDATE posts SET uid = 'x' WHERE uid = :account RETURNING mid",
    ],
)
def test_nothing_can_be_written(warehouse, query):
    """The transaction is read-only: the database itself refuses, and all rows stay."""
    with pytest.raises(AccessError, match="query of the database failed") as caught:
        list(source(warehouse, query, Fields(native_id="mid")).fetch(QUERY))
    assert caught.value.hint
    assert list(merged(source(warehouse).fetch(QUERY))) == ["1", "2", "3"]


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    """A wrong path is an error, not a new empty database."""
    path = tmp_path / "no.db"
    with pytest.raises(AccessError, match="cannot be opened"):
        list(source(f"sqlite:///{path}").fetch(QUERY))
    assert not path.exists()


def test_a_database_in_memory_can_be_asked():
    """A URL without a file stays as it is."""
    query = "SELECT :account AS mid"
    (page, _) = source("sqlite://", query, Fields(native_id="mid")).fetch(QUERY)
    assert page.posts == (PostRow("42", None),)


def test_a_post_with_several_rows_is_suspect(sqlite):
    """The first row counts, and a gap says that there were more."""
    query = SELECT.replace("uid = :account", "(uid = :account OR uid = '43')")
    pages = list(source(sqlite, query).fetch(QUERY))
    assert merged(pages) == merged(source(sqlite).fetch(QUERY))
    (gap,) = pages[-1].gaps
    assert (gap.what, gap.reason, gap.detail) == (
        "1 posts, 1 among them", Reason.SUSPECT, "more than one row each",
    )  # fmt: skip


def test_rows_outside_the_days_are_left_out(sqlite):
    """A query may leave the days to govrank, though it then reads more than it needs."""
    query = SELECT.replace(" AND DATE(born) BETWEEN :first AND :last", "")
    assert list(merged(source(sqlite, query).fetch(QUERY))) == ["1", "2", "3"]


def test_a_stopped_read_leaves_no_connection_open(sqlite, monkeypatch):
    """Whoever stops in the middle closes the answer and the connection."""
    opened = []
    connect = database.Database._connected

    def connected(self):
        opened.append(connect(self))
        return opened[-1]

    monkeypatch.setattr(database.Database, "_connected", connected)
    pages = source(sqlite, batch=1).fetch(QUERY)
    next(pages)
    pages.close()
    assert [connection.closed for connection in opened] == [True]
