"""Boards: an index over a group of units, scored, ranked and compared with the edition before."""

from __future__ import annotations

import polars as pl

from ranking.config_file import suggestion
from ranking.editions.board_rows import board_row
from ranking.editions.scored import Scored
from ranking.errors import ConfigError, DataError
from ranking.lists import BoardSpec
from ranking.methods.model import Index, Method
from ranking.model.edition import Board
from ranking.scoring.domain import OutOfDomainError
from ranking.scoring.engine import evaluate
from ranking.scoring.points import add_points
from ranking.scoring.ranks import add_ranks

_NAMED = 5
"""How many units an error names."""


def make_boards(scored: Scored) -> tuple[Board, ...]:
    """Return one board for each kind of board and group, in the order of the list file.

    Raises ConfigError where the list asks for an index that the method does not compute, or the
    method for numbers that no month has; DataError where the index is not defined for a unit.
    """
    boards = []
    for spec in scored.list_file.boards:
        index = _index(scored, spec)
        boards += [_board(scored, spec, index, group) for group in board_groups(scored)]
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


def evaluated(index: Index, table: pl.DataFrame, method: Method, group: str) -> pl.DataFrame:
    """Return one group's rows with the index and all that it is made of.

    Only units of one board are compared with one another, where an index compares units. Raises
    DataError that names the units for which the index is not defined.
    """
    own = table.filter(pl.col("group") == group)
    try:
        return evaluate(index, own, method.features)
    except OutOfDomainError as error:
        raise DataError(
            "'{index}' of method '{method}' is not defined for {units}: {cause}",
            index=index.id,
            method=method.id,
            units=", ".join(own["unit"][place] for place in error.places[:_NAMED]) or group,
            cause=error,
            hint="Choose another transform or aggregate in the method file, or another method.",
        ) from error


def _board(scored: Scored, spec: BoardSpec, index: Index, group: str) -> Board:
    """Rank by the total; ``comparable`` is that of units that take part."""
    method = scored.method
    left_out = [entry.unit for entry in scored.list_file.not_ranked]
    own = add_points(index, evaluated(index, scored.table, method, group))
    own = own.with_columns(_bonus(scored, spec, own["unit"]))
    own = own.with_columns(total=pl.col(index.id) + pl.col("bonus"))
    own = own.with_columns(comparable=pl.when(~pl.col("unit").is_in(left_out)).then("total"))
    ranked = add_ranks(own, "comparable", method.comparison_precision, method.ties)
    rows = tuple(board_row(scored, index, row) for row in ranked.iter_rows(named=True))
    with_rank = [row.unit for row in rows if row.rank is not None]
    dropped = scored.history.dropped(index.id, group, with_rank)
    return Board(index.id, index.name, group, rows, dropped, spec.rows)


def _bonus(scored: Scored, spec: BoardSpec, units: pl.Series) -> pl.Series:
    rules = scored.method.bonus
    counts = spec.bonus and rules is not None and spec.index in rules.indexes
    points = [float(scored.bonus.get(unit, 0)) if counts else 0.0 for unit in units]
    return pl.Series("bonus", points, pl.Float64)
