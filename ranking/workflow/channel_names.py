"""Which channel a person means by a name or an id, and whose a name is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ranking.errors import UsageError
from ranking.model.names import clean, key, nearest, storable
from ranking.model.roster import Channel

_LONGEST = 200
"""No platform has longer names."""
_NEAR = 3


def all_names(channel: Channel) -> dict[str, None]:
    """Return the names.key of a channel's name and aliases, each once, the name first."""
    return dict.fromkeys(map(key, (channel.name, *channel.aliases)))


def owners_of_names(channels: Iterable[Channel]) -> dict[tuple[str, str], Channel]:
    """Return (type, names.key) → the first channel that is called so."""
    owners: dict[tuple[str, str], Channel] = {}
    for channel in channels:
        for name in all_names(channel):
            owners.setdefault((channel.type, name), channel)
    return owners


def find_channel(channels: Sequence[Channel], wanted: str) -> Channel:
    """Return the channel with this id, also one that was merged into it, or of this name.

    Raises UsageError for a name that none has, with near ones, or that several have, with their
    ids.
    """
    by_id = {old: one for one in channels for old in one.merged}
    by_id |= {one.channel_id: one for one in channels}
    if wanted in by_id:
        return by_id[wanted]
    named = [one for one in channels if key(wanted) in all_names(one)]
    if len(named) == 1:
        return named[0]
    if named:
        raise UsageError(
            "Several channels are called '{name}': {channels}.",
            name=storable(wanted),
            channels=", ".join(one.channel_id for one in named),
            hint="Name it by its id.",
        )
    known = [name for one in channels for name in (one.name, *one.aliases)]
    raise UsageError(
        "No channel is called '{name}'.",
        name=storable(wanted),
        near=nearest(wanted, known, _NEAR),
        hint="'govrank channels list' shows them; 'govrank channels add' adds one.",
    )


def sound_name(text: str) -> str:
    """Return a name as it is stored. Raises UsageError for one that is empty or no name."""
    name = clean(storable(text))
    if not key(name) or len(name) > _LONGEST or not name.isprintable():
        raise UsageError(
            "'{name}' cannot be the name of a channel: 1 to {most} printable characters are "
            "expected.",
            name=name[:_LONGEST],
            most=_LONGEST,
            hint="Give the name as its readers know it.",
        )
    return name
