"""A collection from a WeChat and a Weibo of our own, to be struck."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ranking.errors import GovrankError
from ranking.model.collection import Outcome
from ranking.wiring import open_workspace
from ranking.workflow import collect_store
from ranking.workflow.collect import collect
from ranking.workflow.collect_report import CollectRequest
from ranking.workflow.facts import compact_facts
from tests.builders.looked import looked_at
from tests.builders.struck import Blow, Trial, strike_everywhere

_MONTHS = ("2026-10", "2026-11")
_DAYS = timedelta(days=2)


def collect_at(home: Path, now: datetime) -> None:
    """Collect the last three days, each page stored at once. Raises what an account failed of."""
    collect_store.FLUSH_SECONDS = 0.0
    workspace = replace(open_workspace(home, "test", lambda *_: None), now=lambda: now)
    today = workspace.today()
    try:
        report = collect(workspace, CollectRequest(today - _DAYS, today), sleep=lambda _: None)
    finally:
        workspace.close()
    for one in report.accounts:
        if one.outcome is not Outcome.COMPLETE:
            raise one.error or GovrankError("{account} is not complete", account=one.account)


def collected(home: Path) -> dict[str, Any]:
    """Return what was collected, however many runs it took: facts, how far it is, what is missing.

    Unfinished files in the facts store are told as well: there should be none.
    """
    with looked_at(home) as looked:
        found: dict[str, Any] = {
            "unfinished": [str(path) for path in (home / "facts").rglob("*.part")]
        }
        with looked.workspace.ledger.reading() as connection:
            for month in _MONTHS:
                frame = compact_facts(looked.workspace, connection, "posts", month).collect()
                found[month] = [
                    frame.height,
                    hashlib.sha256(str(frame.rows()).encode()).hexdigest(),
                ]
        for table, columns in (
            ("fetches", ("source", "account", "outcome", "asked", "cursor")),
            ("missing", ("source", "account", "what", "reason", "day", "first", "last")),
        ):
            rows = looked.tables[table]
            found[table] = sorted(str([row[name] for name in columns]) for row in rows)
    return found


def strike_collect(
    template: Path, now: datetime, canaries: Sequence[str], blow: Blow, start: int, stride: int
) -> int:
    """Strike a collection everywhere; return how often."""
    trial = Trial(template, lambda home: collect_at(home, now), collected, canaries)
    return strike_everywhere(trial, blow, start, stride)
