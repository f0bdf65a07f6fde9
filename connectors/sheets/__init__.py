"""The only reader of spreadsheets, delimited text and Parquet: from any such file to text cells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from connectors.tables import TableFile

__all__ = ["open_tables"]


def open_tables(path: Path) -> TableFile:
    """Open a file as tables of text cells; the kind is found in its content, never in its name.

    Reads .xlsx, .xls (also .et, .xlsb and .ods), CSV, TSV and Parquet. Sheets that are hidden or
    empty are named in ``skipped``. Control characters in cells become U+FFFD, outer white space
    is cut, and an empty cell is null. Raises UnreadableFileError, always with a hint, when the
    file is missing, empty, damaged, dangerous, protected by a password or of no such kind.
    """
    # Imported on use: the process that parses workbooks starts in this package without Polars.
    from connectors.sheets.opening import open_file

    return open_file(path)
