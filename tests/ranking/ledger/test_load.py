"""An empty database filled with dumped tables, or left empty."""

import pytest

from ranking.errors import LedgerError, VerificationError
from ranking.ledger.database import Ledger
from ranking.ledger.load import fill, load_table, marked, tables_in, unmark
from ranking.ledger.roster import read_channels, read_roster
from ranking.ledger.version import SCHEMA_VERSION
from ranking.model.roster import Channel

pytestmark = pytest.mark.slow

UNITS = [
    b'{"columns":{"name":"text","group_name":"text","position":"integer"}}',
    '["甲区","各区",1]'.encode(),
]
OLD_CHANNEL = [
    b'{"columns":{"channel_id":"text","name":"text","type":"text","aliases":"json","origin":"text"}}',
    b'["c","x","website",["a"],"x.csv"]',
]


@pytest.fixture
def empty(ledger_url):
    ledger = Ledger(ledger_url)
    yield ledger
    ledger.close()


def loading(name: str, lines: list[bytes]):
    return lambda connection: load_table(connection, name, f"{name}.jsonl", lines)


def nothing(_) -> None:
    """Find no fault."""


def test_a_filled_database_is_marked_until_its_folder_is_there(empty) -> None:
    """Before, there is no table in it; afterwards it is like any other."""
    assert (tables_in(empty), marked(empty)) == ([], None)
    fill(empty, SCHEMA_VERSION, loading("units", UNITS), nothing, "this restore")
    assert marked(empty) == "this restore"
    assert "units" in tables_in(empty)
    unmark(empty)
    assert marked(empty) is None
    assert empty.version() == SCHEMA_VERSION


def test_a_fault_found_at_the_end_leaves_the_database_empty(empty) -> None:
    """Tables and rows are one transaction."""

    def check(connection) -> None:
        assert read_roster(connection) == []
        raise VerificationError("no")

    with pytest.raises(VerificationError):
        fill(empty, SCHEMA_VERSION, loading("units", UNITS), check, "m")
    assert tables_in(empty) == []


def test_rows_of_an_older_schema_are_brought_up_to_date(empty) -> None:
    """They are loaded into the tables of their time, and then migrated."""
    fill(empty, "0001", loading("channels", OLD_CHANNEL), nothing, "m")
    assert empty.version() == SCHEMA_VERSION
    with empty.reading() as connection:
        assert read_channels(connection) == [Channel("c", "x", "website", ("a",), None, "x.csv")]


@pytest.mark.parametrize(
    ("name", "lines", "error", "said"),
    [
        ("units", [UNITS[0].replace(b"position", b"nosuch")], VerificationError, "nosuch"),
        ("nosuch", UNITS, VerificationError, "columns that its schema version lacks"),
        ("units", [UNITS[0], b'["x","y",99999999999999999999999]'], Exception, "units|refused"),
        ("units", [*UNITS, UNITS[1]], LedgerError, "refused"),
        ("units", [UNITS[0], b'["x",null,1]'], LedgerError, "refused"),
    ],
)
def test_what_the_schema_does_not_take_is_refused_with_a_message(
    empty, name, lines, error, said
) -> None:
    """Unknown columns and tables, numbers too long, rows twice, and missing values."""
    with pytest.raises(error, match=said) as caught:
        fill(empty, SCHEMA_VERSION, loading(name, lines), nothing, "m")
    assert isinstance(caught.value, VerificationError | LedgerError)
    assert tables_in(empty) == []
