"""Reads .xlsx, .xls and their kin: guards first, then a child process parses, then frames."""

from __future__ import annotations

import json
import mmap
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from connectors.sheets.archive import check_archive, password_needed
from connectors.sheets.frames import CHUNK_ROWS, RECORD, UNIT, columns, split, tidy
from connectors.tables import ROW, SkippedSheet, Table, UnreadableFileError

PARSE_SECONDS = 300
"""Time for the parser; one million rows of 17 columns took a minute on two busy cores."""

# The directory entry of an OLE stream: its name in 64 bytes, the name's length, type 2 = stream.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0") + b"\x22\x00\x02"
_SPACE_HINT = (
    "Open it in Excel or WPS, delete the unused rows and columns far below and far right, and "
    "save it as .xlsx; a table of this size is better exported as CSV."
)


def read_zip_workbook(path: Path) -> tuple[list[Table], list[SkippedSheet]]:
    """Read an .xlsx, .xlsm, .xlsb or .ods after its archive proved harmless."""
    return _read(path, check_archive(path))


def read_ole_workbook(path: Path) -> tuple[list[Table], list[SkippedSheet]]:
    """Read a BIFF workbook (.xls, .et); refuse an encrypted .xlsx, which is OLE outside."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.find(_ENCRYPTED) >= 0:
            raise password_needed(path)
    return _read(path, ".xls")


def _read(path: Path, suffix: str) -> tuple[list[Table], list[SkippedSheet]]:
    with tempfile.TemporaryDirectory(prefix="govrank-") as folder:
        report = _parse(path, Path(folder), suffix)
        if report.get("password"):
            raise password_needed(path)
        if large := report.get("too_large"):
            raise UnreadableFileError(
                "Sheet {sheet} of {file} reaches over {rows} rows and {columns} columns, too "
                "many to read.",
                hint=_SPACE_HINT,
                file=str(path),
                sheet=large["name"],
                rows=large["rows"],
                columns=large["width"],
            )
        skipped = [SkippedSheet(name, reason) for name, reason in report["skipped"]]
        tables = []
        for sheet in report["sheets"]:
            table = _table(sheet["name"], sheet["width"], Path(folder) / sheet["file"])
            if next(table.chunks(), None) is None:
                skipped.append(SkippedSheet(table.name, "empty"))
            else:
                tables.append(table)
    return tables, skipped


def _table(name: str, width: int, file: Path) -> Table:
    sheet = split(file, [ROW, *columns(width)], UNIT, RECORD).with_columns(
        pl.col(ROW).cast(pl.Int64)
    )

    def chunks() -> Iterator[pl.DataFrame]:
        for part in sheet.iter_slices(CHUNK_ROWS):
            frame = tidy(part, replace=True)
            if frame.height:
                yield frame

    return Table(name, width, chunks)


def _parse(path: Path, folder: Path, suffix: str) -> dict[str, Any]:
    # Under the right suffix the parser says what is wrong; else it only says "unknown format".
    copy = folder / f"workbook{suffix}"
    shutil.copyfile(path, copy)
    command = [sys.executable, "-P", "-m", "connectors.sheets.workbook_child"]
    search_path = os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [*command, str(copy), str(folder)],
            env={**os.environ, "PYTHONPATH": search_path, "RUST_BACKTRACE": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PARSE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFileError(
            "{file} could not be parsed within {seconds} seconds.",
            hint=_SPACE_HINT,
            file=str(path),
            seconds=PARSE_SECONDS,
        ) from None
    report = folder / "report.json"
    if done.returncode != 0 or not report.exists():
        raise _unparsable(path, done.stderr.decode("utf-8", errors="replace"))
    parsed: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return parsed


def _unparsable(path: Path, output: str) -> UnreadableFileError:
    lines = output.strip().splitlines()
    # An abort for want of memory says so first; a Python error says so last.
    memory = next((line for line in lines if "memory allocation" in line), "")
    return UnreadableFileError(
        "{file} is damaged or holds no sheet that can be read ({detail}).",
        hint="If it opens in Excel or WPS, delete unused rows and columns there and save it as "
        ".xlsx under a new name; otherwise export or download it again.",
        file=str(path),
        detail=(memory or (lines[-1] if lines else "the parser ended without a word"))[:200],
    )
