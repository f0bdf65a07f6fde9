"""Two methods on one month: who stands where under each, and who moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from ranking.campaigns import Campaign
from ranking.editions.boards import make_boards
from ranking.editions.bonus import unit_bonus
from ranking.editions.campaign_results import run_campaigns
from ranking.editions.movement import History
from ranking.editions.scored import Scored
from ranking.errors import ConfigError
from ranking.features.month import MonthFeatures
from ranking.lists import BoardSpec, ListFile
from ranking.methods.model import Method
from ranking.model.adjustment import Adjustment
from ranking.model.comparison import BoardComparison, Comparison, Move, UnitComparison
from ranking.model.edition import Board, BoardRow, MethodRef


@dataclass(frozen=True)
class Side:
    """A method and the month's features as it counts them."""

    method: Method
    features: MonthFeatures


def compare(
    a: Side,
    b: Side,
    list_file: ListFile,
    campaigns: Sequence[Campaign],
    adjustments: Sequence[Adjustment] = (),
) -> Comparison:
    """Rank the month by both methods, each with its own rule for bonus points.

    ``adjustments`` are the month's, by which the features were computed too. Compared are the
    indices that both have; else every index of A with every one of B, where either has just one.
    Raises ConfigError where neither is so, or a method cannot rank months.
    """
    pairs = index_pairs(a.method, b.method)
    rules = _Rules(list_file, campaigns, adjustments)
    boards_a = _boards(a, [one for one, _ in pairs], rules)
    boards_b = _boards(b, [other for _, other in pairs], rules)
    groups = list(dict.fromkeys(group for _, group in boards_a))
    return Comparison(
        month=str(a.features.month),
        synthetic=list_file.synthetic,
        method_a=_reference(a.method),
        method_b=_reference(b.method),
        boards=tuple(
            _compared(boards_a[one, group], boards_b[other, group])
            for one, other in pairs
            for group in groups
        ),
    )


def index_pairs(a: Method, b: Method) -> list[tuple[str, str]]:
    """Return which index of A is compared with which of B. Raises ConfigError where none fits."""
    ids_a, ids_b = [index.id for index in a.indexes], [index.id for index in b.indexes]
    common = [(one, one) for one in ids_a if one in ids_b]
    if common:
        return common
    if len(ids_a) == 1 or len(ids_b) == 1:
        return [(one, other) for one in ids_a for other in ids_b]
    raise ConfigError(
        "'{a}' and '{b}' have no index in common, and several each: {ids_a}; {ids_b}.",
        a=a.id,
        b=b.id,
        ids_a=", ".join(ids_a),
        ids_b=", ".join(ids_b),
        hint="Give the indices that are to be compared the same id in both method files.",
    )


@dataclass(frozen=True)
class _Rules:
    list_file: ListFile
    campaigns: Sequence[Campaign]
    adjustments: Sequence[Adjustment]


def _boards(side: Side, indexes: Sequence[str], rules: _Rules) -> dict[tuple[str, str], Board]:
    """Return boards by index and group; where the list has the board, its rules apply."""
    known = {spec.index: spec for spec in rules.list_file.boards}
    specs = tuple(known.get(i) or BoardSpec(index=i) for i in dict.fromkeys(indexes))
    listed = rules.list_file.model_copy(update={"boards": specs})
    campaigns = run_campaigns(side.features, rules.campaigns, side.method.bonus)
    bonus = unit_bonus(side.features, campaigns, side.method.bonus, rules.adjustments)
    scored = Scored(side.features, side.method, listed, bonus, History(None, ()))
    return {(board.index, board.group): board for board in make_boards(scored)}


def _compared(a: Board, b: Board) -> BoardComparison:
    before = {row.unit: row for row in a.rows}
    rows = tuple(sorted((_unit(before[row.unit], row) for row in b.rows), key=_place))
    moves = [Move(row.unit, row.moved) for row in rows if row.moved is not None]
    return BoardComparison(
        index_a=a.index,
        index_a_name=a.index_name,
        index_b=b.index,
        index_b_name=b.index_name,
        group=b.group,
        rows=rows,
        changed=sum(row.rank_a != row.rank_b for row in rows),
        climb=max((m for m in moves if m.places > 0), key=lambda m: m.places, default=None),
        fall=min((m for m in moves if m.places < 0), key=lambda m: m.places, default=None),
        mean_change=fmean(abs(move.places) for move in moves) if moves else None,
    )


def _unit(a: BoardRow, b: BoardRow) -> UnitComparison:
    moved = None if a.rank is None or b.rank is None else a.rank - b.rank
    return UnitComparison(b.unit, a.rank, a.total, b.rank, b.total, moved)


def _place(row: UnitComparison) -> tuple[bool, int, bool, int, str]:
    return row.rank_b is None, row.rank_b or 0, row.rank_a is None, row.rank_a or 0, row.unit


def _reference(method: Method) -> MethodRef:
    return MethodRef(method.id, method.version, method.sha256)
