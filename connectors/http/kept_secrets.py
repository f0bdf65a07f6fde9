"""Secrets that a platform renews or a person gives: written to a file for their owner alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from connectors.http.secrets import Secret
from connectors.interface import AccessError


def file_of(place: str) -> Path:
    """Return the file of a ``file:PATH``. Raises AccessError for a place that cannot be written."""
    kind, _, name = place.strip().partition(":")
    if kind == "file" and name:
        return Path(name)
    raise AccessError(
        "A secret that this program writes must have a file of its own.",
        hint="Write file:PATH for it in the settings of the source.",
    )


def keep_secret(place: str, secret: Secret) -> None:
    """Write a secret to a ``file:PATH``, for its owner alone, whole or not at all.

    Folders that are not there are made, for their owner alone too. Raises AccessError.
    """
    path = file_of(place)
    try:
        _make(path.parent)
        _write(path, secret)
    except OSError as error:
        reason = error.strerror or type(error).__name__
    else:
        return
    raise AccessError(
        "The secret cannot be written to {file}: {reason}.",
        hint="Check free space, and that this user may write there; what was there before stays.",
        file=str(path),
        reason=reason,
    )


def _make(folder: Path) -> None:
    """Make each folder with its rights: those of ``parents=True`` would be open to others."""
    absent = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(absent):
        one.mkdir(mode=0o700, exist_ok=True)


def _write(path: Path, secret: Secret) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")  # with 0600
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(secret.reveal().encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
