"""Runs of the schedule as rows, and how it stands in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ranking.i18n import Translator
from ranking.render.labels import local_time, named
from ranking.render.tables import Column

Row = Mapping[str, Any]
_MACHINE = (
    "month",
    "stage",
    "revision",
    "state",
    "due_at",
    "started_at",
    "ended_at",
    "late",
    "attempts",
    "message",
)
_STATE = ("what", "month", "stage", "revision", "state", "due_at", "late", "message")
_GROUPS = ("failed", "overdue", "unreleased", "due", "waiting", "missed", "late", "next")
_MOST = 10
"""Lines of one kind that a terminal shows."""


def machine_columns() -> list[Column]:
    """Return the columns of runs in a pipe and in JSON."""
    return [Column(name, name) for name in (*_MACHINE, "hint", "owner")]


def machine_rows(runs: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the rows of a pipe and of JSON; instants are in UTC."""
    return [dict(run) for run in runs]


def run_columns(tr: Translator) -> list[Column]:
    """Return the columns of runs for a terminal."""
    return [
        Column("month", tr("month")),
        Column("stage", tr("stage")),
        Column("revision", tr("revision"), right=True),
        Column("state", tr("state")),
        Column("due", tr("due")),
        Column("ended", tr("ended")),
        Column("late", tr("late?")),
        Column("message", tr("what came of it"), flexible=True),
    ]


def run_rows(runs: Sequence[Row], tr: Translator) -> list[dict[str, Any]]:
    """Return runs for a terminal; times are those of Shanghai."""
    return [
        {
            "month": run["month"],
            "stage": stage_name(run["stage"], tr),
            "revision": run["revision"] or "",
            "state": named(_states(tr), run["state"]),
            "due": _local(run["due_at"]),
            "ended": _local(run["ended_at"]),
            "late": tr("late") if run["late"] else "",
            "message": run["message"],
        }
        for run in runs
    ]


def state_columns() -> list[Column]:
    """Return the columns of the whole state in a pipe."""
    return [Column(name, name) for name in _STATE]


def state_rows(document: Row) -> list[dict[str, Any]]:
    """Return one row a thing: failed, overdue, unreleased (its release has passed without
    approvals), due, waiting, missed, late or next.

    The first row says whether somebody runs the schedule.
    """
    service = document["service"]
    alive = "alive" if service and service["alive"] else "dead" if service else "none"
    said = service["owner"] if service else ""
    first = {"what": "service", "state": alive, "message": said}
    return [
        first,
        *({**row, "what": name} for name in _GROUPS for row in _machine(_rows(document, name))),
    ]


def state_lines(document: Row, tr: Translator) -> Iterator[tuple[str, str]]:
    """Yield how the schedule stands, the worst first: of what kind a line is, and its text.

    Times are those of Shanghai.
    """
    yield "service", _service_line(document["service"], tr)
    for name, heading in _headings(tr).items():
        rows = _rows(document, name)
        if not rows:
            continue
        yield name, heading
        for row in rows[:_MOST]:
            yield name, "  " + _line(row, tr)
            if row.get("hint"):
                yield name, "    " + row["hint"]
        if len(rows) > _MOST:
            yield name, "  " + tr("... and {count} more", count=len(rows) - _MOST)
    if document["healthy"]:
        yield "healthy", tr("Nothing has failed, and nothing is overdue.")


def stage_name(stage: str, tr: Translator) -> str:
    """Return a stage in words; of daily work with the day of the month."""
    names = {
        "collect": tr("collection"),
        "draft": tr("draft"),
        "check": tr("check"),
        "freeze": tr("freezing"),
        "publish": tr("publication"),
    }
    kind, _, day = stage.partition("-")
    return f"{named(names, kind)} {day}".rstrip()


def _service_line(service: Row | None, tr: Translator) -> str:
    if service is None:
        return tr("Nobody runs the schedule now.")
    since, until = _local(service["since"]), _local(service["expires_at"])
    if service["alive"]:
        return tr(
            "The schedule is run by {owner} since {since}.", owner=service["owner"], since=since
        )
    return tr(
        "The schedule was run by {owner} since {since}; no sign of life after {until}.",
        owner=service["owner"],
        since=since,
        until=until,
    )


def _headings(tr: Translator) -> dict[str, str]:
    return {
        "failed": tr("Failed:"),
        "overdue": tr("Overdue:"),
        "unreleased": tr("Past its release, waiting for approval:"),
        "due": tr("Due now:"),
        "waiting": tr("Waiting for people:"),
        "missed": tr("Missed in the last 31 days:"),
        "late": tr("Done late in the last 31 days:"),
        "next": tr("Next:"),
    }


def _line(row: Row, tr: Translator) -> str:
    head = " ".join([_local(row["due_at"]), row["month"], stage_name(row["stage"], tr)])
    return (
        tr("{head}: {message}", head=head, message=row["message"]) if row.get("message") else head
    )


def _rows(document: Row, name: str) -> list[Row]:
    """Return what is of one kind; what is overdue is not said to be due as well."""
    return [row for row in document[name] if name != "due" or row not in document["overdue"]]


def _machine(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{"state": "", **row} for row in rows]


def _states(tr: Translator) -> dict[str, str]:
    return {
        "running": tr("running"),
        "done": tr("done"),
        "failed": tr("failed"),
        "waiting": tr("waiting"),
        "missed": tr("missed"),
    }


def _local(at: str | None) -> str:
    return local_time(datetime.fromisoformat(at)) if at else ""
