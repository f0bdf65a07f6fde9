"""What the demo wrote, in the order in which it is to be imported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ranking.model.month import Month


@dataclass(frozen=True)
class DemoFile:
    """A file to import.

    ``account`` (platform:id) is given where the file does not name it, ``mapping`` where the
    columns are a vendor's own.
    """

    path: Path
    account: str | None = None
    mapping: Path | None = None


@dataclass(frozen=True)
class DemoMonth:
    """The files of one month; the reprints refer to the posts.

    ``feed``: a monitoring feed of the last month, which is not imported; null for earlier ones.
    """

    month: Month
    posts: tuple[DemoFile, ...]
    reprints: tuple[DemoFile, ...]
    feed: Path | None = None


@dataclass(frozen=True)
class DemoFiles:
    """All files of the demo; roster and channels come first, then month after month."""

    roster: Path
    channels: Path
    list_file: Path
    campaigns: tuple[Path, ...]
    mapping: Path
    months: tuple[DemoMonth, ...]
