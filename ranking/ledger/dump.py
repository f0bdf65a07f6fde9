"""The ledger as plain text: one file of JSON lines a table, the same whatever database it is in.

The first line names the columns and their kinds, so that a file can be read by a govrank whose
tables have changed since; every further line is one row, a list in the order of the columns.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    String,
    Table,
    select,
)

from ranking.errors import VerificationError
from ranking.ledger.database import Ledger
from ranking.ledger.tables import leases, metadata
from ranking.ledger.types import Instant

DUMPED: tuple[Table, ...] = tuple(t for t in metadata.sorted_tables if t is not leases)
"""Tables in the order in which they can be filled. Who holds a right now is not worth keeping."""
_ROWS = 500
_KINDS: tuple[tuple[type[Any], str], ...] = (
    (Instant, "instant"),
    (Date, "date"),
    (Boolean, "boolean"),
    (JSON, "json"),
    (Float, "float"),
    (Integer, "integer"),
    (String, "text"),
)
_ENCODERS: dict[str, Callable[[Any], Any]] = {
    "instant": lambda value: value.isoformat(),
    "date": lambda value: value.isoformat(),
    "float": lambda value: value if math.isfinite(value) else str(value),
}


@contextmanager
def one_moment(ledger: Ledger) -> Iterator[Connection]:
    """Give a connection that sees the ledger of one moment, whatever is written meanwhile."""
    with ledger.reading() as connection:
        connection.rollback()
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def dump_table(connection: Connection, table: Table, write: Callable[[bytes], object]) -> int:
    """Hand the lines of a table to ``write`` in the order of its key; return how many rows."""
    kinds = {column.name: _kind(column) for column in table.columns}
    write(_line({"columns": kinds}))
    encoders = [_ENCODERS.get(kind) for kind in kinds.values()]
    query = select(table).order_by(*table.primary_key.columns)
    count = 0
    for row in connection.execute(query.execution_options(yield_per=_ROWS)):
        write(_line([_encoded(code, value) for code, value in zip(encoders, row, strict=True)]))
        count += 1
    return count


def read_dump(name: str, lines: Iterable[bytes]) -> tuple[dict[str, str], Iterator[dict[str, Any]]]:
    """Return the kinds of the columns, and the rows as they go into the database.

    Raises VerificationError, also while the rows are taken, for what is no such file.
    """
    numbered = enumerate(lines, 1)
    with _reading(name, 1):
        _, first = next(numbered, (1, b""))
        columns = json.loads(first)["columns"]
        kinds = {str(column): str(kind) for column, kind in columns.items()}
        decoders = [_DECODERS[kind] for kind in kinds.values()]
    return kinds, _rows(name, numbered, list(kinds), decoders)


def _rows(
    name: str,
    numbered: Iterator[tuple[int, bytes]],
    columns: list[str],
    decoders: list[Callable[[Any], Any]],
) -> Iterator[dict[str, Any]]:
    for number, line in numbered:
        with _reading(name, number):
            values = json.loads(line)
            yield {
                column: None if value is None else decode(value)
                for column, decode, value in zip(columns, decoders, values, strict=True)
            }


@contextmanager
def _reading(name: str, number: int) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise VerificationError(
            "'{path}', line {line}, is not a row as govrank writes it: {cause}.",
            path=name,
            line=number,
            cause=f"{type(error).__name__} {error}",
            hint="Use another backup, and keep this one to find out what happened to it.",
        ) from error


def _kind(column: Column[Any]) -> str:
    kind = next(kind for type_, kind in _KINDS if isinstance(column.type, type_))
    nothing = isinstance(column.type, JSON) and column.type.none_as_null
    return "json_or_null" if nothing else kind


def _encoded(encode: Callable[[Any], Any] | None, value: Any) -> Any:
    return value if encode is None or value is None else encode(value)


def _line(value: Any) -> bytes:
    """Pure ASCII: half a surrogate pair, which no encoding has, comes back as it was."""
    return json.dumps(value, separators=(",", ":")).encode("ascii") + b"\n"


def _instant(value: Any) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return found


def _float(value: Any) -> float:
    return float(_of(int, float, str)(value))


def _of(*types: type[Any]) -> Callable[[Any], Any]:
    """Return a check of a value's type: SQLite would take anything into any column."""

    def check(value: Any) -> Any:
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise TypeError(f"{type(value).__name__} found")
        return value

    return check


_DECODERS: Mapping[str, Callable[[Any], Any]] = {
    "instant": _instant,
    "date": date.fromisoformat,
    "boolean": _of(bool),
    "json": lambda value: value,
    "json_or_null": lambda value: value,
    "float": _float,
    "integer": _of(int),
    "text": _of(str),
}
