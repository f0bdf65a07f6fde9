"""What the files of one import share: formats, roster, channels and known posts, loaded once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from ranking.intake.batch import REFERENCES
from ranking.intake.formats import Format
from ranking.intake.identity import references
from ranking.ledger.batches import months_with_posts
from ranking.ledger.roster import read_channels, read_roster
from ranking.workflow.facts import compact_facts, compact_month, is_stale
from ranking.workflow.frames import channels_frame, roster_frame
from ranking.workflow.tables import known_formats
from ranking.workflow.workspace import Workspace


@dataclass
class ImportRun:
    """One import of any number of files; what a file changes is loaded again when needed."""

    workspace: Workspace
    _formats: dict[Path | None, tuple[Format, ...]] = field(default_factory=dict)
    _frames: dict[str, pl.DataFrame] = field(default_factory=dict)

    def formats(self, mapping: Path | None) -> tuple[Format, ...]:
        """Return the mapping's format alone, or every known format."""
        if mapping not in self._formats:
            self._formats[mapping] = known_formats(self.workspace, mapping)
        return self._formats[mapping]

    def roster(self) -> pl.DataFrame:
        """Return ROSTER."""
        if "roster" not in self._frames:
            with self.workspace.ledger.reading() as connection:
                self._frames["roster"] = roster_frame(read_roster(connection))
        return self._frames["roster"]

    def channels(self) -> pl.DataFrame:
        """Return CHANNELS."""
        if "channels" not in self._frames:
            with self.workspace.ledger.reading() as connection:
                self._frames["channels"] = channels_frame(read_channels(connection))
        return self._frames["channels"]

    def posts(self) -> pl.DataFrame:
        """Return REFERENCES: every way to name a post of any month."""
        if "posts" not in self._frames:
            self.compact()
            with self.workspace.ledger.reading() as connection:
                months = months_with_posts(connection)
                parts = [compact_facts(self.workspace, connection, "posts", m) for m in months]
            needed = [p.select("post_id", "url", "published_at") for p in parts]
            known = references(pl.concat(needed).collect()) if needed else REFERENCES.to_frame()
            self._frames["posts"] = known
        return self._frames["posts"]

    def changed(self, frame: str) -> None:
        """Forget what a file has changed: roster, channels or posts."""
        self._frames.pop(frame, None)

    def learned(self, channels: list[pl.DataFrame]) -> None:
        """Add channels that turned up in a file and are stored now."""
        self._frames["channels"] = pl.concat([self.channels(), *channels])

    def compact(self) -> None:
        """Rewrite the compact files of every month that has new batches.

        All months are looked at: a run that was killed may have left one behind.
        """
        with self.workspace.ledger.reading() as connection:
            months = [
                m for m in months_with_posts(connection) if is_stale(self.workspace, connection, m)
            ]
        for month in months:
            with self.workspace.ledger.writing() as connection:
                compact_month(self.workspace, connection, month)
