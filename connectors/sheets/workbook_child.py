"""Parses one workbook in a process of its own: ``python -m connectors.sheets.workbook_child``.

The parser (calamine) allocates every cell between the first and the last one of a sheet and
aborts the process when memory ends, so two cells in far corners or one flipped bit would end the
whole program. Here that ends a child with limits. Arguments: the workbook and a folder for the
result, which is one text file per sheet and ``report.json``.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import python_calamine as calamine

MEMORY_BYTES = 3 << 30
"""Address space of the parser: twice what one million rows of 17 columns were measured to need."""
RESULT_BYTES = 1 << 30
"""Text of one sheet. One long shared string, repeated, makes gigabytes from a small file."""
MAX_CELLS = 50_000_000
"""Rows times columns of a sheet: one million rows of 47 columns, empty cells included."""
UNIT, RECORD = "\x1f", "\x1e"

Rows = Iterator[list[Any]]
Merge = tuple[tuple[int, int], tuple[int, int]]


def main(source: Path, target: Path) -> None:
    """Write the visible sheets of ``source`` and the report into the folder ``target``."""
    _limit_resources()
    report: dict[str, Any] = {"sheets": [], "skipped": []}
    try:
        with calamine.load_workbook(source) as book:
            for index, sheet in enumerate(book.sheets_metadata):
                if sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                    _extract(book, index, target, report)
    except calamine.PasswordError:
        report = {"password": True}
    (target / "report.json").write_text(json.dumps(report), encoding="utf-8")


def _limit_resources() -> None:
    # Windows has no resource module, macOS may refuse: there the time limit alone protects.
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (RESULT_BYTES, RESULT_BYTES))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _extract(
    book: calamine.CalamineWorkbook, index: int, target: Path, report: dict[str, Any]
) -> None:
    about = book.sheets_metadata[index]
    if about.visible != calamine.SheetVisibleEnum.Visible:
        report["skipped"].append((about.name, "hidden"))
        return
    sheet = book.get_sheet_by_index(index)
    if sheet.end is None:
        report["skipped"].append((about.name, "empty"))
        return
    # Not total_height and total_width: these are one short where a sheet begins below A1.
    rows, width = sheet.end[0] + 1, sheet.end[1] + 1
    if rows * width > MAX_CELLS:
        report["too_large"] = {"name": about.name, "rows": rows, "width": width}
        return
    file = f"{index}.txt"
    with (target / file).open("w", encoding="utf-8", newline="") as out:
        _write(out, _filled(_rows(sheet), sheet.merged_cell_ranges or []), width)
    report["sheets"].append({"name": about.name, "width": width, "file": file})


def _rows(sheet: calamine.CalamineSheet) -> Rows:
    """Yield all rows from the first of the sheet, each from column A on."""
    before = [""] * (sheet.start or (0, 0))[1]
    for row in sheet.iter_rows():
        yield before + row


def _filled(rows: Rows, merges: list[Merge]) -> Rows:
    """Give every cell of a merged range the value of its first cell."""
    waiting = sorted(merges, reverse=True)
    active: list[tuple[Merge, Any]] = []
    for index, row in enumerate(rows):
        active = [(merge, value) for merge, value in active if merge[1][0] >= index]
        while waiting and waiting[-1][0][0] <= index:
            merge = waiting.pop()
            column = merge[0][1]
            active.append((merge, row[column] if column < len(row) else ""))
        for ((_, left), (_, right)), value in active:
            right = min(right + 1, len(row))
            row[left:right] = [value] * (right - left)
        yield row


def _write(out: IO[str], rows: Rows, width: int) -> None:
    """Write the column names, then each row with a value as its number and its cells."""
    out.write(UNIT.join(["row", *(f"c{column}" for column in range(width))]) + RECORD)
    for number, row in enumerate(rows, start=1):
        cells = [value if type(value) is str else text(value) for value in row]
        if not any(cells):
            continue
        line = UNIT.join([str(number), *cells])
        if line.count(UNIT) != width or RECORD in line:
            cells = [cell.replace(UNIT, "\ufffd").replace(RECORD, "\ufffd") for cell in cells]
            line = UNIT.join([str(number), *cells])
        out.write(line + RECORD)


def text(value: object) -> str:
    """Return a cell as text: plain integers, shortest floats, TRUE/FALSE, ISO dates and times.

    A number stored as float with an integral value is an integer to its reader: 45, not 45.0.
    Beyond 2**53 the file itself has lost digits; what is stored is shown exactly.
    """
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except BaseException as error:  # calamine's panics derive from BaseException
        sys.exit(f"{type(error).__name__}: {error}"[:300])
