"""Source files and what their credentials are worth, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ranking.i18n import Translator
from ranking.render.labels import local_time, named, platform_names
from ranking.render.tables import Column
from ranking.render.wire import instant

Row = Mapping[str, Any]


def source_columns(tr: Translator) -> list[Column]:
    """Return the columns of a terminal's list of sources."""
    return [
        Column("id", tr("id"), flexible=True),
        Column("title", tr("title"), flexible=True),
        Column("kind", tr("kind")),
        Column("platforms", tr("platforms"), flexible=True),
        Column("accounts", tr("accounts"), right=True),
        Column("limits", tr("limits"), flexible=True),
        Column("calls", tr("calls today"), right=True),
        Column("collected_at", tr("last collected")),
    ]


def source_rows(sources: Sequence[Row], tr: Translator) -> list[dict[str, object]]:
    """Return the rows for a terminal; a file with faults has no more than its name."""
    names = platform_names(tr)
    return [
        {"id": source["id"], "title": tr("(faulty, see below)")}
        if source["message"]
        else {
            **source,
            "platforms": [named(names, platform) for platform in source["platforms"]],
            "limits": tr(", ").join(_limits(source, tr)),
            "collected_at": _time(source["collected_at"]),
        }
        for source in sources
    ]


def machine_source_columns() -> list[Column]:
    """Return the columns of a pipe."""
    names = ("id", "title", "kind", "platforms", "accounts", "per_second", "calls_per_day")
    more = ("calls", "collected_at", "message", "hint")
    return [Column(name, name) for name in (*names, *more)]


def check_columns(tr: Translator) -> list[Column]:
    """Return the columns of a terminal's table of credentials."""
    return [
        Column("source", tr("source"), flexible=True),
        Column("name", tr("account"), flexible=True),
        Column("unit", tr("unit"), flexible=True),
        Column("state", tr("credential")),
        Column("expires_at", tr("valid until")),
    ]


def check_rows(checks: Sequence[Row], tr: Translator) -> list[dict[str, object]]:
    """Return the rows for a terminal, those that need a person first."""
    words = {"refused": tr("REFUSED"), "unknown": tr("no answer"), "ok": tr("ok")}
    order = list(words)
    ordered = sorted(checks, key=lambda c: (order.index(c["state"]), c["source"], c["name"]))
    return [
        {**check, "state": words[check["state"]], "expires_at": _time(check["expires_at"])}
        for check in ordered
    ]


def machine_check_columns() -> list[Column]:
    """Return the columns of a pipe."""
    names = ("source", "account", "name", "unit", "state", "expires_at", "message", "hint")
    return [Column(name, name) for name in names]


def machine_rows(rows: Sequence[Row]) -> list[dict[str, object]]:
    """Return rows for a pipe or as JSON: instants in UTC."""
    return [
        {key: instant(v) if isinstance(v, datetime) else v for key, v in row.items()}
        for row in rows
    ]


def _limits(source: Row, tr: Translator) -> list[str]:
    limits = []
    if source["per_second"]:
        limits.append(tr("{number} a second", number=f"{source['per_second']:g}"))
    if source["calls_per_day"]:
        limits.append(tr("{number} a day", number=f"{source['calls_per_day']:,}"))
    return limits


def _time(instant: datetime | None) -> str | None:
    return local_time(instant) if instant else None
