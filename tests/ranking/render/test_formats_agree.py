"""Number by number: what every format shows of the boards is the JSON's value, rounded once."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from ranking.i18n import Translator
from ranking.publish_rules import FORMATS
from ranking.render.export import files
from ranking.render.rounding import fixed
from tests.builders.publications import shipped_publishing, small_publication

RANK, CHANGE, UNIT, INDEX, BONUS, TOTAL = "Rank", "Change", "Unit", "Index", "Bonus", "Total"
Table = dict[str, dict[str, str]]
"""Unit → heading → the number as text."""


@cache
def made() -> dict[str, bytes]:
    content = files(small_publication(), shipped_publishing(), Translator("en"), FORMATS)
    return {name.rpartition(".")[2]: data for name, data in content.items()}


@cache
def record() -> dict[str, Any]:
    return json.loads(made()["json"])


def heading(feature: str) -> str:
    return small_publication().names[feature]


def expected() -> list[Table]:
    """The boards as the JSON has them, each number rounded as it is to be shown."""
    return [_expected(board, record()["decimals"]) for board in record()["boards"]]


def _expected(board: dict[str, Any], decimals: int) -> Table:
    counts = {row["unit"]: _counts(row) for row in board["rows"]}
    places = {
        name: max(1, decimals) if any(c[name] % 1 for c in counts.values()) else 0
        for name in next(iter(counts.values()))
    }
    return {
        row["unit"]: {
            RANK: fixed(row["rank"], 0),
            INDEX: fixed(row["value"], decimals),
            BONUS: fixed(row["bonus"], decimals),
            TOTAL: fixed(row["total"], decimals),
            **{n: fixed(value, places[n]) for n, value in counts[row["unit"]].items()},
        }
        for row in board["rows"]
    }


def _counts(row: dict[str, Any]) -> dict[str, float]:
    return {heading(part["feature"]): part["count"] for part in row["parts"].values()}


def as_shown(tables: Iterable[dict[str, dict[str, Any]]]) -> list[Table]:
    """Round the exact numbers of a table as those of the JSON are, and drop its other columns."""
    return [
        {
            unit: {
                name: fixed(row[name], len(text.partition(".")[2])) for name, text in wanted.items()
            }
            for (unit, row), wanted in zip(table.items(), board.values(), strict=True)
        }
        for table, board in zip(tables, expected(), strict=True)
    ]


def as_printed(tables: Iterable[Table]) -> list[Table]:
    """Drop the mark of lower bounds and other columns."""
    return [
        {
            unit: {name: row[name].removeprefix("≥") for name in wanted}
            for (unit, row), wanted in zip(table.items(), board.values(), strict=True)
        }
        for table, board in zip(tables, expected(), strict=True)
    ]


def by_unit(head: Iterable[Any], rows: Iterable[Iterable[Any]]) -> dict[str, dict[str, Any]]:
    found = [dict(zip(map(str, head), row, strict=False)) for row in rows]
    return {str(row[UNIT]): row for row in found}


def sheet_table(rows: list[list[Any]]) -> dict[str, dict[str, Any]]:
    """The rows below the heading that have a rank."""
    top = next(number for number, row in enumerate(rows) if row[0] == RANK)
    below = rows[top + 1 :]
    return by_unit(rows[top], [row for row in below if isinstance(row[0], int | float)])


def test_the_boards_have_numbers_worth_comparing():
    shown = {text for table in expected() for row in table.values() for text in row.values()}
    assert len(shown) > 40
    assert any("," in text for text in shown)
    assert any("." in text for text in shown)


def test_the_workbook_as_calamine_reads_it():
    book = CalamineWorkbook.from_filelike(io.BytesIO(made()["xlsx"]))
    sheets = [book.get_sheet_by_index(number).to_python() for number in range(4)]
    assert as_shown(map(sheet_table, sheets)) == expected()


@pytest.mark.filterwarnings("ignore:.* extension is not supported:UserWarning")  # sparklines
def test_the_workbook_as_openpyxl_reads_it():
    book = openpyxl.load_workbook(io.BytesIO(made()["xlsx"]))
    sheets = [[list(row) for row in sheet.values] for sheet in book.worksheets[:4]]
    assert as_shown(map(sheet_table, sheets)) == expected()


def test_the_workbook_holds_sixteen_digits():
    """One more than Excel computes with."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(made()["xlsx"]))
    tables = [sheet_table(book.get_sheet_by_index(number).to_python()) for number in range(4)]
    found = [row[TOTAL] for table in tables for row in table.values()]
    totals = [row["total"] for board in record()["boards"] for row in board["rows"]]
    assert found == pytest.approx(totals, rel=1e-15, abs=0)


def csv_tables() -> Iterator[dict[str, dict[str, Any]]]:
    head, *rows = csv.reader(io.StringIO(made()["csv"].decode("utf-8-sig"), newline=""))
    for board in record()["boards"]:
        place = [board["index_name"], board["group"]]
        below = [row for row in rows if row[:2] == place]
        yield by_unit(head, [[_number(cell) for cell in row] for row in below])


def _number(cell: str) -> float | str:
    try:
        return float(cell)
    except ValueError:
        return cell


def test_csv():
    assert as_shown(csv_tables()) == expected()


def markdown_tables() -> Iterator[Table]:
    text = made()["md"].decode()
    for board in record()["boards"]:
        below = text.split(f"## {board['index_name']} · {board['group']}\n\n")[1]
        lines = below.split("\n\n")[0].split("\n")
        head, _, *rows = ([cell.strip() for cell in line[2:-2].split(" | ")] for line in lines)
        yield by_unit(head, rows)


def test_markdown():
    assert as_printed(markdown_tables()) == expected()


def word_tables() -> Iterator[Table]:
    for table in docx.Document(io.BytesIO(made()["docx"])).tables:
        head, *rows = ([cell.text for cell in row.cells] for row in table.rows)
        if head[:3] == [RANK, CHANGE, UNIT]:
            yield by_unit(head, rows)


def test_word():
    assert as_printed(word_tables()) == expected()


@cache
def pdf_lines() -> tuple[str, ...]:
    pages = pypdfium2.PdfDocument(made()["pdf"])
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return tuple(line.strip().replace("≥", "") for line in text.splitlines())


@pytest.mark.parametrize("number", range(4))
def test_pdf(number):
    """A unit's numbers stand in one line, in the order of the columns."""
    board = expected()[number]
    order = next(iter(list(markdown_tables())[number].values()))
    for unit, row in board.items():
        cells = [row[name] for name in order if name in row and name != RANK]
        found = [line.split() for line in pdf_lines() if line.startswith(f"{row[RANK]} ")]
        assert any(_in_order(cells, line) for line in found if unit in line), (unit, cells)


def _in_order(cells: list[str], line: list[str]) -> bool:
    """Tell whether a line holds these words in this order, perhaps with others between."""
    rest = iter(line)
    return all(cell in rest for cell in cells)
