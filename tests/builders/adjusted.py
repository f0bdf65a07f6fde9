"""Adjustments, confirmed by a second person unless told otherwise."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from ranking.model.adjustment import Adjustment, Kind, Status

PROPOSED = {"status": Status.PROPOSED, "decided_by": None, "decided_actor": None}
PROPOSED |= {"decided_at": None}


def adjustment(
    number: int, kind: Kind | str, target: str, *, unit: str | None = None, **more: Any
) -> Adjustment:
    """Return a confirmed adjustment; ``unit`` is dropped where the kind has none."""
    found = Kind(kind)
    points = more.pop("points", None)
    values: dict[str, Any] = {
        "number": number,
        "kind": found,
        "target": target,
        "unit": unit if found in (Kind.ATTRIBUTE_POST, Kind.ATTRIBUTE_ACCOUNT) else None,
        "points": None if points is None else Decimal(points),
        "text": None,
        "reason": "经核实",
        "evidence_name": "函.pdf",
        "evidence_sha256": "e" * 64,
        "person": "张三",
        "actor": "zhangsan",
        "at": datetime(2026, 11, 2, 1, tzinfo=UTC),
        "status": Status.CONFIRMED,
        "decided_by": "李四",
        "decided_actor": "lisi",
        "decided_at": datetime(2026, 11, 2, 2, tzinfo=UTC),
        "decision": None,
    }
    return Adjustment(**values | more)


def undo(number: int, undone: int) -> Adjustment:
    """Return the undoing of another adjustment."""
    return adjustment(number, Kind.UNDO, str(undone))
