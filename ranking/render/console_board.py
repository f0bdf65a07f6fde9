"""One board as a terminal table, its columns chosen by the console's width."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from ranking.render.boards import BoardView, Mark, RowView
from ranking.render.labels import Labels
from ranking.render.layout import GAP, bar, natural, sparkline, wrap
from ranking.render.tables import Column, filled, table

TONES = {"rise": "red", "fall": "green", "new": "cyan", "none": ""}
"""Rich style of a change mark; Chinese lists print a rise in red and a fall in green."""
_NAME = 12
_BAR = (10, 24)


def board_table(board: BoardView, labels: Labels, width: int) -> Iterator[RenderableType]:
    """Yield the table of a board, and what it had to leave out."""
    rows = [_cells(board, row) for row in board.rows]
    columns = filled(_columns(board, labels, width), rows)
    if width >= 110:
        columns = _with_counts(columns, rows, board, width)
    if width >= 90:
        columns = _with_bar(columns, rows, board, width)
    yield Text(wrap(board.title, width), style="bold")
    yield table("", columns, rows, width)
    yield from _hidden(columns, board, labels, width)


def _hidden(
    columns: list[Column], board: BoardView, labels: Labels, width: int
) -> Iterator[RenderableType]:
    """Name the counts a wide console still had no room for."""
    shown = {column.key for column in columns}
    left = [f.label for f in board.features if f"count:{f.id}" not in shown]
    if width >= 110 and left:
        yield Text(wrap(f"{labels.hidden}: {labels.comma.join(left)}", width))


def mark_text(mark: Mark) -> Text:
    """Return a change mark in its colour."""
    return Text(mark.text, style=TONES[mark.tone])


def _columns(board: BoardView, labels: Labels, width: int) -> list[Column]:
    """Return the columns of a width without counts and bar, narrowest first."""
    index = Column("index", labels.index, right=True)
    total = Column("total", labels.total, right=True)
    scores = [index, Column("bonus", labels.bonus, right=True), total]
    if not board.has_bonus:
        scores = [index]
    elif width < 60:
        scores = [total]
    return [
        Column("rank", labels.rank, right=True),
        Column("change", labels.change),
        Column("unit", labels.unit, flexible=True),
        *scores,
        *([Column("previous", labels.previous, right=True)] if width >= 90 else []),
        *([Column("trend", labels.trend)] if width >= 90 else []),
    ]


def _cells(board: BoardView, row: RowView) -> dict[str, object]:
    style = "bold" if row.honoured else ""
    return {
        "rank": Text(row.rank.text, style=style),
        "change": mark_text(row.change),
        "unit": Text(row.unit, style=style),
        "index": row.index.text,
        "bonus": row.bonus.text,
        "total": row.total.text,
        "previous": row.previous.text,
        "trend": sparkline([point.total.value for point in row.trend]),
        **{f"count:{f.id}": c.text for f, c in zip(board.features, row.counts, strict=True)},
    }


def _used(columns: list[Column], rows: list[dict[str, object]], name: int) -> int:
    """Return the cells the columns take when the name is cut to ``name``."""
    widths = [_natural(column, rows) for column in columns]
    capped = [min(w, name) if c.flexible else w for w, c in zip(widths, columns, strict=True)]
    return sum(capped) + GAP * (len(columns) - 1)


def _natural(column: Column, rows: list[dict[str, object]]) -> int:
    return natural(column.label, [str(row[column.key]) for row in rows])


def _with_counts(
    columns: list[Column], rows: list[dict[str, object]], board: BoardView, width: int
) -> list[Column]:
    """Add as many counts as fit, in the method's order."""
    for feature in board.features:
        wider = [*columns, Column(f"count:{feature.id}", feature.label, right=True)]
        if _used(wider, rows, _NAME) > width:
            break
        columns = wider
    return columns


def _with_bar(
    columns: list[Column], rows: list[dict[str, object]], board: BoardView, width: int
) -> list[Column]:
    """Put a bar after the name where at least the shortest bar has room."""
    least, most = _BAR
    room = min(most, width - GAP - _used(columns, rows, 24))
    if room < least:
        return columns
    for cells, row in zip(rows, board.rows, strict=True):
        cells["bar"] = bar(row.share, room).ljust(room)
    after = next(i for i, column in enumerate(columns) if column.flexible) + 1
    return [*columns[:after], Column("bar", ""), *columns[after:]]
