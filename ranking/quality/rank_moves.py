"""Large moves between two editions, taken apart into what caused them."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from ranking.model.check import Evidence, Flag
from ranking.model.difference import Causes
from ranking.model.edition import Board, BoardRow, Edition
from ranking.quality.kinds import flag
from ranking.quality.rank_rule import COMPETITION, RankRule

LEAST_SHARE = 0.25
"""Of a board's ranked units: in the middle of a large board ten places lie close together."""
LEAST_TIMES = 2.0
"""Times the middle move of the board: where a quiet month gave way to a busy one all move far."""


def rank_moves(
    edition: Edition, previous: Edition | None, least: int, rule: RankRule
) -> Iterator[Flag]:
    """Yield large moves, by board and rank: at least ``least`` places, a quarter of the board and
    twice its middle move. ``rule`` is that of the edition's method.

    Indices of two methods are not comparable: then a move is only reported.
    """
    if previous is None:
        return
    boards = {(board.index, board.group): board for board in previous.boards}
    same = edition.method == previous.method
    for board in edition.boards:
        before = boards.get((board.index, board.group))
        large = _large(board, least)
        for row in board.rows if before else ():
            if before and row.moved is not None and abs(row.moved) >= large:
                yield _flag(board, row, before, rule) if same else _by_method(board, row)


def _large(board: Board, least: int) -> float:
    moves = [abs(row.moved) for row in board.rows if row.moved is not None]
    ranked = sum(row.rank is not None for row in board.rows)
    return max(least, LEAST_SHARE * ranked, LEAST_TIMES * median(moves) if moves else 0)


def causes(row: BoardRow, before: Board, rule: RankRule = COMPETITION) -> Causes | None:
    """Take a move since the board ``before`` of the same method apart, ``rule`` is the method's.

    None = a rank or a value is missing on one of them.
    """
    old = next((one for one in before.rows if one.unit == row.unit), None)
    if old is None or old.rank is None or row.rank is None or row.value is None:
        return None
    rivals = [r.total for r in before.rows if r.rank is not None and r.unit != row.unit]
    totals = [total for total in rivals if total is not None]
    with_own = rule.place(row.value + old.bonus, totals)
    with_bonus = rule.place(row.value + row.bonus, totals)
    return Causes(
        moved=old.rank - row.rank,
        own=old.rank - with_own,
        others=with_bonus - row.rank,
        bonus=with_own - with_bonus,
        method=0,
    )


def _flag(board: Board, row: BoardRow, before: Board, rule: RankRule) -> Flag:
    found = causes(row, before, rule)
    if found is None:
        return _by_method(board, row)
    evidence = _move(board, row) | {
        "own": found.own,
        "bonus": found.bonus,
        "others": found.others,
    }
    most = _most(row, next(one for one in before.rows if one.unit == row.unit))
    if most is None:
        return flag("rank_moved", evidence, unit=row.unit)
    feature, count_before, count_after = most
    numbers: Evidence = {
        "feature": feature,
        "count_before": count_before,
        "count_after": count_after,
    }
    return flag("rank_moved_most", {**evidence, **numbers}, unit=row.unit)


def _by_method(board: Board, row: BoardRow) -> Flag:
    return flag("rank_moved_method", _move(board, row), unit=row.unit)


def _move(board: Board, row: BoardRow) -> dict[str, str | int | float | None]:
    return {
        "index": board.index_name,
        "group": board.group,
        "before": row.previous_rank,
        "after": row.rank,
        "moved": row.moved,
    }


def _most(row: BoardRow, old: BoardRow) -> tuple[str, float, float] | None:
    """Return the feature whose points changed most, with its counts; None = points are unknown."""
    changes = {
        name: abs(part.points - was.points)
        for name, part in row.parts.items()
        if part.points is not None
        and part.count is not None
        and (was := old.parts.get(name))
        and was.points is not None
        and was.count is not None
    }
    if not changes:
        return None
    name = max(changes, key=lambda one: (changes[one], one))
    counts = old.parts[name].count, row.parts[name].count
    return row.parts[name].feature, counts[0] or 0.0, counts[1] or 0.0
