"""What prune takes away, as a person and as a machine read it."""

from datetime import UTC, date, datetime

from ranking.i18n import Translator
from ranking.render.prune import machine_rows, shown_columns, shown_rows

ROWS = [
    {"kind": "runs", "count": 2, "oldest": datetime(2026, 1, 1, 20, tzinfo=UTC), "bytes": None},
    {"kind": "calls", "count": 1, "oldest": date(2026, 1, 2), "bytes": None},
    {"kind": "orphaned facts", "count": 0, "oldest": None, "bytes": 0},
]


def test_machines_get_instants_in_utc_and_days_as_they_are() -> None:
    """Nothing where there is nothing."""
    found = [row["oldest"] for row in machine_rows(ROWS)]
    assert found == ["2026-01-01T20:00:00Z", "2026-01-02", None]


def test_people_get_days_of_shanghai() -> None:
    """An evening in London is the next day there."""
    tr = Translator("en")
    assert [row["oldest"] for row in shown_rows(ROWS, tr)] == ["2026-01-02", "2026-01-02", ""]
    assert [column.label for column in shown_columns(tr)] == ["What", "Number", "Oldest", "Bytes"]
