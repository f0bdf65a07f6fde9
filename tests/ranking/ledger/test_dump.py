"""The ledger as text, and back into an empty database of either kind."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from ranking.errors import VerificationError
from ranking.ledger.database import Ledger
from ranking.ledger.dump import DUMPED, dump_table, one_moment, read_dump
from ranking.ledger.editions import save_draft
from ranking.ledger.events import append_event, broken_event, head_hash
from ranking.ledger.fetches import add_missing, save_fetches
from ranking.ledger.imports import add_import
from ranking.ledger.load import fill, load_table
from ranking.ledger.roster import replace_roster
from ranking.ledger.tables import (
    batches,
    channels,
    imports,
    leases,
    metadata,
    quarantine,
    reprint_decisions,
    runs,
)
from ranking.ledger.version import SCHEMA_VERSION
from tests.builders.backups import rows
from tests.builders.ledger import NOW, event, fetch, lacking, stored

ODD = {"n": 2**70, "x": 5e-324, "名": ["🎏", None, True, 1.0, -0.0, "\ud800", "\x00"], "": {}}
FLOATS = (0.1 + 0.2, 5e-324, 1.7976931348623157e308, -1.5, float("inf"))
EARLIEST = datetime(1, 1, 1, tzinfo=UTC)


def full(url: str, spans) -> Ledger:
    """A ledger with a row of every odd kind."""
    ledger = Ledger(url)
    ledger.create()
    with ledger.writing() as connection:
        replace_roster(connection, spans)
        texts = [{"name": "渠'道\n🎏", "type": "website", "aliases": ["a", "\t"], "origin": ""}] * 5
        connection.execute(
            insert(channels),
            [
                {**text, "channel_id": f"c{number}", "weight": FLOATS[number]}
                for number, text in enumerate(texts)
            ],
        )
        merged = {"channel_id": "c9", "tier": "central", "merged": ["一", "c10"]}
        connection.execute(insert(channels).values(**texts[0], **merged, weight=1))
        said = {"article_id": "a", "post_id": "p", "accepted": False, "reason": None, "at": NOW}
        said |= {"month": "2026-10", "person": "王", "actor": "wang"}
        connection.execute(insert(reprint_decisions), [said, {**said, "accepted": True}])
        summary = {"行": [1, 2.5, None], "n": 2**60}
        values = {"file_name": "表.csv", "file_sha256": "0" * 64, "kind": "k", "summary": summary}
        first = add_import(connection, {**values, "imported_at": NOW, "observed_at": EARLIEST})
        batch = {"dataset": "posts", "month": "2026-10", "kind": "raw", "sha256": "a" * 64}
        batch |= {"path": "p", "rows": 2**62, "import_id": first, "created_at": NOW}
        connection.execute(insert(batches), [batch])
        save_draft(connection, stored(document='{"x":"一"}'), event())
        append_event(connection, event("2026-11"))
        save_fetches(connection, [fetch(), fetch("weibo:2", failure=None)])
        add_missing(connection, [lacking(), lacking(date(2026, 10, 2))])
        run = {"list_id": "main", "month": "2026-10", "stage": "publish", "revision": 1}
        run |= {"state": "done", "due_at": NOW, "owner": "o", "fence": 3, "attempts": 1}
        connection.execute(insert(runs).values(**run, late=True, detail={"a": None}))
        connection.execute(insert(leases).values(name="w", fence=9, owner="me", locked=True))
    return ledger


def dumped(ledger: Ledger) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    with one_moment(ledger) as connection:
        for table in DUMPED:
            dump_table(connection, table, found.setdefault(table.name, []).append)
    return found


def refill(url: str, tables: dict[str, list[bytes]]) -> Ledger:
    ledger = Ledger(url)

    def load(connection):
        for name, lines in tables.items():
            load_table(connection, name, name, lines)

    fill(ledger, SCHEMA_VERSION, load, lambda _: None, "mark")
    return ledger


@pytest.fixture
def places(tmp_path, postgres_url) -> dict[str, str]:
    names = ("sqlite", "again")
    return {name: f"sqlite:///{tmp_path / name}.db" for name in names} | {"postgres": postgres_url}


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("start", "end"), [("sqlite", "postgres"), ("postgres", "sqlite"), ("sqlite", "again")]
)
def test_every_row_comes_back_as_it_was_on_either_database(places, spans, start, end) -> None:
    """Instants, floats to the last bit, JSON, nothing, long numbers: and the chain still holds."""
    ledger = full(places[start], spans)
    moved = refill(places[end], dumped(ledger))
    assert rows(places[end]) == rows(places[start])
    with ledger.reading() as old, moved.reading() as new:
        assert broken_event(new) is None
        assert head_hash(new) == head_hash(old) != ""
        weights = new.execute(select(channels.c.weight).order_by(channels.c.channel_id)).scalars()
        assert list(map(repr, weights)) == list(map(repr, (*FLOATS, 1.0)))
    for one in (ledger, moved):
        one.close()


def test_new_rows_get_numbers_that_were_not_given_before(ledger_url, spans, tmp_path) -> None:
    """On PostgreSQL too, where a number comes from a counter and not from the rows."""
    ledger = full(f"sqlite:///{tmp_path / 'old.db'}", spans)
    moved = refill(ledger_url, dumped(ledger))
    with moved.writing() as connection:
        head = head_hash(connection)
        append_event(connection, event("2026-12"))
        values = {"file_name": "x", "file_sha256": "1" * 64, "kind": "k", "summary": {}}
        number = add_import(connection, {**values, "imported_at": NOW, "observed_at": NOW})
        assert broken_event(connection) is None
        assert head_hash(connection) != head
        highest = connection.execute(select(imports.c.id).order_by(imports.c.id.desc())).scalar()
    assert number == highest == 2
    for one in (ledger, moved):
        one.close()


def test_all_tables_are_dumped_but_the_rights_that_processes_hold() -> None:
    """Referred-to tables come first."""
    names = [table.name for table in DUMPED]
    assert set(names) == set(metadata.tables) - {"leases"}
    assert names.index("imports") < names.index("batches")
    assert names.index("units") < names.index("accounts")


def test_the_text_says_what_its_columns_are_and_is_plain_ascii(path) -> None:
    """So that a later govrank, or no govrank at all, can read it."""
    ledger = Ledger(f"sqlite:///{path}")
    lines = dumped(ledger)["units"]
    ledger.close()
    kinds = {"name": "text", "group_name": "text", "position": "integer"}
    assert json.loads(lines[0]) == {"columns": kinds}
    assert len(lines) == 301
    assert all(line.isascii() and line.endswith(b"\n") for line in lines)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_any_json_value_survives_the_text(value) -> None:
    """Key order, whole floats and big numbers included."""
    lines = [b'{"columns":{"detail":"json"}}', json.dumps([value]).encode()]
    _, found = read_dump("x", lines)
    assert repr(next(found)["detail"]) == repr(value)
    _, odd = read_dump("x", [lines[0], json.dumps([ODD]).encode()])
    assert next(odd) == {"detail": ODD}


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b"[]"],
        [b'{"columns":{"id":"number"}}'],
        [b'{"columns":{"id":"integer"}}', b"[1,2]"],
        [b'{"columns":{"id":"integer"}}', b'["1"]'],
        [b'{"columns":{"id":"integer"}}', b"[true]"],
        [b'{"columns":{"at":"instant"}}', b'["2026-10-01T00:00:00"]'],
        [b'{"columns":{"at":"date"}}', b"[20261001]"],
        [b'{"columns":{"x":"float"}}', b'["much"]'],
        [b'{"columns":{"x":"text"}}', b"["],
        [b'{"columns":{"x":"json"}}', b"[" * 100_000],
    ],
)
def test_what_is_no_dump_is_refused_with_its_line(lines) -> None:
    """Never a traceback, never a value of another type."""
    with pytest.raises(VerificationError, match=r"'t\.jsonl', line [12], is not a row"):
        list(read_dump("t.jsonl", lines)[1])


def test_a_dump_is_of_one_moment(ledger_url) -> None:
    """What is written while it is read belongs to the next one."""
    ledger = Ledger(ledger_url)
    ledger.create()
    with one_moment(ledger) as connection:
        assert connection.execute(select(quarantine)).all() == []
        assert connection.execute(select(imports)).all() == []
        with ledger.writing() as writer:
            values = {"file_name": "x", "file_sha256": "1" * 64, "kind": "k", "summary": {}}
            add_import(writer, {**values, "imported_at": NOW, "observed_at": NOW})
        assert connection.execute(select(imports)).all() == []
    with one_moment(ledger) as connection:
        assert len(connection.execute(select(imports)).all()) == 1
    ledger.close()
