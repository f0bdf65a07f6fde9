"""Add one channel, or add to what is known of one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ranking.errors import UsageError
from ranking.intake.channels import channel_id_of
from ranking.ledger.roster import read_channels, save_channels
from ranking.model.names import key, storable
from ranking.model.roster import Channel
from ranking.model.vocabulary import CHANNEL_TIER_WORDS, CHANNEL_TYPE_WORDS
from ranking.workflow.channel_names import all_names, owners_of_names, sound_name
from ranking.workflow.workspace import Workspace

_ORIGIN = "channels add"
_NO_SUCH = {
    "type": "There is no channel type '{word}'.",
    "tier": "There is no channel tier '{word}'.",
}


@dataclass(frozen=True)
class ChannelWish:
    """What a person says of a channel, in the words of a channel table; None = nothing."""

    name: str
    type: str
    tier: str | None = None
    weight: float | None = None
    aliases: Sequence[str] = ()


@dataclass(frozen=True)
class ChannelAdded:
    """``channel`` as it is now; ``before`` None = it is new, the same = nothing was to be added."""

    channel: Channel
    before: Channel | None


def add_channel(workspace: Workspace, wish: ChannelWish) -> ChannelAdded:
    """Add a channel. One of that type and name is added to: it keeps what the wish does not say.

    Raises UsageError for a type, tier, weight or name that makes no sense, and for a name that
    another channel of the type has.
    """
    said = _sound(wish)
    with workspace.sole_writer("channels add"), workspace.ledger.writing() as connection:
        known = read_channels(connection)
        before = owners_of_names(known).get((said.type, key(said.name)))
        after = said if before is None else _with(before, said)
        if before is None:
            _refuse_taken_id(known, said)
        _refuse_taken_names(known, after)
        if after != before:
            save_channels(connection, [after])
    return ChannelAdded(after, before)


def _sound(wish: ChannelWish) -> Channel:
    """Return the channel that is wished for, as it would be if it were new."""
    name, kind = sound_name(wish.name), _meant("type", wish.type, CHANNEL_TYPE_WORDS)
    tier = None if wish.tier is None else _meant("tier", wish.tier, CHANNEL_TIER_WORDS)
    if wish.weight is not None and not (0 <= wish.weight < math.inf):
        raise UsageError(
            "The weight {weight} is not a number of at least 0.",
            weight=wish.weight,
            hint="Leave it out to take the method's weight of the type.",
        )
    aliases = _besides(name, map(sound_name, wish.aliases))
    own = channel_id_of(kind, name)
    return Channel(own, name, kind, aliases, wish.weight, _ORIGIN, tier)


def _meant(what: str, word: str, words: Mapping[str, str]) -> str:
    for known, value in words.items():
        if key(known) == key(word):
            return str(value)
    raise UsageError(
        _NO_SUCH[what],
        word=storable(word),
        known=", ".join(words),
        hint="Known are {known}.",
    )


def _besides(name: str, others: Sequence[str] | map[str]) -> tuple[str, ...]:
    """Return the other names, each once, without the name itself."""
    distinct = {key(other): other for other in reversed(list(others)) if key(other) != key(name)}
    return tuple(reversed(distinct.values()))


def _with(known: Channel, said: Channel) -> Channel:
    """Return the known channel with what was said of it."""
    return replace(
        known,
        aliases=_besides(known.name, [*known.aliases, *said.aliases]),
        weight=known.weight if said.weight is None else said.weight,
        tier=said.tier or known.tier,
    )


def _refuse_taken_id(known: Sequence[Channel], new: Channel) -> None:
    for channel in known:
        if new.channel_id in channel.merged:
            raise UsageError(
                "'{name}' was merged into '{channel}'.",
                name=new.name,
                channel=channel.name,
                id=channel.channel_id,
                hint="Add to that one, or import a table with both channels to separate them.",
            )
        if new.channel_id == channel.channel_id:
            raise UsageError(
                "The id '{id}' is that of another channel, '{channel}'.",
                id=new.channel_id,
                channel=channel.name,
                hint="Import the new channel from a table with an id of its own (渠道ID).",
            )


def _refuse_taken_names(known: Sequence[Channel], wanted: Channel) -> None:
    others = [channel for channel in known if channel.channel_id != wanted.channel_id]
    owners = owners_of_names(others)
    for name in all_names(wanted):
        owner = owners.get((wanted.type, name))
        if owner is not None:
            raise UsageError(
                "The name '{name}' belongs to another channel of that type: '{channel}' ({id}).",
                name=name,
                channel=owner.name,
                id=owner.channel_id,
                hint="Leave it out, or, if both are one channel, merge them: "
                "govrank channels merge NAME OTHER",
            )
