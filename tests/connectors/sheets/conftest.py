"""What every test of the reader needs: all rows of a file, and the error that refuses one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from connectors.sheets import open_tables
from connectors.tables import Table, UnreadableFileError

Rows = list[tuple[object, ...]]


@pytest.fixture
def rows() -> Callable[[Table], Rows]:
    """All rows of a table as tuples: the row number, then the cells."""
    return lambda table: [row for frame in table.chunks() for row in frame.rows()]


@pytest.fixture
def only(rows: Callable[[Table], Rows]) -> Callable[[Path], Rows]:
    """The rows of the only table of a file."""

    def read(path: Path) -> Rows:
        (table,) = open_tables(path).tables
        return rows(table)

    return read


@pytest.fixture
def refusal() -> Callable[[Path], UnreadableFileError]:
    """The error by which a file is refused; its hint must not be empty and must format."""

    def refuse(path: Path) -> UnreadableFileError:
        with pytest.raises(UnreadableFileError) as caught:
            open_tables(path)
        assert caught.value.hint.format(**caught.value.params)
        return caught.value

    return refuse
