"""Boards as attachments: one attachment a board."""

from __future__ import annotations

from ranking.render.boards import BoardView, RowView
from ranking.render.docx.page import TEXT_WIDTH
from ranking.render.docx.parts import Attachment, Cell, Column, Part, Table
from ranking.render.docx.widths import split
from ranking.render.labels import Labels

_KEYS = (0, 2)
"""Columns of rank and unit."""


def board_attachment(board: BoardView, words: Labels) -> Attachment:
    """Return a board with what must be said below it; no bonus, no columns of bonus and total.

    Counts that find no room beside the points go into tables below, with rank and unit again.
    """
    first, *others = split(board_table(board, words), TEXT_WIDTH, _KEYS)
    below = (*filter(None, [board.dropped]), *board.footnotes)
    parts = [Part(table=first), *(Part(above=(board.title,), table=table) for table in others)]
    return Attachment(board.title, (*parts, Part(notes=below)))


def board_table(board: BoardView, words: Labels) -> Table:
    """Return rank, change, unit, points and counts of a board."""
    bonus = (words.bonus, words.total) if board.has_bonus else ()
    columns = (
        Column(words.rank, "centre"),
        Column(words.change, "centre"),
        Column(words.unit, "text"),
        *(Column(heading, "number") for heading in (words.index, *bonus)),
        *(Column(feature.label, "number") for feature in board.features),
    )
    return Table(columns, tuple(_row(row, has_bonus=board.has_bonus) for row in board.rows))


def _row(row: RowView, *, has_bonus: bool) -> tuple[Cell, ...]:
    bonus = (row.bonus, row.total) if has_bonus else ()
    total = row.total if has_bonus else row.index
    figures = (row.index, *bonus)
    return (
        Cell(row.rank.text, bold=row.honoured),
        Cell(row.change.text, row.change.tone),
        Cell(row.unit, bold=row.honoured),
        *(Cell(figure.text, bold=row.honoured and figure is total) for figure in figures),
        *(Cell(figure.text) for figure in row.counts),
    )
