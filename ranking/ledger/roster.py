"""Roster and channels in the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from ranking.ledger.tables import accounts, channels, units
from ranking.model.roster import Channel, Span


def read_roster(connection: Connection) -> list[Span]:
    """Return all spans in roster order (unit, account, start)."""
    query = (
        select(accounts, units.c.group_name)
        .join(units, units.c.name == accounts.c.unit)
        .order_by(units.c.position, accounts.c.account, accounts.c.id)
    )
    return [
        Span(
            account=row.account,
            platform=row.platform,
            native_id=row.native_id,
            name=row.name,
            aliases=tuple(row.aliases),
            unit=row.unit,
            group=row.group_name,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            origin=row.origin,
        )
        for row in connection.execute(query)
    ]


def replace_roster(connection: Connection, spans: Sequence[Span]) -> None:
    """Make ``spans`` the whole roster; units keep the order of their first appearance."""
    known = {row.name: row.group_name for row in connection.execute(select(units))}
    position = connection.execute(select(func.count()).select_from(units)).scalar_one()
    connection.execute(delete(accounts))
    for unit, group in {span.unit: span.group for span in spans}.items():
        if unit not in known:
            position += 1
            row = {"name": unit, "group_name": group, "position": position}
            connection.execute(insert(units), row)
        elif known[unit] != group:
            connection.execute(units.update().where(units.c.name == unit).values(group_name=group))
    if spans:
        connection.execute(insert(accounts), [_span_row(span) for span in spans])


def read_channels(connection: Connection) -> list[Channel]:
    """Return all channels by id."""
    return [
        Channel(
            channel_id=row.channel_id,
            name=row.name,
            type=row.type,
            aliases=tuple(row.aliases),
            weight=row.weight,
            origin=row.origin,
            tier=row.tier,
            merged=tuple(row.merged),
        )
        for row in connection.execute(select(channels).order_by(channels.c.channel_id))
    ]


def save_channels(connection: Connection, new: Sequence[Channel]) -> None:
    """Add channels; a channel with a known id replaces the one before."""
    if not new:
        return
    rows = [
        {
            "channel_id": channel.channel_id,
            "name": channel.name,
            "type": channel.type,
            "aliases": list(channel.aliases),
            "weight": channel.weight,
            "origin": channel.origin,
            "tier": channel.tier,
            "merged": list(channel.merged),
        }
        for channel in new
    ]
    remove_channels(connection, [channel.channel_id for channel in new])
    connection.execute(insert(channels), rows)


def remove_channels(connection: Connection, channel_ids: Sequence[str]) -> None:
    """Remove the channels that have these ids; an id that none has is passed over."""
    ids = [{"old_id": channel_id} for channel_id in channel_ids]
    if ids:
        named = delete(channels).where(channels.c.channel_id == bindparam("old_id"))
        connection.execute(named, ids)


def _span_row(span: Span) -> dict[str, object]:
    return {
        "account": span.account,
        "platform": span.platform,
        "native_id": span.native_id,
        "name": span.name,
        "aliases": list(span.aliases),
        "unit": span.unit,
        "valid_from": span.valid_from,
        "valid_to": span.valid_to,
        "origin": span.origin,
    }
