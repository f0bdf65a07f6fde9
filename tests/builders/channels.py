"""A workspace with channels, and sources that none of them is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ranking.ledger.roster import read_channels, save_channels
from ranking.model.roster import Channel
from ranking.wiring import open_workspace
from ranking.workflow.init import create_workspace
from ranking.workflow.workspace import Workspace


def made(channel_id: str, *aliases: str, origin: str = "渠道.csv", **more: object) -> Channel:
    """Return the channel of an id like ``client:甲报``."""
    kind, _, name = channel_id.partition(":")
    values: dict[str, object] = {"name": name, "type": kind, "aliases": aliases, "weight": None}
    return Channel(channel_id, origin=origin, **values | more)  # type: ignore[arg-type]


@contextmanager
def channel_workspace(home: Path, *channels: Channel) -> Iterator[Workspace]:
    """Give a new workspace with these channels."""
    create_workspace(home)
    workspace = open_workspace(home, "test", lambda *_: None)
    workspace.ledger.create()
    try:
        with workspace.ledger.writing() as connection:
            save_channels(connection, channels)
        yield workspace
    finally:
        workspace.close()


def stored(workspace: Workspace) -> dict[str, Channel]:
    """Return the channels of the ledger by id."""
    with workspace.ledger.reading() as connection:
        return {channel.channel_id: channel for channel in read_channels(connection)}
