"""The review list for colleagues, as CSV and XLSX."""

import csv
import io

import pytest
from openpyxl import load_workbook

from ranking.render.reprint_sheet import WRITERS, csv_bytes, headings, xlsx_bytes
from ranking.render.safe import line
from tests.builders.matched import BARE, ITEM, hostile_items


def _csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _sheet(data: bytes):
    return load_workbook(io.BytesIO(data)).active


def test_excel_and_wps_open_the_csv_as_chinese(zh) -> None:
    """It begins with a byte order mark; a row an item, in their order."""
    data = csv_bytes([ITEM, BARE], zh)
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = _csv(data)
    assert head == headings(zh)
    assert [row[0] for row in rows] == [ITEM.id, BARE.id]
    assert {len(row) for row in rows} == {len(head)}


def test_the_decision_is_left_to_be_filled_in(en) -> None:
    """In both kinds of file."""
    column = headings(en).index("decision")
    assert [row[column] for row in _csv(csv_bytes([ITEM, BARE], en))[1:]] == ["", ""]
    sheet = _sheet(xlsx_bytes([ITEM, BARE], en))
    assert [sheet.cell(row, column + 1).value for row in (2, 3)] == [None, None]


def test_the_workbook_offers_the_answers_to_choose_from(en) -> None:
    """For the rows of the list, and stays a sound workbook without any."""
    (offered,) = _sheet(xlsx_bytes([ITEM, BARE], en)).data_validations.dataValidation
    assert (str(offered.sqref), offered.formula1) == ("B2:B3", '"accept,reject"')
    assert _sheet(xlsx_bytes([], en)).max_row == 1


def test_no_cell_of_the_csv_is_a_formula(en) -> None:
    """Nor does any break its row."""
    head, *rows = _csv(csv_bytes(hostile_items(), en))
    assert {len(row) for row in rows} == {len(head)}
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝＋－＠") and cell]
    assert all(cell.isprintable() for cell in cells)


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(en) -> None:
    """Texts come back as they were, but for what moves a cursor or hides."""
    items = hostile_items()
    sheet = _sheet(xlsx_bytes(items, en))
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}
    assert not [cell for row in sheet for cell in row if cell.hyperlink]
    titles = headings(en).index("article title") + 1
    found = [sheet.cell(row, titles).value for row in range(2, 2 + len(items))]
    assert found == [line(item.title) for item in items]


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_the_same_items_give_the_same_bytes(ending, en) -> None:
    """So that two lists can be compared."""
    assert WRITERS[ending]([ITEM], en) == WRITERS[ending]([ITEM], en)
