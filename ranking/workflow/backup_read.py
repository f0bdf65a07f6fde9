"""Reads the archive of a backup, whoever made it: nothing is believed that was not compared.

Sizes are bounded by the manifest, names by what a backup holds, and no header can ask for memory.
"""

from __future__ import annotations

import gzip
import hashlib
import struct
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from ranking.errors import UsageError, VerificationError
from ranking.workflow.backup_manifest import BackupManifest, Member, read_manifest
from ranking.workflow.backup_write import MANIFEST, SEAL_SIZE, Tick, seal

Take = Callable[[str, Iterator[bytes]], None]
"""Given the path of a member and its content."""
_CHUNK = 1 << 20
_LONGEST_MANIFEST = 64 << 20
_PADDING = 1 << 16
_HINT = "Use another backup, and keep this one to find out what happened to it."
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    IndexError,
    OverflowError,
    RecursionError,
    struct.error,
    tarfile.TarError,
    zlib.error,
)


def read_archive(
    file: Path, begin: Callable[[BackupManifest], None], take: Take, tick: Tick
) -> BackupManifest:
    """Hand every member to ``take`` in the archive's order; return the manifest.

    ``begin`` is told the manifest before. Members may be handed on before they are found to
    differ. Raises UsageError when there is no such file, and VerificationError naming the first
    member that differs, is missing, is not listed, comes twice or is no plain file.
    """
    with _opened(file) as raw:
        stream = _Bounded(gzip.GzipFile(fileobj=raw))
        reader = _Reader(stream)
        with reader.guarded():
            manifest = reader.manifest()
        begin(manifest)
        seen: set[str] = set()
        while True:
            with reader.guarded():
                header = reader.next_header()
            if header is None:
                break
            member = _expected(header, manifest, seen)
            seen.add(header.name)
            content = _content(reader, header.name, member, tick)
            take(header.name, content)
            for _ in content:
                pass  # what was not taken is compared all the same
        missing = next((path for path in manifest.members if path not in seen), None)
        if missing is not None:
            raise _failed(
                missing, template="'{path}' is missing or damaged: the manifest lists it."
            )
        with reader.guarded():
            reader.check_end()
        _check_seal(raw)
    return manifest


class _Bounded:
    """A stream of which no single read may be long: a header cannot make it fill the memory."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _CHUNK:
            raise ValueError(f"a header of {size} bytes")
        return self._stream.read(size)

    def seek(self, place: int) -> int:
        return self._stream.seek(place)

    def tell(self) -> int:
        return self._stream.tell()


class _Reader:
    """The members of a tar one after the other, and where in it one is."""

    def __init__(self, stream: _Bounded) -> None:
        self.stream = stream
        self.place = "the beginning"
        self._tar: tarfile.TarFile | None = None

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn what a damaged archive causes into VerificationError that says where."""
        try:
            yield
        except _BROKEN as error:
            raise VerificationError(
                "The backup cannot be read further than {place}: {cause}.",
                place=self.place,
                cause=f"{type(error).__name__} {error}",
                hint=_HINT,
            ) from error

    def manifest(self) -> BackupManifest:
        self._tar = tarfile.open(fileobj=cast("IO[bytes]", self.stream), mode="r:")  # noqa: SIM115
        header = self._tar.next()
        if header is None or header.name != MANIFEST or header.type != tarfile.REGTYPE:
            raise ValueError(f"its first file is not {MANIFEST}")
        if header.size > _LONGEST_MANIFEST:
            raise ValueError(f"{MANIFEST} has {header.size} bytes")
        return read_manifest(b"".join(self.chunks(header.size)))

    def next_header(self) -> tarfile.TarInfo | None:
        assert self._tar is not None  # noqa: S101 - the manifest is read first
        self._tar.members = []  # type: ignore[attr-defined] # it would remember every header
        header = self._tar.next()
        self.place = "the end" if header is None else header.name
        return header

    def chunks(self, size: int) -> Iterator[bytes]:
        """Yield the content of the member whose header was read last."""
        left = size
        while left:
            chunk = self.stream.read(min(left, _CHUNK))
            if not chunk:
                raise EOFError("it ends in the middle of a file")
            left -= len(chunk)
            yield chunk

    def check_end(self) -> None:
        """Only zeros may follow, and few; reading to the end compares gzip's checksums."""
        for _ in range(_PADDING // 512):
            chunk = self.stream.read(512)
            if not chunk:
                return
            if chunk.strip(b"\0"):
                break
        raise ValueError("there is something behind the last file")


def _expected(header: tarfile.TarInfo, manifest: BackupManifest, seen: set[str]) -> Member:
    member = manifest.members.get(header.name)
    if member is None:
        raise _failed(header.name, template="'{path}' is not listed in the backup's manifest.")
    if header.name in seen:
        raise _failed(header.name, template="'{path}' is in the backup twice.")
    if header.type != tarfile.REGTYPE or header.sparse is not None:
        raise _failed(
            header.name,
            template="'{path}' is not a plain file: a backup holds no links or devices.",
        )
    if header.size != member.size:
        raise _failed(
            header.name,
            template="'{path}' has {found} bytes; the manifest says {expected}.",
            found=header.size,
            expected=member.size,
        )
    return member


def _content(reader: _Reader, path: str, member: Member, tick: Tick) -> Iterator[bytes]:
    digest = hashlib.sha256()
    with reader.guarded():
        for chunk in reader.chunks(member.size):
            digest.update(chunk)
            tick(len(chunk))
            yield chunk
    if digest.hexdigest() != member.sha256:
        raise _failed(
            path,
            template="'{path}' was changed: its SHA-256 is {found}, the manifest says {expected}.",
            found=digest.hexdigest()[:12],
            expected=member.sha256[:12],
        )


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        raw = file.open("rb")
    except OSError as error:
        raise UsageError(
            "The backup '{file}' cannot be read: {reason}.",
            file=str(file),
            reason=error.strerror or error,
            hint="Name the file that 'govrank backup' wrote.",
        ) from error
    with raw:
        yield raw


def _check_seal(raw: BinaryIO) -> None:
    """Compare the last bytes with the hash of all before them."""
    left = raw.seek(0, 2) - SEAL_SIZE
    raw.seek(0)
    digest = hashlib.sha256()
    while left > 0:
        chunk = raw.read(min(left, _CHUNK))
        digest.update(chunk)
        left -= len(chunk)
    if raw.read() != seal(digest.hexdigest()):
        raise VerificationError(
            "Every file in the backup is as it was, but the backup itself was changed: its last "
            "bytes do not fit those before.",
            hint=_HINT,
        )


def _failed(path: str, template: str, **params: Any) -> VerificationError:
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in path)
    return VerificationError(template, path=shown, hint=_HINT, **params)
