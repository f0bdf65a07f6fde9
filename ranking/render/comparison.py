"""What a change of method does to a month's ranks: tables for people, TSV for pipes."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from ranking.i18n import Translator
from ranking.model.comparison import BoardComparison, Comparison, Move, UnitComparison
from ranking.render.figures import points
from ranking.render.labels import month_name
from ranking.render.layout import wrap
from ranking.render.rounding import fixed
from ranking.render.safe import line
from ranking.render.tables import Column, Row, emit, table

_COLUMNS = (
    "index_a",
    "index_b",
    "group",
    "unit",
    "rank_a",
    "total_a",
    "rank_b",
    "total_b",
    "moved",
)
_DECIMALS = 2


def comparison_tables(found: Comparison, tr: Translator, width: int) -> Group:
    """Return one table a board, with what changed most, for a console of that many cells."""
    return Group(*_header(found, tr), *(p for b in found.boards for p in _board(b, tr, width)))


def comparison_rows(found: Comparison) -> str:
    """Return all boards as one TSV table at full precision."""
    rows = [
        {"index_a": board.index_a, "index_b": board.index_b, "group": board.group, **vars(row)}
        for board in found.boards
        for row in board.rows
    ]
    return emit(rows, [Column(name, name) for name in _COLUMNS], "tsv")


def _header(found: Comparison, tr: Translator) -> Iterator[RenderableType]:
    yield Text(tr("{month}: ranks under two methods", month=month_name(tr, found.month)), "bold")
    for name, method in (("A", found.method_a), ("B", found.method_b)):
        yield Text(f"{name}  {line(method.id)} {line(method.version)} ({method.sha256[:12]})")
    if found.synthetic:
        yield Text(tr("Synthetic data: says nothing about any real unit."), style="bold yellow")


def _board(board: BoardComparison, tr: Translator, width: int) -> Iterator[RenderableType]:
    names = dict.fromkeys([line(board.index_a_name), line(board.index_b_name)])
    yield Text()
    title = tr("{index} · {group}", index=" / ".join(names), group=line(board.group))
    columns = [
        Column("rank_a", tr("rank A"), right=True),
        Column("rank_b", tr("rank B"), right=True),
        Column("moved", tr("moved"), right=True),
        Column("unit", tr("unit"), flexible=True),
        Column("total_a", tr("total A"), right=True),
        Column("total_b", tr("total B"), right=True),
    ]
    yield table(title, columns, [_row(row) for row in board.rows], width)
    yield Text(wrap(_summary(board, tr), width))


def _row(row: UnitComparison) -> Row:
    return {
        "rank_a": row.rank_a,
        "rank_b": row.rank_b,
        "moved": _arrow(row.moved),
        "unit": line(row.unit),
        "total_a": points(row.total_a, _DECIMALS).text,
        "total_b": points(row.total_b, _DECIMALS).text,
    }


def _arrow(moved: int | None) -> str:
    if not moved:
        return "" if moved is None else "—"
    return f"{'↑' if moved > 0 else '↓'}{abs(moved)}"


def _summary(board: BoardComparison, tr: Translator) -> str:
    ranked = sum((row.rank_a or row.rank_b) is not None for row in board.rows)
    parts = [tr("{changed} of {units} units change rank", changed=board.changed, units=ranked)]
    if board.mean_change is not None:
        parts.append(tr("mean move {places} places", places=fixed(board.mean_change, _DECIMALS)))
    parts += [_move(move, tr) for move in (board.climb, board.fall) if move is not None]
    return tr("; ").join(parts)


def _move(move: Move, tr: Translator) -> str:
    if move.places > 0:
        return tr("{unit} climbs {places}", unit=line(move.unit), places=move.places)
    return tr("{unit} falls {places}", unit=line(move.unit), places=-move.places)
