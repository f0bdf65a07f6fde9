"""Make several channels one: their names, and the reprints that are stored under their ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ranking.errors import UsageError
from ranking.intake.channels import channel_id_of
from ranking.ledger.roster import read_channels, remove_channels, save_channels
from ranking.model.names import key
from ranking.model.roster import Channel
from ranking.workflow.channel_names import all_names, find_channel, owners_of_names
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class ChannelsMerged:
    """``channel`` as it is now, and those that are no channels of their own any more."""

    channel: Channel
    others: tuple[Channel, ...]


def merge_channels(workspace: Workspace, into: str, others: Sequence[str]) -> ChannelsMerged:
    """Merge channels, named by name or id, into one; it keeps its name, type, tier and weight.

    No reprint is touched: whoever reads them takes the ids of ``merged`` for that channel's own.
    Raises UsageError for an unknown or ambiguous name, for a channel merged into itself, and
    where a third channel of its type has one of the names.
    """
    with workspace.sole_writer("channels merge"), workspace.ledger.writing() as connection:
        known = read_channels(connection)
        target = find_channel(known, into)
        found = {one.channel_id: one for one in (find_channel(known, name) for name in others)}
        if target.channel_id in found:
            raise UsageError(
                "'{name}' ({id}) cannot be merged into itself.",
                name=target.name,
                id=target.channel_id,
                hint="Name other channels, or their ids: 'govrank channels list' shows them.",
            )
        merged = _merged(target, list(found.values()))
        _refuse_foreign_names([one for one in known if one.channel_id not in found], merged)
        remove_channels(connection, list(found))
        save_channels(connection, [merged])
    return ChannelsMerged(merged, tuple(found.values()))


def _merged(target: Channel, others: Sequence[Channel]) -> Channel:
    names = {key(name): name for one in reversed(others) for name in (one.name, *one.aliases)}
    new = [names[name] for name in sorted(names.keys() - all_names(target).keys())]
    ids = [old for one in others for old in _ids(one, target.type)]
    return replace(
        target,
        aliases=(*target.aliases, *new),
        merged=tuple(dict.fromkeys((*target.merged, *ids))),
    )


def _ids(merged: Channel, kind: str) -> list[str]:
    """Return every id that stands for a merged channel from now on.

    A feed that gives its names with its own type is to find it too, although the names are now
    aliases of a channel of another type: so the ids made of them stand for it as well.
    """
    named = [channel_id_of(merged.type, name) for name in all_names(merged)]
    return [merged.channel_id, *merged.merged, *(named if merged.type != kind else ())]


def _refuse_foreign_names(known: Sequence[Channel], merged: Channel) -> None:
    owners = owners_of_names(one for one in known if one.channel_id != merged.channel_id)
    for name in all_names(merged):
        owner = owners.get((merged.type, name))
        if owner is not None:
            raise UsageError(
                "The name '{name}' belongs to a third channel of that type: '{channel}' ({id}).",
                name=name,
                channel=owner.name,
                id=owner.channel_id,
                hint="Merge that one in too, by its id, or correct its names first.",
            )
