"""One board as a page shows it: its rows with their charts and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ranking.i18n import Translator
from ranking.render.boards import BoardView, Mark, RowView
from ranking.render.figures import NOTHING
from ranking.render.labels import Labels
from ranking.render.site import paths
from ranking.render.site.svg import bar_chart, sparkline, stacked

FIRST = 10
"""How many units a bar chart shows, and the home page of each board."""


@dataclass(frozen=True)
class BoardRow:
    """A row, the page of its unit (from the root), the word before its change, its two drawings."""

    view: RowView
    href: str
    spoken: str
    parts: Markup
    ranks: Markup


@dataclass(frozen=True)
class BoardTable:
    """A board. ``legend`` names the colours of the bars in order; empty = there are none.

    ``months`` are those of the sparklines, empty = there are none; ``chart`` shows the first ten.
    """

    id: str
    view: BoardView
    rows: tuple[BoardRow, ...]
    legend: tuple[str, ...]
    months: str
    chart: Markup


def board_tables(
    boards: Sequence[BoardView], labels: Labels, tr: Translator, rows: int | None = None
) -> tuple[BoardTable, ...]:
    """Return the boards; ``rows``: how many of each, null = all."""
    return tuple(
        _board(f"board-{number}", board, labels, tr, rows)
        for number, board in enumerate(boards, start=1)
    )


def _board(
    place: str, board: BoardView, labels: Labels, tr: Translator, rows: int | None
) -> BoardTable:
    largest = max((row.total.value or 0.0 for row in board.rows), default=0.0)
    months = next((row.trend for row in board.rows if row.trend), ())
    return BoardTable(
        id=place,
        view=board,
        rows=tuple(
            BoardRow(
                view=row,
                href=paths.unit_page(row.unit),
                spoken=spoken(row.change, tr),
                parts=_parts(row, board, largest),
                ranks=_ranks(row, worst(board)),
            )
            for row in board.rows[:rows]
        ),
        legend=_legend(board, labels),
        months=f"{months[0].month} – {months[-1].month}" if months else "",
        chart=_chart(board, tr),
    )


def _legend(board: BoardView, labels: Labels) -> tuple[str, ...]:
    """Return the indicators, heaviest first, then the bonus; none where none brings points."""
    if not any(row.parts for row in board.rows):
        return ()
    return (*(part.label for part in board.parts), *([labels.bonus] if board.has_bonus else []))


def spoken(change: Mark, tr: Translator) -> str:
    """Return what is read aloud before the mark of a change; nothing where it is a word itself."""
    if change.tone in ("rise", "fall"):
        return tr("up") if change.tone == "rise" else tr("down")
    return tr("unchanged") if change.text == "—" else ""


def worst(board: BoardView) -> float:
    """Return the lowest rank that any of its units has had."""
    ranks = [at.rank.value for row in board.rows for at in row.trend if at.rank.value is not None]
    return max(ranks, default=1)


def _parts(row: RowView, board: BoardView, largest: float) -> Markup:
    """Return the bar of a row's points, as long as its total is of the largest."""
    if not row.parts or not largest > 0:
        return Markup("")
    points = {part.id: part.points for part in row.parts}
    figures = [points.get(column.id, NOTHING) for column in board.parts]
    figures += [row.bonus] if board.has_bonus else []
    return stacked([(figure.value or 0.0) / largest for figure in figures])


def _ranks(row: RowView, lowest: float) -> Markup:
    if not row.trend:
        return Markup("")
    title = f"{row.trend[0].rank.text} → {row.trend[-1].rank.text}"
    return sparkline([at.rank.value for at in row.trend], lowest, title)


def _chart(board: BoardView, tr: Translator) -> Markup:
    first = [row for row in board.rows if row.total.value is not None][:FIRST]
    if not first:
        return Markup("")
    title = tr("{board}: the first {count} by total", board=board.title, count=len(first))
    return bar_chart([(row.unit, row.total.text, row.share) for row in first], title)
