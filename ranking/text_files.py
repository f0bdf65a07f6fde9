"""Text files: the sentences of a published list as templates that an office can edit."""

from __future__ import annotations

from pathlib import Path

from ranking.config_file import StrictFile, read_toml, validate


class TextFile(StrictFile):
    """A whole text file."""


def load_text(path: Path) -> TextFile:
    """Read a text file. Raises ConfigError with every fault by key."""
    data, digest = read_toml(path)
    return validate(TextFile, data, path).with_sha256(digest)
