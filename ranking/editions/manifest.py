"""The manifest of a folder: SHA-256 of every file in it, so that one signature covers them all.

The manifest and its signature lie in the folder they describe and do not list themselves; the same
names in a folder below are files like any other. Empty folders say nothing and are not listed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ranking.editions.canonical import canonical_json
from ranking.errors import DataError, VerificationError

MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.minisig"

_MISSING = "'{path}' is missing: the manifest lists it."
_EXTRA = "'{path}' is not listed in the manifest."
_NOT_PLAIN = "'{path}' is not a plain file: links and devices are not followed."
_CHANGED = "'{path}' was changed: its SHA-256 is {found}, the manifest says {expected}."
_HASH = re.compile(r"[0-9a-f]{64}")
_HINT = (
    "Fetch the whole folder again from where it was published. If it is still so, "
    "show this message to the office that published it."
)


def hash_files(folder: Path) -> dict[str, str]:
    """Return path (posix, relative, sorted) -> SHA-256 (hex) of every file in the folder.

    Raises VerificationError for what is no plain file (links are not followed) or cannot be read.
    """
    objects = _objects(folder)
    return {path: _hash(folder, path, objects[path]) for path in sorted(objects)}


def make_manifest(kind: str, fields: Mapping[str, Any], folder: Path) -> bytes:
    """Return the manifest: ``kind`` as its format, the fields, and the files of the folder.

    Instants are written in UTC. Raises VerificationError as ``hash_files`` does, and DataError
    when a field or a file name has no JSON form.
    """
    stated = {name: _in_utc(value) for name, value in fields.items()}
    return canonical_json({**stated, "format": kind, "files": hash_files(folder)})


def read_manifest(data: bytes) -> dict[str, Any]:
    """Return the manifest that ``make_manifest`` wrote.

    Raises VerificationError unless the bytes are the one spelling of their content, so that two
    different files never mean the same manifest, and ``files`` gives a hash for every path.
    """
    try:
        manifest = json.loads(data)
        intact = canonical_json(manifest) == data and _is_manifest(manifest)
    except (ValueError, RecursionError, DataError):
        intact = False
    if not intact:
        raise VerificationError(
            "'{path}' is not a manifest as govrank writes it (RFC 8785): "
            "it was changed or is incomplete.",
            path=MANIFEST,
            hint=_HINT,
        )
    return dict(manifest)


def check_manifest(folder: Path, data: bytes) -> None:
    """Compare the folder with a manifest; raise VerificationError naming the first difference.

    ``data`` are the manifest's bytes. First means first by path: changed, missing, not listed or
    no plain file. Paths of the manifest are compared and never opened.
    """
    listed: dict[str, str] = read_manifest(data)["files"]
    objects = _objects(folder)
    for path in sorted({*listed, *objects}):
        if path not in objects:
            raise _failed(_MISSING, path)
        if path not in listed:
            raise _failed(_EXTRA, path)
        if (found := _hash(folder, path, objects[path])) != listed[path]:
            raise _failed(_CHANGED, path, found=found[:12], expected=listed[path][:12])


def _objects(folder: Path) -> dict[str, bool]:
    """Return path -> whether it is a plain file, of all that lies in the folder."""
    objects: dict[str, bool] = {}
    below = [""]
    while below:
        prefix = below.pop()
        for entry in _entries(folder, prefix):
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                below.append(f"{path}/")
            elif path not in (MANIFEST, SIGNATURE):
                objects[path] = entry.is_file(follow_symlinks=False)
    return objects


def _entries(folder: Path, prefix: str) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder / prefix) as entries:
            yield from entries
    except OSError as error:
        raise _unreadable(prefix or str(folder), error) from error


def _hash(folder: Path, path: str, plain: bool) -> str:
    if not plain:
        raise _failed(_NOT_PLAIN, path)
    try:
        with (folder / path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(path, error) from error


def _is_manifest(manifest: Any) -> bool:
    if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), str):
        return False
    files = manifest.get("files")
    return isinstance(files, dict) and all(
        isinstance(digest, str) and _HASH.fullmatch(digest) for digest in files.values()
    )


def _in_utc(value: Any) -> Any:
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return value.astimezone(UTC)


def _unreadable(path: str, error: OSError) -> VerificationError:
    return VerificationError(
        "'{path}' cannot be read: {reason}.",
        path=_shown(path),
        reason=error.strerror or error,
        hint="Check that it exists and that this user may read it.",
    )


def _failed(template: str, path: str, **params: Any) -> VerificationError:
    return VerificationError(template, path=_shown(path), hint=_HINT, **params)


def _shown(path: str) -> str:
    """Return the path with escapes for what would break a line or turn the direction of text."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in path)
