"""Adjustments as somebody proposed them, and the people who decide."""

from __future__ import annotations

from ranking.model.adjustment import Adjustment, Kind, Status
from tests.builders.ledger import NOW


def adjustment(
    number: int = 1, kind: Kind = Kind.EXCLUDE_POST, target: str = "weibo:1", **more: object
) -> Adjustment:
    """Return a proposal of 张三, or what ``more`` makes of it."""
    values: dict[str, object] = {
        "unit": None,
        "points": None,
        "text": None,
        "reason": "与实际不符",
        "evidence_name": "截图.png",
        "evidence_sha256": "e" * 64,
        "person": "张三",
        "actor": "zhangsan",
        "at": NOW,
        "status": Status.PROPOSED,
        "decided_by": None,
        "decided_actor": None,
        "decided_at": None,
        "decision": None,
        **more,
    }
    return Adjustment(number=number, kind=kind, target=target, **values)
