"""Matches of articles and posts as tables: all of a month, and those that people decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime

from ranking.i18n import Translator
from ranking.model.reprint_matching import ReviewItem
from ranking.render.labels import channel_type_names, local_time, named, short
from ranking.render.network_cells import from_width, percent
from ranking.render.reprint_words import evidence_names, reason_names, verdict_names
from ranking.render.safe import line
from ranking.render.tables import Column
from ranking.render.wire import instant

_WIDE, _MEDIUM, _NARROW = 110, 90, 60
_INSTANTS = ("post_published_at", "published_at", "decided_at")


def list_columns(tr: Translator, width: int) -> list[Column]:
    """Return the columns of a month's matches: why an article counts, or does not."""
    return [
        Column("id", tr("id")),
        *from_width(width, _NARROW, Column("verdict", tr("verdict"), flexible=True)),
        *from_width(width, _MEDIUM, Column("unit", tr("unit"), flexible=True)),
        *from_width(width, _WIDE, Column("post_title", tr("post title"), flexible=True)),
        *from_width(width, _NARROW, Column("channel", tr("published in"), flexible=True)),
        Column("title", tr("article title"), flexible=True),
        Column("evidence", tr("known by"), flexible=True),
        Column("similarity", tr("similarity"), right=True),
    ]


def review_columns(tr: Translator, width: int) -> list[Column]:
    """Return the columns of what waits for review."""
    return [
        Column("id", tr("id")),
        Column("similarity", tr("similarity"), right=True),
        *from_width(width, _NARROW, Column("unit", tr("unit"), flexible=True)),
        *from_width(width, _NARROW, Column("post_title", tr("post title"), flexible=True)),
        *from_width(width, _WIDE, Column("channel", tr("published in"), flexible=True)),
        Column("title", tr("article title"), flexible=True),
        *from_width(width, _MEDIUM, Column("reason", tr("why doubtful"), flexible=True)),
    ]


def decided_columns(tr: Translator, width: int) -> list[Column]:
    """Return the columns of what people have decided."""
    return [
        Column("id", tr("id")),
        Column("decision", tr("decided"), flexible=True),
        *from_width(width, _WIDE, Column("unit", tr("unit"), flexible=True)),
        *from_width(width, _MEDIUM, Column("post_title", tr("post title"), flexible=True)),
        Column("title", tr("article title"), flexible=True),
        Column("decided_by", tr("decided by"), flexible=True),
        *from_width(width, _NARROW, Column("decided_at", tr("decided at"))),
        *from_width(width, _NARROW, Column("decision_reason", tr("reason"), flexible=True)),
    ]


def rows(items: Iterable[ReviewItem], tr: Translator) -> list[dict[str, object]]:
    """Return a row an item in the reader's language, for any of the columns; texts are cleaned.

    A post or article without a title is named by the beginning of its text.
    """
    return [_row(item, tr) for item in items]


def machine_columns() -> list[Column]:
    """Return the columns of a pipe: every field of an item, in order."""
    return [Column(field.name, field.name) for field in fields(ReviewItem)]


def records(items: Sequence[ReviewItem]) -> list[dict[str, object]]:
    """Return every field of each item as plain values; instants in UTC, numbers in full."""
    return [
        {**vars(item), **{name: _instant(getattr(item, name)) for name in _INSTANTS}}
        for item in items
    ]


def decision_word(accepted: bool | None, tr: Translator) -> str:
    """Return a decision in words; nothing = undecided."""
    if accepted is None:
        return ""
    return verdict_names(tr)["accepted" if accepted else "rejected"]


def named_channel(item: ReviewItem, tr: Translator) -> str:
    """Return where the article stands, with the type where the feed says it."""
    name = line(item.channel)
    if not item.channel_type:
        return name
    kind = named(channel_type_names(tr), item.channel_type)
    return tr("{name} ({kind})", name=name, kind=kind)


def _row(item: ReviewItem, tr: Translator) -> dict[str, object]:
    return {
        "id": item.id,
        "verdict": named(verdict_names(tr), item.verdict),
        "unit": line(item.unit),
        "post_title": line(item.post_title or item.post_excerpt),
        "channel": short(item.channel),
        "title": line(item.title or item.excerpt),
        "evidence": named(evidence_names(tr), item.evidence),
        "similarity": percent(item.similarity),
        "reason": named(reason_names(tr), item.reason),
        "decision": decision_word(item.decision, tr),
        "decided_by": line(item.decided_by or ""),
        "decided_at": local_time(item.decided_at) if item.decided_at else "",
        "decision_reason": line(item.decision_reason or ""),
    }


def _instant(value: object) -> str | None:
    return instant(value) if isinstance(value, datetime) else None
