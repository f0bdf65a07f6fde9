"""A file that is the old one or the new one, whatever dies while it is written."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def replace_file(
    path: Path,
    data: bytes,
    mode: int = 0o666,
    still_holder: Callable[[], None] = lambda: None,
) -> None:
    """Write a file in place of the one before and bring it to the disk. Raises OSError.

    ``mode``: its rights, less those that the user's umask takes away. ``still_holder`` raises when
    the caller may not write any more.
    """
    part = path.with_name(f".{path.name}.part-{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(part, _NEW, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        still_holder()
        part.replace(path)
        sync_names(path.parent)
    finally:
        part.unlink(missing_ok=True)


def sync_names(folder: Path) -> None:
    """Make the names in a folder durable too; Windows has no such call and needs none."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
