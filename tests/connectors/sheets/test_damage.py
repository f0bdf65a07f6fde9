"""Damaged workbooks: every flipped byte ends in a table or in a refusal, never otherwise."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
import xlwt

from connectors.sheets import open_tables
from connectors.tables import UnreadableFileError


def _xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("数据")
        sheet.merge_range("A1:C1", "统计表")
        sheet.write_row("A2", ["单位", "阅读", "点赞"])
        sheet.write_row("A3", ["上海发布", 12345, 6.5])


def _xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("数据")
    sheet.write_merge(0, 0, 0, 2, "统计表")
    for row in range(1, 40):
        sheet.write(row, 0, f"单位{row}")
        sheet.write(row, 1, row * 1.5)
    book.save(str(path))


def _parquet(path: Path) -> None:
    rows = range(300)
    pl.DataFrame({"post": [f"wx{i}" for i in rows], "reads": list(rows)}).write_parquet(path)


def _flipped(data: bytes, rng: random.Random) -> bytes:
    flipped = bytearray(data)
    for _ in range(rng.choice((1, 1, 4))):
        flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
    return bytes(flipped[: rng.randrange(len(flipped))]) if rng.random() < 0.1 else bytes(flipped)


# A flipped .xls costs a process each, the other kinds next to nothing.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("write", "count", "seed"),
    [(_xlsx, 380, 1), (_xls, 60, 2), (_xls, 60, 3), (_parquet, 100, 4)],
)
def test_flipped_bytes_open_or_are_refused(tmp_path, write, count, seed):
    """Each of the seeded flips and truncations is read or raises UnreadableFileError."""
    source, damaged = tmp_path / "sound", tmp_path / "damaged"
    write(source)
    data, rng, hints = source.read_bytes(), random.Random(seed), []
    for _ in range(count):
        damaged.write_bytes(_flipped(data, rng))
        try:
            for table in open_tables(damaged).tables:
                for frame in table.chunks():
                    assert frame.width == table.width + 1
        except UnreadableFileError as error:
            hints.append(error.hint)
    assert hints
    assert all(hints)
