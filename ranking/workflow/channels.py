"""The channels: import a table of them, list them."""

from __future__ import annotations

from collections.abc import Sequence

from ranking.intake.channels import read_channels as read_channel_table
from ranking.ledger.roster import read_channels, save_channels
from ranking.model.names import key
from ranking.model.roster import Channel
from ranking.workflow.frames import channel_rows
from ranking.workflow.import_report import FileReport
from ranking.workflow.rosters import RosterNote
from ranking.workflow.tables import OpenedFile
from ranking.workflow.workspace import Workspace


def import_channels(workspace: Workspace, file: OpenedFile) -> FileReport:
    """Take a channel table in; a channel with a known id is replaced. The writer must be held.

    Raises IntakeError when two rows claim one name or id.
    """
    name = file.name
    new = [
        channel
        for table in file.recognised
        for channel in channel_rows(read_channel_table(table.table, table.recognition), name)
    ]
    with workspace.ledger.writing() as connection:
        known = {channel.channel_id: channel for channel in read_channels(connection)}
        fresh = [c for c in new if not _same(known.get(c.channel_id), c)]
        save_channels(connection, fresh)
    return FileReport(
        file=name,
        kind=file.kind,
        dataset="channels",
        rows=len(new),
        accepted=len(fresh),
        duplicate=len(new) - len(fresh),
        skipped=tuple((sheet.name, sheet.reason) for sheet in file.skipped),
    )


def list_channels(workspace: Workspace) -> list[Channel]:
    """Return all channels by id."""
    with workspace.ledger.reading() as connection:
        return read_channels(connection)


def check_channels(channels: Sequence[Channel]) -> list[RosterNote]:
    """Return names (or aliases) that several channels share: a reprint by name is ambiguous."""
    owners: dict[str, list[Channel]] = {}
    for channel in channels:
        for name in dict.fromkeys(map(key, (channel.name, *channel.aliases))):
            owners.setdefault(name, []).append(channel)
    return [
        RosterNote(
            shared[0].name,
            "this name belongs to several channels: {channels}",
            {"channels": ", ".join(channel.channel_id for channel in shared)},
        )
        for shared in owners.values()
        if len(shared) > 1
    ]


def _same(known: Channel | None, new: Channel) -> bool:
    return known is not None and (known.name, known.type, known.aliases, known.weight) == (
        new.name,
        new.type,
        new.aliases,
        new.weight,
    )
