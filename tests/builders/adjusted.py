"""Adjustments, confirmed by a second person unless told otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from ranking.ledger.adjustments import DECIDED, add_adjustment, decide
from ranking.ledger.adjustments import PROPOSED as LOGGED
from ranking.ledger.database import Connection
from ranking.ledger.events import Event
from ranking.model.adjustment import Adjustment, Kind, Status
from ranking.workflow.adjust_log import decided_detail, proposed_detail

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


def record(connection: Connection, month: str, *adjustments: Adjustment) -> None:
    """Put adjustments into a ledger as people would have: each proposed and decided in the log."""
    for one in adjustments:
        proposed = replace(one, **PROPOSED, decision=None)
        said = {"person": one.person, **proposed_detail(one)}
        event = Event("main", month, 1, LOGGED, one.at, one.actor, said)
        add_adjustment(connection, proposed, event)
        if one.status is not Status.PROPOSED:
            said = {"person": one.decided_by, **decided_detail(one)}
            at, by = one.decided_at or one.at, one.decided_actor or ""
            decide(connection, one, Event("main", month, 1, DECIDED[one.status], at, by, said))
