"""What prune takes away: a line a kind, for people and for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from ranking.i18n import Translator
from ranking.model.month import SHANGHAI
from ranking.render.tables import Column
from ranking.render.wire import instant

Rows = Sequence[Mapping[str, object]]
COLUMNS = tuple(Column(name, name) for name in ("kind", "count", "oldest", "bytes"))


def machine_rows(rows: Rows) -> list[dict[str, object]]:
    """Return the rows with instants in UTC and days as they are."""
    return [dict(row) | {"oldest": _exact(row["oldest"])} for row in rows]


def shown_columns(tr: Translator) -> list[Column]:
    """Return the columns with their headings."""
    return [
        Column("kind", tr("What")),
        Column("count", tr("Number"), right=True),
        Column("oldest", tr("Oldest")),
        Column("bytes", tr("Bytes"), right=True),
    ]


def shown_rows(rows: Rows, tr: Translator) -> list[dict[str, object]]:
    """Return the rows in the reader's language, times as days of Asia/Shanghai."""
    names = _names(tr)
    return [
        dict(row) | {"kind": names[str(row["kind"])], "oldest": _day(row["oldest"])} for row in rows
    ]


def _names(tr: Translator) -> dict[str, str]:
    return {
        "calls": tr("calls to sources, by day"),
        "collections": tr("collections"),
        "gaps": tr("withdrawn posts that were missing"),
        "runs": tr("runs of the schedule, done or missed"),
        "quarantine": tr("quarantined rows, taken in since"),
        "imports": tr("imports that brought nothing"),
        "unrecorded snapshots": tr("unrecorded snapshots"),
        "orphaned facts": tr("orphaned fact files"),
    }


def _exact(value: object) -> str | None:
    if isinstance(value, datetime):
        return instant(value)
    return value.isoformat() if isinstance(value, date) else None


def _day(value: object) -> str:
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI).date()
    return value.isoformat() if isinstance(value, date) else ""
