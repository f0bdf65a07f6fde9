"""What the schedule has done: one row a stage of a month, written over by every attempt."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from ranking.ledger.tables import runs
from ranking.model.run import Run, RunState

_KEY = ("list_id", "month", "stage", "revision")
_COLUMNS = tuple(runs.c[name] for name in Run.__dataclass_fields__)


def read_runs(connection: Connection, list_id: str) -> list[Run]:
    """Return the runs of a list, by due instant, then by month, stage and revision."""
    query: Select[Any] = (
        select(*_COLUMNS)
        .where(runs.c.list_id == list_id)
        .order_by(runs.c.due_at, runs.c.month, runs.c.stage, runs.c.revision)
    )
    return [_run(row) for row in connection.execute(query)]


def put_run(connection: Connection, run: Run) -> None:
    """Store a run in the caller's transaction, in place of the row of the same stage.

    Only the holder of the schedule's lease may call this: two would not see each other's row.
    """
    values = {**vars(run), "state": run.state.value, "detail": dict(run.detail)}
    same = [runs.c[name] == values[name] for name in _KEY]
    if connection.execute(update(runs).where(*same).values(**values)).rowcount == 0:
        connection.execute(insert(runs).values(**values))


def last_run_at(connection: Connection) -> datetime | None:
    """Return the latest instant at which any run began or ended; None = there was none."""
    found = connection.execute(select(func.max(runs.c.started_at), func.max(runs.c.ended_at))).one()
    return max((at for at in found if at is not None), default=None)


def _run(row: Row[Any]) -> Run:
    return Run(**{**row._mapping, "state": RunState(row.state)})
