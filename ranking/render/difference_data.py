"""What changed between two editions: TSV for pipes, a record for machines."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ranking.model.difference import BoardDifference, Difference, UnitDifference
from ranking.render.tables import Column, Row, emit

_TSV = (
    *("index", "group", "unit", "status", "rank_before", "rank_after", "moved"),
    *("own", "others", "bonus", "method", "value_before", "value_recomputed", "value_after"),
    *("value_change", "bonus_before", "bonus_after", "total_before", "total_after"),
)
_UNMOVED = ("same", "unranked")


def difference_rows(found: Difference, *, everybody: bool = False) -> str:
    """Return the units of all boards as one TSV table at full precision."""
    rows = [_record(board, row) for board in found.boards for row in listed(board.rows, everybody)]
    return emit(rows, [Column(name, name) for name in _TSV], "tsv")


def difference_record(found: Difference) -> dict[str, Any]:
    """Return everything as plain dicts and lists; notes with their English sentence."""
    notes = [
        {"code": n.code, "text": n.template.format(**n.params), "params": n.params}
        for n in found.notes
    ]
    return asdict(found) | {"notes": notes}


def listed(rows: tuple[UnitDifference, ...], everybody: bool) -> list[UnitDifference]:
    """Return the units that moved, came or left, or everybody."""
    return [row for row in rows if everybody or row.status not in _UNMOVED]


def _record(board: BoardDifference, row: UnitDifference) -> Row:
    record: dict[str, object] = {"index": board.index, "group": board.group, **vars(row)}
    record |= asdict(row.causes) if row.causes else {}
    for name in ("before", "recomputed", "after"):
        score = getattr(row, name)
        record |= {f"{key}_{name}": value for key, value in vars(score).items()} if score else {}
    return record
