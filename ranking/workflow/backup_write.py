"""Writes the archive of a backup: a gzipped tar, and after it a seal over all of its bytes.

The seal is an empty gzip member whose comment is the SHA-256 of what stands before it, so that any
changed byte is found, also those that no content depends on. Any tar program unpacks the archive.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from ranking.workflow.backup_manifest import BackupManifest, Member
from ranking.workflow.workspace import Progress

MANIFEST = "manifest.json"
_LEVEL = 1
"""Most bytes are Parquet, compressed already."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_SEAL_HEAD = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"  # gzip with a comment
_SEAL_TAIL = b"\x00\x03\x00" + bytes(8)  # end of comment; no content; its checksum and length
Tick = Callable[[int], None]
"""Told of bytes that are done."""


def seal(sha256: str) -> bytes:
    """Return the last bytes of an archive, given SHA-256 (hex) of those before."""
    return _SEAL_HEAD + f"govrank backup, sha256 {sha256}".encode() + _SEAL_TAIL


SEAL_SIZE = len(seal("0" * 64))


def ticking(progress: Progress, total: int, *, template: str) -> Tick:
    """Return a function that adds up bytes and tells how far a work of ``total`` bytes is."""
    done = 0

    def tick(count: int) -> None:
        nonlocal done
        done += count
        progress(template, done, total)

    return tick


def measured(path: Path, tick: Tick) -> Member:
    """Return hash and size of a file. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
            tick(len(chunk))
    return Member(digest.hexdigest(), size)


def write_archive(
    target: Path, manifest: BackupManifest, sources: Mapping[str, Path], tick: Tick
) -> None:
    """Write the manifest and, in its order, its members; only this user may read the file.

    ``sources`` map member → where it is read from. The file is on the disk afterwards. Raises
    OSError, also when a source has become shorter.
    """
    with os.fdopen(os.open(target, _NEW, 0o600), "wb") as raw:
        sum_ = _Sum(raw)
        with (
            gzip.GzipFile("", "wb", _LEVEL, sum_, mtime=0) as zipped,
            tarfile.open(fileobj=zipped, mode="w|", format=tarfile.PAX_FORMAT) as tar,
        ):
            at = int(manifest.created_at.timestamp())
            data = manifest.data()
            tar.addfile(_header(MANIFEST, len(data), at), io.BytesIO(data))
            for path, member in manifest.members.items():
                with sources[path].open("rb") as file:
                    tar.addfile(_header(path, member.size, at), file)
                tick(member.size)
        raw.write(seal(sum_.digest.hexdigest()))
        raw.flush()
        os.fsync(raw.fileno())


def _header(path: str, size: int, at: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(path)
    header.size, header.mtime, header.mode = size, at, 0o600
    return header


class _Sum(io.RawIOBase):
    """A file for writing that sums what passes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        """Return that it can be written."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Write bytes."""
        self.digest.update(data)
        return self._file.write(data)
