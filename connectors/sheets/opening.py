"""Opens one file: looks at its first bytes, hashes it, and hands it to the reader of its kind."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from connectors.sheets.columnar import read_parquet
from connectors.sheets.delimited import read_delimited
from connectors.sheets.records import read_records
from connectors.sheets.sniff import Kind, kind_of
from connectors.sheets.workbook import read_ole_workbook, read_zip_workbook
from connectors.tables import SkippedSheet, Table, TableFile, UnreadableFileError

_HEAD_BYTES = 1 << 16

_Contents = tuple[list[Table], list[SkippedSheet]]
_READERS: dict[Kind, Callable[[Path], _Contents]] = {
    Kind.PARQUET: read_parquet,
    Kind.ZIP: read_zip_workbook,
    Kind.OLE: read_ole_workbook,
    Kind.TEXT: read_delimited,
}


def open_file(path: Path) -> TableFile:
    """Open a file of any kind; raise UnreadableFileError with a hint when that is impossible."""
    try:
        return _open(path)
    except OSError as error:
        raise UnreadableFileError(
            "{file} cannot be read: {detail}.",
            hint="Check that you may read the file, that no other program holds it, and that the "
            "disk is not full; then try again.",
            file=str(path),
            detail=error.strerror or type(error).__name__,
        ) from error


def _open(path: Path) -> TableFile:
    _require_file(path)
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    tables, skipped = _reader(path, head)(path)
    return TableFile(path, digest, tuple(tables), tuple(skipped))


def _reader(path: Path, head: bytes) -> Callable[[Path], _Contents]:
    """Choose by content; TOML, which is any text, can only be told by its name."""
    return read_records if path.suffix.lower() == ".toml" else _READERS[kind_of(path, head)]


def _require_file(path: Path) -> None:
    if path.is_file():
        return
    if path.is_dir():
        raise UnreadableFileError(
            "{file} is a folder; a file was expected.",
            hint="Name the files in it, for instance {file}/*.xlsx.",
            file=str(path),
        )
    if path.exists():
        raise UnreadableFileError(
            "{file} is a device or pipe; an ordinary file was expected.",
            hint="Save the data as a file and name that file.",
            file=str(path),
        )
    raise UnreadableFileError(
        "There is no file {file}.",
        hint="Check the spelling of the name and the folder you are in.",
        file=str(path),
    )
