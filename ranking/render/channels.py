"""Channels as tables, and what was done to one, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from ranking.i18n import Translator
from ranking.model.reprint_matching import UnknownChannel
from ranking.model.roster import Channel
from ranking.render.labels import channel_tier_names, channel_type_names, short
from ranking.render.safe import line
from ranking.render.tables import Column, filled

_FIELDS = ("tier", "weight")


class Unknown(Protocol):
    """A source that no channel is, and known names like its own."""

    @property
    def source(self) -> UnknownChannel: ...  # noqa: D102

    @property
    def near(self) -> tuple[str, ...]: ...  # noqa: D102


def channel_table(
    channels: Sequence[Channel], tr: Translator, *, words: bool
) -> tuple[list[Column], list[dict[str, Any]]]:
    """Return columns and rows; ``words``: for a reader, who sees names and no empty column."""
    rows = [_row(channel, tr) if words else _record(channel) for channel in channels]
    columns = [
        Column("channel_id", tr("id"), flexible=True),
        Column("name", tr("name"), flexible=True),
        Column("type", tr("type")),
        Column("tier", tr("tier")),
        Column("weight", tr("weight"), right=True),
        Column("aliases", tr("also called"), flexible=True),
        Column("merged", tr("merged ids"), flexible=True),
    ]
    return (filled(columns, rows) if words else columns), rows


def unknown_table(
    sources: Sequence[Unknown], tr: Translator, *, words: bool
) -> tuple[list[Column], list[dict[str, Any]]]:
    """Return columns and rows of sources that no channel is; ``words``: for a reader, as above.

    A reader sees the beginning of long names and titles, a machine all of them.
    """
    rows = [_entry_in_words(one, tr) if words else _entry(one) for one in sources]
    columns = [
        Column("name", tr("source"), flexible=True),
        Column("type", tr("type")),
        Column("articles", tr("articles"), right=True),
        Column("accepted", tr("accepted"), right=True),
        Column("doubtful", tr("doubtful"), right=True),
        Column("near", tr("known names like it"), flexible=True),
        Column("example", tr("example"), flexible=True),
    ]
    return (filled(columns, rows) if words else columns), rows


def _entry(found: Unknown) -> dict[str, Any]:
    return {**vars(found.source), "near": list(found.near)}


def _entry_in_words(found: Unknown, tr: Translator) -> dict[str, Any]:
    source = found.source
    return _entry(found) | {
        "name": short(source.name),
        "type": _word(channel_type_names(tr), source.type),
        "near": list(map(short, found.near)),
        "example": short(source.example),
    }


def added_lines(channel: Channel, before: Channel | None, tr: Translator) -> Iterator[str]:
    """Yield what adding a channel came to; ``before`` None = it was not known."""
    if before is None:
        names = {"name": line(channel.name), "id": line(channel.channel_id)}
        yield tr("Added: {name} ({id}), {said}.", **names, said=_said(channel, tr))
    elif before == channel:
        yield tr("'{name}' is known, and nothing about it is new.", name=line(channel.name))
    else:
        yield tr("'{name}' was known; changed:", name=line(channel.name))
        yield from _changes(before, channel, tr)


def merged_lines(channel: Channel, others: Sequence[Channel], tr: Translator) -> Iterator[str]:
    """Yield what merging came to."""
    yield tr(
        "Merged into {name} ({id}): {others}.",
        name=line(channel.name),
        id=line(channel.channel_id),
        others=tr(", ").join(f"{line(one.name)} ({line(one.channel_id)})" for one in others),
    )
    yield tr("It is also called: {names}.", names=tr(", ").join(map(line, channel.aliases)))
    for one in others:
        lost = {name: getattr(one, name) for name in ("type", *_FIELDS)}
        kept = {name: getattr(channel, name) for name in lost}
        if any(lost[name] not in (None, kept[name]) for name in lost):
            yield tr(
                "{other} was {lost}; its reprints count from now on as those of {kept}.",
                other=short(one.name),
                lost=_said(one, tr),
                kept=_said(channel, tr),
            )


def _row(channel: Channel, tr: Translator) -> dict[str, Any]:
    return _record(channel) | {
        "type": _word(channel_type_names(tr), channel.type),
        "tier": _word(channel_tier_names(tr), channel.tier),
    }


def _record(channel: Channel) -> dict[str, Any]:
    lists = {"aliases": list(channel.aliases), "merged": list(channel.merged)}
    return {**vars(channel), **lists}


def _word(names: Mapping[str, str], value: str | None) -> str | None:
    return names.get(value, value) if value else value


def _said(channel: Channel, tr: Translator) -> str:
    """Return type, tier and weight in words; what is not said is left out."""
    row = _row(channel, tr)
    parts = [row["type"], row["tier"]]
    if channel.weight is not None:
        parts.append(tr("weight {weight}", weight=f"{channel.weight:g}"))
    return tr(", ").join(line(part) for part in parts if part)


def _changes(before: Channel, after: Channel, tr: Translator) -> Iterator[str]:
    old, new = _row(before, tr), _row(after, tr)
    labels = {"tier": tr("tier"), "weight": tr("weight")}
    for name in _FIELDS:
        if old[name] != new[name]:
            told = {"old": _told(old[name], tr), "new": _told(new[name], tr)}
            yield tr("  {what}: {old} -> {new}", what=labels[name], **told)
    fresh = [alias for alias in after.aliases if alias not in before.aliases]
    if fresh:
        yield tr("  also called: {names}", names=tr(", ").join(map(line, fresh)))


def _told(value: object, tr: Translator) -> str:
    if value is None:
        return tr("not said")
    return f"{value:g}" if isinstance(value, float) else str(value)
