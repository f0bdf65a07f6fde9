"""Two editions side by side: what changed, who moved, and by which cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ranking.errors import UsageError
from ranking.model.difference import (
    BoardDifference,
    BoardStatus,
    Causes,
    Difference,
    Kind,
    MethodChange,
    PartChange,
    Score,
    Side,
    UnitDifference,
    UnitStatus,
)
from ranking.model.edition import Board, BoardRow, Edition, Note, Part
from ranking.model.names import key, nearest
from ranking.quality.rank_moves import causes
from ranking.quality.rank_rule import COMPETITION, RankRule

_Boards = dict[tuple[str, str], Board]
_ORDER: Mapping[UnitStatus, int] = {
    "moved": 0,
    "not_comparable": 0,
    "new": 1,
    "dropped": 2,
    "same": 3,
    "unranked": 4,
}


def diff(
    before: Edition,
    after: Edition,
    bridge: Edition | None,
    *,
    kind: Kind = "month",
    rule: RankRule = COMPETITION,
    notes: Sequence[Note] = (),
) -> Difference:
    """Return what changed from one edition to another of the same list.

    ``bridge`` is the earlier side computed by the later side's method: what differs between the two
    is the method's doing. None = both have one method, or the later one cannot rank the earlier
    side; then editions of two methods are not comparable. ``rule`` is that of the later method.
    """
    method = _method(before, after, bridge)
    known = _boards(bridge) if method == "recomputed" else {}
    first, second = _boards(before), _boards(after)
    pair = _Pair(kind, method, rule)
    return Difference(
        kind=kind,
        synthetic=before.synthetic or after.synthetic,
        decimals=after.decimals,
        before=_side(before),
        after=_side(after),
        method=method,
        inputs=tuple(
            name
            for name in dict.fromkeys([*after.inputs, *before.inputs])
            if before.inputs.get(name) != after.inputs.get(name)
        ),
        boards=tuple(
            pair.board(first.get(place), known.get(place), second.get(place))
            for place in dict.fromkeys([*second, *first])
        ),
        notes=tuple(notes),
    )


def of_unit(found: Difference, unit: str) -> Difference:
    """Return what concerns one unit. Raises UsageError for a unit that is on no board."""
    names = dict.fromkeys(row.unit for board in found.boards for row in board.rows)
    name = next((one for one in names if key(one) == key(unit)), None)
    if name is None:
        raise UsageError(
            "No unit '{unit}' on a board of {before} or {after}.",
            unit=unit,
            before=f"{found.before.month} r{found.before.revision}",
            after=f"{found.after.month} r{found.after.revision}",
            near=nearest(unit, names),
            hint="Write the name as the boards have it: govrank show {month}",
            month=found.after.month,
        )
    kept = [
        replace(board, rows=tuple(row for row in board.rows if row.unit == name))
        for board in found.boards
    ]
    return replace(found, boards=tuple(board for board in kept if board.rows))


def _boards(edition: Edition | None) -> _Boards:
    return {(b.index, b.group): b for b in edition.boards} if edition else {}


def _method(before: Edition, after: Edition, bridge: Edition | None) -> MethodChange:
    if before.method == after.method:
        return "same"
    return "recomputed" if bridge else "not_comparable"


def _side(edition: Edition) -> Side:
    return Side(
        month=edition.month,
        revision=edition.revision,
        state=edition.state,
        method=edition.method,
        posts={name: one.posts for name, one in edition.statistics.platforms.items()},
        reprints=edition.statistics.reprints,
    )


@dataclass(frozen=True)
class _Pair:
    """How the two sides of each board and unit are compared."""

    kind: Kind
    method: MethodChange
    rule: RankRule

    def board(
        self, before: Board | None, bridge: Board | None, after: Board | None
    ) -> BoardDifference:
        shown = after or before
        assert shown is not None  # noqa: S101  a place comes from one of the two
        rows = sorted(self._rows(before, bridge, after), key=_order)
        moves = [row.moved for row in rows if row.moved is not None]
        return BoardDifference(
            index=shown.index,
            index_name=shown.index_name,
            group=shown.group,
            status=_status(before, after),
            rows=tuple(rows),
            ranked=len(moves),
            moved=sum(move != 0 for move in moves),
            places=sum(map(abs, moves)),
        )

    def _rows(
        self, before: Board | None, bridge: Board | None, after: Board | None
    ) -> Iterator[UnitDifference]:
        base = before if self.method == "same" else bridge
        first, middle, last = _by_unit(before), _by_unit(bridge), _by_unit(after)
        for unit in dict.fromkeys([*last, *first]):
            old, now = first.get(unit), last.get(unit)
            moved = _moved(old, now)
            found = causes(now, base, self.rule) if now and base and moved is not None else None
            told = None if found is None or moved is None else _with_method(found, moved)
            yield self._unit(unit, old, middle.get(unit), now, told)

    def _unit(
        self,
        unit: str,
        old: BoardRow | None,
        recomputed: BoardRow | None,
        now: BoardRow | None,
        found: Causes | None,
    ) -> UnitDifference:
        as_it_was = self.method == "same" or self.kind == "method"
        base = old if as_it_was else recomputed
        known = base is not None or old is None
        return UnitDifference(
            unit=unit,
            status=_unit_status(old, now, found),
            before=_score(old),
            recomputed=_score(recomputed),
            after=_score(now),
            moved=_moved(old, now),
            causes=found,
            value_change=_change(base, now),
            parts=tuple(_parts(base, now)) if known else (),
        )


def _by_unit(board: Board | None) -> dict[str, BoardRow]:
    return {row.unit: row for row in board.rows} if board else {}


def _status(before: Board | None, after: Board | None) -> BoardStatus:
    if before is None:
        return "new"
    return "both" if after else "dropped"


def _rank(row: BoardRow | None) -> int | None:
    return row.rank if row else None


def _moved(old: BoardRow | None, now: BoardRow | None) -> int | None:
    first, last = _rank(old), _rank(now)
    return None if first is None or last is None else first - last


def _with_method(found: Causes, moved: int) -> Causes:
    """Add the places between the earlier rank and the one by the later method."""
    return replace(found, moved=moved, method=moved - found.moved)


def _unit_status(old: BoardRow | None, now: BoardRow | None, found: Causes | None) -> UnitStatus:
    first, last = _rank(old), _rank(now)
    if first is None or last is None:
        return "unranked" if first == last else "new" if first is None else "dropped"
    if found is None:
        return "not_comparable"
    return "same" if first == last else "moved"


def _score(row: BoardRow | None) -> Score | None:
    return Score(row.rank, row.value, row.bonus, row.total) if row else None


def _change(base: BoardRow | None, now: BoardRow | None) -> float | None:
    if base is None or now is None or base.value is None or now.value is None:
        return None
    return now.value - base.value


def _parts(base: BoardRow | None, now: BoardRow | None) -> Iterator[PartChange]:
    first, last = base.parts if base else {}, now.parts if now else {}
    for name in dict.fromkeys([*last, *first]):
        old, new = first.get(name), last.get(name)
        yield PartChange(name, _feature(new or old), *_numbers(old, new))


def _feature(part: Part | None) -> str:
    return part.feature if part else ""


def _numbers(
    old: Part | None, new: Part | None
) -> tuple[float | None, float | None, float | None, float | None]:
    return (
        old.count if old else None,
        new.count if new else None,
        old.points if old else None,
        new.points if new else None,
    )


def _order(row: UnitDifference) -> tuple[int, int, int, int, str]:
    last = row.after.rank if row.after else None
    first = row.before.rank if row.before else None
    return _ORDER[row.status], -abs(row.moved or 0), last or 0, first or 0, row.unit
