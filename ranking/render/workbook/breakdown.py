"""What each unit's index is made of: one sheet an index, every count and every part's points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ranking.render.boards import BoardView, RowView
from ranking.render.figures import NOTHING
from ranking.render.publication_view import PublicationView
from ranking.render.workbook.sheet import Cell, Sheet
from ranking.render.workbook.tables import table

UNIT = 2


@dataclass(frozen=True)
class PartRange:
    """Where the points of a board's units stand: their columns, and the row of the first unit."""

    sheet: str
    heads: int
    first: int
    columns: tuple[int, ...]


def breakdown_sheets(new: Callable[[str], Sheet], view: PublicationView) -> dict[int, PartRange]:
    """Write a sheet for each index; return number of the board → where its points stand."""
    found: dict[int, PartRange] = {}
    numbers: dict[str, list[int]] = {}
    for number, board in enumerate(view.edition.boards):
        numbers.setdefault(board.index, []).append(number)
    for boards in numbers.values():
        name = view.edition.boards[boards[0]].index_name
        found |= _sheet(new(f"{view.headings.breakdown} {name}"), view, name, boards)
    return found


def _sheet(
    sheet: Sheet, view: PublicationView, name: str, numbers: list[int]
) -> dict[int, PartRange]:
    edition = view.edition
    boards = {number: edition.boards[number] for number in numbers}
    columns = _Columns(view, list(boards.values()))
    last_column = len(columns.heads) - 1
    top = sheet.heading(edition, f"{view.headings.breakdown} {name}", last_column)
    rows: list[list[Cell]] = []
    found: dict[int, PartRange] = {}
    for number, board in boards.items():
        found[number] = PartRange(sheet.name, top + 1, top + 2 + len(rows), columns.points)
        rows += [columns.cells(board, row) for row in board.rows]
    last = table(sheet, top, columns.heads, rows, (UNIT - 1,), columns.bands)
    sheet.worksheet.freeze_panes(top + 2, UNIT + 1)
    sheet.finish(edition.labels.page, last, last_column)
    return found


class _Columns:
    """The columns of one index over its boards: counts, then points and bonus, then the total.

    ``points`` are those of which the total is the sum; empty where the index is no sum.
    """

    def __init__(self, view: PublicationView, boards: list[BoardView]) -> None:
        words, heads = view.edition.labels, view.headings
        self._bonus = any(board.has_bonus for board in boards)
        self._features = {f.id: f.label for board in boards for f in board.features}
        summed = any(row.parts for board in boards for row in board.rows)
        self._parts = {p.id: p.label for b in boards for p in b.parts} if summed else {}
        fixed = [words.group, words.rank, words.unit]
        points = [*self._parts.values(), *([words.bonus] if self._bonus else [])]
        self.heads = [*fixed, *self._features.values(), words.index, *points]
        self.heads += [words.total] if self._bonus else []
        counts, scored = len(self._features), len(points)
        self.bands = ["", "", "", *[heads.counts] * counts, "", *[words.points] * scored]
        self.bands += [""] if self._bonus else []
        begin = len(fixed) + counts + 1
        self.points = tuple(range(begin, begin + scored)) if self._parts else ()

    def cells(self, board: BoardView, row: RowView) -> list[Cell]:
        counts = {f.id: c for f, c in zip(board.features, row.counts, strict=True)}
        parts = {part.id: part.points for part in row.parts}
        return [
            board.group,
            row.rank,
            row.unit,
            *(counts.get(feature, NOTHING) for feature in self._features),
            row.index,
            *(parts.get(part, NOTHING) for part in self._parts),
            *([row.bonus, row.total] if self._bonus else []),
        ]
