"""Runs of a collection: begun, ended, cut off, and gone on with."""

from datetime import date, timedelta

import pytest

from ranking.ledger.collections import (
    begin_collection,
    cut_off,
    end_collection,
    read_collections,
)
from ranking.model.collection import Collection
from tests.builders.child import run_child
from tests.builders.ledger import NOW

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
KILLED = """
from ranking.ledger.collections import begin_collection
from ranking.ledger.database import Ledger
from tests.builders.ledger import NOW
with Ledger(sys.argv[1]).writing() as connection:
    begin_collection(connection, NOW.date(), NOW.date(), "november", 3, NOW)
die()
"""


@pytest.fixture
def connection(ledger):
    with ledger.writing() as connection:
        yield connection


def begin(connection, request: str = "october", hours: int = 0) -> int:
    return begin_collection(connection, FIRST, LAST, request, 2_000, NOW + timedelta(hours=hours))


def test_a_collection_that_runs_has_no_end_and_an_empty_summary(connection) -> None:
    """Days, request and the number of planned fetches come back as they were given."""
    number = begin(connection, "十月 “全部”")
    assert read_collections(connection) == [
        Collection(number, FIRST, LAST, "十月 “全部”", NOW, None, 2_000, {})
    ]


def test_a_collection_ends_with_what_came_of_it(connection) -> None:
    """Only the one that is named; its summary is JSON of any depth."""
    first, second = begin(connection), begin(connection)
    summary = {"outcomes": {"complete": 1_999, "failed": 1}, "accounts": ["甲区发布"], "bad": None}
    end_collection(connection, first, NOW + timedelta(hours=2), summary)
    running, ended = read_collections(connection)
    assert (running.id, running.ended_at, running.summary) == (second, None, {})
    assert (ended.id, ended.summary) == (first, summary)
    assert ended.ended_at == NOW + timedelta(hours=2)


def test_the_latest_collections_are_read_newest_first(connection) -> None:
    """In the order in which they were begun, whatever the clock said; twenty unless told."""
    numbers = [begin(connection, hours=-n) for n in range(23)]
    assert [one.id for one in read_collections(connection)] == numbers[:2:-1]
    assert [one.id for one in read_collections(connection, limit=2)] == [numbers[22], numbers[21]]
    assert read_collections(connection, limit=0) == []


def test_only_the_newest_collection_is_gone_on_with(connection) -> None:
    """Of the same request and without an end; after another one it is begun anew."""
    assert cut_off(connection, "october") is None
    begin(connection)
    newest = begin(connection)
    found = cut_off(connection, "october")
    assert found is not None
    assert found.id == newest
    assert cut_off(connection, "october ") is None
    end_collection(connection, newest, NOW, {})
    assert cut_off(connection, "october") is None
    begin(connection)
    begin(connection, "september")
    assert cut_off(connection, "october") is None


def test_a_collection_whose_process_was_killed_is_cut_off(ledger, ledger_url) -> None:
    """kill -9 leaves it without an end; the next run of the same request finds it."""
    assert run_child(KILLED, ledger_url).returncode == -9
    with ledger.reading() as connection:
        found = cut_off(connection, "november")
    assert found is not None
    assert (found.accounts, found.began_at, found.ended_at) == (3, NOW, None)
