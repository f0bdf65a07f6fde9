"""The channels: import a table of them, list them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ranking.errors import IntakeError
from ranking.intake.channels import channel_id_of
from ranking.intake.channels import read_channels as read_channel_table
from ranking.ledger.roster import read_channels, save_channels
from ranking.model.names import key
from ranking.model.roster import Channel
from ranking.workflow.channel_names import all_names
from ranking.workflow.frames import channel_rows
from ranking.workflow.import_report import FileReport
from ranking.workflow.rosters import RosterNote
from ranking.workflow.tables import OpenedFile
from ranking.workflow.workspace import Workspace

CHANNEL_FLAGS = {
    "repeated": "Rows that are in the file more than once (taken once).",
    "separated": "Channels that had been merged into another and are channels of their own again.",
}
"""What an import of channels met with, by code."""


def import_channels(workspace: Workspace, file: OpenedFile) -> FileReport:
    """Take a channel table in; a channel with a known id is replaced. The writer must be held.

    What was merged into a channel stays so, unless the table has it as a channel of its own.
    Raises IntakeError when two different rows claim one name or id.
    """
    name = file.name
    tables = [read_channel_table(one.table, one.recognition) for one in file.recognised]
    told = [channel for table in tables for channel in channel_rows(table.channels, name)]
    new = _one_each(told, name)
    repeated = len(told) - len(new) + sum(table.repeated for table in tables)
    with workspace.ledger.writing() as connection:
        known = {channel.channel_id: channel for channel in read_channels(connection)}
        kept = [_with_merged(one, known.get(one.channel_id)) for one in new.values()]
        fresh = [one for one in kept if not _same(known.get(one.channel_id), one)]
        parted = _separated(fresh, known)
        save_channels(connection, parted)
    flags = {"repeated": repeated, "separated": len(_owners(known.values()).keys() & new.keys())}
    return FileReport(
        file=name,
        kind=file.kind,
        dataset="channels",
        rows=len(new) + repeated,
        accepted=len(fresh),
        duplicate=len(new) + repeated - len(fresh),
        flags={flag: count for flag, count in flags.items() if count},
        skipped=tuple((sheet.name, sheet.reason) for sheet in file.skipped),
    )


def _one_each(told: Sequence[Channel], file: str) -> dict[str, Channel]:
    """Return the channels by id. Raises IntakeError where two sheets describe one differently."""
    found: dict[str, Channel] = {}
    for channel in told:
        if not _same(found.setdefault(channel.channel_id, channel), channel):
            raise IntakeError(
                "Two sheets of {file} describe the channel '{channel}' differently; nothing was "
                "imported.",
                file=file,
                channel=channel.channel_id,
                hint="Correct one of them and import the table again.",
            )
    return found


def _with_merged(new: Channel, known: Channel | None) -> Channel:
    if new.merged or known is None:
        return new
    return replace(new, merged=known.merged)


def _owners(channels: Iterable[Channel]) -> dict[str, str]:
    """Return id that was merged → id of the channel it was merged into."""
    return {old: channel.channel_id for channel in channels for old in channel.merged}


def _separated(fresh: Sequence[Channel], known: dict[str, Channel]) -> list[Channel]:
    """Return what is to be saved: ``fresh``, and channels that give back what was merged in.

    A channel of its own takes its id and its names along.
    """
    saved = {channel.channel_id: channel for channel in fresh}
    owners = _owners((known | saved).values())
    for back in fresh:
        owner = owners.get(back.channel_id)
        if owner is not None and owner != back.channel_id:
            saved[owner] = _without(saved.get(owner, known[owner]), back)
    return [saved[channel_id] for channel_id in sorted(saved)]


def _without(owner: Channel, back: Channel) -> Channel:
    names = all_names(back)
    ids = {back.channel_id, *(channel_id_of(back.type, name) for name in names)}
    return replace(
        owner,
        aliases=tuple(alias for alias in owner.aliases if key(alias) not in names),
        merged=tuple(old for old in owner.merged if old not in ids),
    )


def list_channels(workspace: Workspace) -> list[Channel]:
    """Return all channels by id."""
    with workspace.ledger.reading() as connection:
        return read_channels(connection)


def check_channels(channels: Sequence[Channel]) -> list[RosterNote]:
    """Return names (or aliases) that several channels share: a reprint by name is ambiguous."""
    owners: dict[str, list[Channel]] = {}
    for channel in channels:
        for name in all_names(channel):
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
    return known is not None and replace(known, origin=new.origin) == new
