"""The life of an edition: a revision for machines, its steps as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ranking.i18n import Translator
from ranking.model.lifecycle import Revision
from ranking.render.adjustments import logged
from ranking.render.labels import action_names, local_time, named, reason_names
from ranking.render.tables import Column
from ranking.render.wire import instant

_SHORT = 12
"""Characters of a SHA-256 that a person compares."""


def revision_record(revision: Revision) -> dict[str, Any]:
    """Return a revision as plain values; instants are in UTC, null = not reached."""
    return {
        "list": revision.list_id,
        "month": revision.month,
        "revision": revision.revision,
        "state": revision.state.value,
        "reason": revision.reason and revision.reason.value,
        "created_at": instant(revision.created_at),
        "cut_off": revision.cut_off and instant(revision.cut_off),
        "manifest_sha256": revision.manifest_sha256,
        "published_at": revision.published_at and instant(revision.published_at),
        "release_sha256": revision.release_sha256,
    }


def local_minute(at: datetime | None) -> str:
    """Return an instant in Asia/Shanghai to the minute; nothing for none."""
    return local_time(at) if at else ""


def machine_columns() -> list[Column]:
    """Return the columns of a pipe."""
    return [
        Column(key, key)
        for key in (
            *("at", "revision", "action", "actor", "person", "reason", "note"),
            *("number", "kind", "target", "unit", "points", "text", "decision"),
            "sha256",
        )
    ]


def machine_rows(events: Sequence[Mapping[str, Any]]) -> list[dict[str, object]]:
    """Return one row a step; instants are in UTC."""
    return [{**event["detail"], **event, "at": instant(event["at"])} for event in events]


def event_columns(tr: Translator) -> list[Column]:
    """Return the columns a person reads."""
    return [
        Column("at", tr("When")),
        Column("revision", tr("Revision"), right=True),
        Column("action", tr("Step")),
        Column("who", tr("Who"), flexible=True),
        Column("why", tr("Why"), flexible=True),
        Column("sha256", tr("SHA-256")),
    ]


def event_rows(events: Sequence[Mapping[str, Any]], tr: Translator) -> list[dict[str, object]]:
    """Return one row a step, in the reader's words."""
    return list(_rows(events, tr))


def _rows(events: Sequence[Mapping[str, Any]], tr: Translator) -> Iterator[dict[str, object]]:
    for event in events:
        detail = event["detail"]
        person, user = detail.get("person", event["actor"]), event["actor"]
        yield {
            "at": local_time(event["at"]),
            "revision": event["revision"],
            "action": named(action_names(tr), event["action"]),
            "who": person if person == user else f"{person} ({user})",
            "why": _why(detail, tr),
            "sha256": event["sha256"][:_SHORT],
        }


def _why(detail: Mapping[str, Any], tr: Translator) -> str:
    if "kind" in detail:
        return logged(detail, tr)
    reason = named(reason_names(tr), detail["reason"]) if "reason" in detail else ""
    return tr(": ").join(filter(None, (reason, detail.get("note", ""))))
