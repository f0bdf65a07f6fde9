"""The view of one board: ranks, change marks, figures and what must be said below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ranking.i18n import Translator
from ranking.model.edition import Board, BoardRow, Part
from ranking.model.month_record import PastMonth, PastPlaces
from ranking.render.figures import MISSING, NOTHING, Figure, column_decimals, count, points
from ranking.render.labels import feature_name, short
from ranking.render.parts import PartColumn, PartView, part_columns, part_views
from ranking.render.safe import line
from ranking.render.sentences import (
    lower_bound_note,
    missing_parts,
    parts_by_feature,
    row_notes,
)
from ranking.render.trend import TrendPoint, Trends

Tone = Literal["rise", "fall", "new", "none"]
_HONOURED = 3


@dataclass(frozen=True)
class Mark:
    """A change against the last edition: its text, and what a colour may say about it."""

    text: str
    tone: Tone


@dataclass(frozen=True)
class FeatureView:
    """A column of counts."""

    id: str
    label: str


@dataclass(frozen=True)
class RowView:
    """One unit. ``counts`` stand in the order of the board's features.

    ``honoured``: among the first three, with points. ``share`` is the total as a part of the
    board's largest total (0 to 1), the length of its bar. ``parts`` add up to the index, in the
    order of the board's; empty where it is not a sum of points. ``trend``: the months before and
    this one, oldest first.
    """

    rank: Figure
    change: Mark
    unit: str
    index: Figure
    bonus: Figure
    total: Figure
    previous: Figure
    counts: tuple[Figure, ...]
    share: float
    honoured: bool = False
    parts: tuple[PartView, ...] = ()
    trend: tuple[TrendPoint, ...] = ()


@dataclass(frozen=True)
class BoardView:
    """One board, ready to be laid out. ``dropped`` is a sentence, or empty.

    ``parts``: its indicators, heaviest first. ``has_bonus``: false = index and total are one.
    """

    index: str
    index_name: str
    group: str
    title: str
    features: tuple[FeatureView, ...]
    rows: tuple[RowView, ...]
    has_bonus: bool
    dropped: str
    footnotes: tuple[str, ...]
    parts: tuple[PartColumn, ...] = ()


def board_view(
    board: Board,
    decimals: int,
    tr: Translator,
    names: Mapping[str, str],
    month: str = "",
    history: Sequence[PastMonth | PastPlaces] = (),
) -> BoardView:
    """Lay down every text and rounding of a board.

    ``names``: feature id → name; ``month`` is the board's, ``history`` the months before.
    """
    trends = Trends(board, month, history, decimals)
    listed = [row for row in board.rows if _is_listed(row, board.shown)]
    features, parts = _features(listed, names), part_columns(listed, names)
    index_name, group = line(board.index_name), line(board.group)
    return BoardView(
        index=board.index,
        index_name=index_name,
        group=group,
        title=tr("{index} · {group}", index=index_name, group=group),
        features=features,
        rows=_rows(listed, features, parts, decimals, tr, trends),
        has_bonus=any(row.bonus for row in listed),
        dropped=_dropped(board.dropped, tr),
        footnotes=_footnotes(listed, features, tr, names),
        parts=parts,
    )


def _is_listed(row: BoardRow, shown: int | None) -> bool:
    return shown is None or (row.rank is not None and row.rank <= shown)


def change_mark(row: BoardRow, tr: Translator) -> Mark:
    """Return ↑n, ↓n, —, 新上榜 or 重回; blank where there is no earlier edition."""
    moved = abs(row.moved or 0)
    marks = {
        "up": Mark(f"↑{moved}", "rise"),
        "down": Mark(f"↓{moved}", "fall"),
        "same": Mark("—", "none"),
        "new": Mark(tr("new"), "new"),
        "return": Mark(tr("back"), "new"),
        "first": Mark("", "none"),
    }
    return marks[row.change]


def _features(rows: Sequence[BoardRow], names: Mapping[str, str]) -> tuple[FeatureView, ...]:
    """Return the columns of counts, heaviest first; equal weights keep the method's order.

    A feature that several parts rest on has one column.
    """
    weights: dict[str, float] = {}
    for row in rows:
        own: dict[str, float] = {}
        for part in row.parts.values():
            own[part.feature] = own.get(part.feature, 0.0) + part.weight
        weights |= {f: max(weight, weights.get(f, 0.0)) for f, weight in own.items()}
    seen = sorted(weights, key=lambda feature: -weights[feature])
    return tuple(FeatureView(f, feature_name(names, f)) for f in seen)


def _rows(
    rows: Sequence[BoardRow],
    features: Sequence[FeatureView],
    columns: Sequence[PartColumn],
    decimals: int,
    tr: Translator,
    trends: Trends,
) -> tuple[RowView, ...]:
    largest = max((row.total or 0.0 for row in rows), default=0.0)
    counted = [parts_by_feature(row) for row in rows]
    places = {
        f.id: column_decimals((p[f.id].count for p in counted if f.id in p), decimals)
        for f in features
    }
    return tuple(
        RowView(
            rank=count(row.rank),
            change=change_mark(row, tr),
            unit=line(row.unit),
            index=points(row.value, decimals),
            bonus=points(row.bonus, decimals),
            total=points(row.total, decimals),
            previous=count(row.previous_rank) if row.previous_rank else NOTHING,
            counts=tuple(part_figure(parts.get(f.id), places[f.id]) for f in features),
            share=max(0.0, (row.total or 0.0) / largest) if largest > 0 else 0.0,
            honoured=row.rank is not None and row.rank <= _HONOURED and (row.total or 0.0) > 0,
            parts=part_views(row, columns, decimals),
            trend=trends.of(row),
        )
        for row, parts in zip(rows, counted, strict=True)
    )


def part_figure(part: Part | None, decimals: int) -> Figure:
    """Show a part's count with the mark of its status; nothing where the unit has no such part."""
    if part is None:
        return NOTHING
    if part.status == "missing":
        return Figure(None, MISSING, "missing", decimals)
    return count(part.count, lower_bound=part.status == "lower_bound", decimals=decimals)


def _dropped(units: Sequence[str], tr: Translator) -> str:
    if not units:
        return ""
    return tr("Dropped off the board: {units}", units=tr(", ").join(map(short, units)))


def _footnotes(
    rows: Sequence[BoardRow],
    features: Sequence[FeatureView],
    tr: Translator,
    names: Mapping[str, str],
) -> tuple[str, ...]:
    parts = [part for row in rows for part in row.parts.values()]
    lower = {part.feature for part in parts if part.status == "lower_bound"}
    bounded = [f.label for f in features if f.id in lower]
    absent = [text for f in features for text in missing_parts(f.id, f.label, rows, tr)]
    below = [lower_bound_note(bounded, tr)] if bounded else []
    return (*below, *absent, *row_notes(rows, tr, names))
