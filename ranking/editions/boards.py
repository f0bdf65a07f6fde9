"""Boards: an index over a group of units, scored, ranked and compared with the edition before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from ranking.config_file import suggestion
from ranking.editions.month_table import month_table
from ranking.editions.movement import History
from ranking.errors import ConfigError
from ranking.features.month import MonthFeatures
from ranking.lists import BoardSpec, ListFile
from ranking.methods.model import Index, Indicator, Method
from ranking.model.edition import Board, BoardRow, Note, Part, PartStatus
from ranking.scoring.engine import evaluate
from ranking.scoring.names import column, value_column
from ranking.scoring.points import add_points
from ranking.scoring.ranks import add_ranks

Params = dict[str, str | int | float]


@dataclass(frozen=True)
class Scored:
    """All that the boards of one edition are made of."""

    features: MonthFeatures
    method: Method
    list_file: ListFile
    bonus: Mapping[str, Decimal]
    history: History


def make_boards(scored: Scored) -> tuple[Board, ...]:
    """Return one board for each kind of board and group, in the order of the list file.

    Raises ConfigError where the list asks for an index that the method does not compute.
    """
    boards = []
    for spec in scored.list_file.boards:
        index = _index(scored, spec)
        table = _table(scored, spec, index)
        boards += [_board(scored, spec, index, table, group) for group in board_groups(scored)]
    return tuple(boards)


def board_groups(scored: Scored) -> tuple[str, ...]:
    """Return the groups of the list file, or else every group of the month by name."""
    found = sorted(scored.features.units["group"].unique())
    return scored.list_file.groups or tuple(found)


def _index(scored: Scored, spec: BoardSpec) -> Index:
    index = scored.method.index(spec.index)
    if index is None:
        known = [candidate.id for candidate in scored.method.indexes]
        raise ConfigError(
            "List '{list}' has a board '{index}', which method '{method}' does not have "
            "(it has {known}){meant}",
            list=scored.list_file.id,
            index=spec.index,
            method=scored.method.id,
            known=", ".join(known),
            meant=suggestion(spec.index, known) or ".",
            hint="Correct boards.index in the list file, or name another method.",
        )
    return index


def _table(scored: Scored, spec: BoardSpec, index: Index) -> pl.DataFrame:
    """Add value, bonus, total and ``comparable`` (the total of units that take part)."""
    rules = scored.method.bonus
    counts = spec.bonus and rules is not None and index.id in rules.indexes
    bonus = {unit: float(points) for unit, points in scored.bonus.items()} if counts else {}
    left_out = [entry.unit for entry in scored.list_file.not_ranked]
    inputs = month_table(scored.method, scored.features)
    table = add_points(index, evaluate(index, inputs, scored.method.features))
    points = pl.Series("bonus", [bonus.get(unit, 0.0) for unit in table["unit"]], pl.Float64)
    table = table.with_columns(points).with_columns(total=pl.col(index.id) + pl.col("bonus"))
    return table.with_columns(comparable=pl.when(~pl.col("unit").is_in(left_out)).then("total"))


def _board(scored: Scored, spec: BoardSpec, index: Index, table: pl.DataFrame, group: str) -> Board:
    own = table.filter(pl.col("group") == group)
    method = scored.method
    ranked = add_ranks(own, "comparable", method.comparison_precision, method.ties)
    rows = tuple(_row(scored, index, row) for row in ranked.iter_rows(named=True))
    with_rank = [row.unit for row in rows if row.rank is not None]
    dropped = scored.history.dropped(index.id, group, with_rank)
    return Board(index.id, index.name, group, rows, dropped, spec.rows)


def _row(scored: Scored, index: Index, row: dict[str, Any]) -> BoardRow:
    unit, rank = row["unit"], row["rank"]
    movement = scored.history.movement(index.id, row["group"], unit, rank)
    return BoardRow(
        rank=rank,
        unit=unit,
        value=row[index.id],
        bonus=row["bonus"],
        total=row["total"],
        previous_rank=movement.previous_rank,
        change=movement.change,
        moved=movement.moved,
        parts={i.name: _part(scored, index, i, row) for i in index.indicators()},
        notes=tuple(_notes(scored, index, row)),
    )


def _part(scored: Scored, index: Index, indicator: Indicator, row: dict[str, Any]) -> Part:
    feature = indicator.feature
    count = row[feature]
    status: PartStatus = "lower_bound" if row[f"{feature}_censored"] else "observed"
    missing = count is None
    return Part(
        feature=feature,
        count=None if missing else float(count),
        status="missing" if missing else status,
        weight=float(indicator.weight),
        transformed=row[value_column(index, indicator, "raw")],
        points=row[column(index, indicator.name, "points")],
        reason=scored.features.missing_reasons[feature] if missing else None,
    )


def _notes(scored: Scored, index: Index, row: dict[str, Any]) -> list[Note]:
    notes = []
    reason = scored.list_file.reason_not_ranked(row["unit"])
    if reason is not None:
        notes.append(Note("not_ranked", "Not ranked: {reason}.", {"reason": reason}))
    if row["posts"] == 0:
        notes.append(Note("no_posts", "No post this month."))
    cards = scored.features.cards
    missing = [i for i in index.indicators() if row[i.feature] is None]
    names: Params = {"features": "、".join(cards[i.feature].name.zh for i in missing)}
    if missing and row[index.id] is None:
        notes.append(Note("no_value", "No index: {features} not observed.", names))
    elif missing:
        notes.append(Note("missing_part", "Not observed: {features}.", names))
    return notes
