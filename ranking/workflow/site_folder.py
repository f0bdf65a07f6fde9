"""The folder of a site: which files in it are its own, and how they are replaced.

``site-manifest.json`` in it lists every file that the build made. It is written before the files
are, so that what a run that died has left is known as its own; nothing else is ever touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from ranking.editions.canonical import canonical_json
from ranking.errors import UsageError
from ranking.workflow.whole_file import replace_file

SITE_MANIFEST = "site-manifest.json"
FORMAT = "govrank-site/1"
_PART = re.compile(r"\..+\.part-[0-9a-f]{16}")


@dataclass(frozen=True)
class Stored:
    """A finished file: its size, and its SHA-256 (hex)."""

    bytes: int
    sha256: str


@dataclass
class SiteFolder:
    """A site on the disk. ``written``, ``unchanged`` and ``removed`` count files of this build.

    ``known``: path → file as a build left it, null = one died before it was written;
    ``releases``: folder in the site → SHA-256 (hex) of the manifest of the release that lies there.
    """

    path: Path
    list_id: str
    known: dict[str, Stored | None]
    releases: dict[str, str]
    made: dict[str, Stored] = field(default_factory=dict)
    written: int = 0
    unchanged: int = 0
    removed: int = 0

    def claim(self, paths: Iterable[str]) -> None:
        """Note that these files will be the build's own.

        Raises UsageError for one that is there and was not made by it.
        """
        new = sorted({*paths} - {*self.known})
        for path in new:
            if os.path.lexists(self.path / path):
                raise UsageError(
                    "'{file}' is in the way: it was not made by 'govrank site'.",
                    file=str(self.path / path),
                    hint="Move it away, or name another folder with --to DIR.",
                )
        self.known.update(dict.fromkeys(new))
        self._save(self.known)

    def write(self, path: str, data: bytes) -> None:
        """Let a claimed file hold the data; one that does already is left alone."""
        stored = Stored(len(data), hashlib.sha256(data).hexdigest())
        target = self.path / path
        if _holds(target, data):
            self.keep(path, stored)
            return
        with self.replacing(path) as part:
            part.write_bytes(data)
        self.made[path] = stored

    def keep(self, path: str, stored: Stored) -> None:
        """Note that a file is as it should be."""
        self.made[path] = stored
        self.unchanged += 1

    @contextmanager
    def replacing(self, path: str) -> Iterator[Path]:
        """Give a path to write to; when the block ends well, it becomes the claimed file."""
        target = self.path / path
        part = target.with_name(f".{target.name}.part-{secrets.token_hex(8)}")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield part
            part.replace(target)
            self.written += 1
        finally:
            part.unlink(missing_ok=True)

    def finish(self, releases: Mapping[str, str]) -> None:
        """Remove what a former build made and this one did not, and list what there is."""
        for path in sorted({*self.known} - {*self.made}):
            self._remove(path)
        self.releases = dict(releases)
        self._save(self.made)

    def foreign(self) -> list[str]:
        """Return the files in the folder that the build did not make, by path."""
        found = (path for path in self.path.rglob("*") if path.is_symlink() or path.is_file())
        paths = {path.relative_to(self.path).as_posix() for path in found}
        return sorted(paths - {*self.made, SITE_MANIFEST})

    def _remove(self, path: str) -> None:
        target = self.path / path
        if target.is_file():
            target.unlink()
            self.removed += 1
        for folder in list(target.parents)[: len(PurePosixPath(path).parts) - 1]:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def _save(self, files: Mapping[str, Stored | None]) -> None:
        content = {
            "format": FORMAT,
            "list": self.list_id,
            "files": {path: stored and vars(stored) for path, stored in files.items()},
            "releases": self.releases,
        }
        data = canonical_json(content)
        if not _holds(self.path / SITE_MANIFEST, data):
            replace_file(self.path / SITE_MANIFEST, data)


def open_site(folder: Path, list_id: str) -> SiteFolder:
    """Return the folder of a site, making it where it is missing; sweep up after a dead build.

    Raises UsageError for a folder that holds something else.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        raise _not_a_site(folder)
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / SITE_MANIFEST
    if manifest.is_file():
        site = _read(folder, manifest, list_id)
    elif _empty(folder):
        site = SiteFolder(folder, list_id, {}, {})
    else:
        raise _not_a_site(folder)
    for path in [one for one in folder.rglob(".*") if _PART.fullmatch(one.name)]:
        path.unlink()
    return site


def _read(folder: Path, manifest: Path, list_id: str) -> SiteFolder:
    try:
        content = json.loads(manifest.read_bytes())
        if content["format"] != FORMAT or not all(map(_inside, content["files"])):
            raise ValueError(content["format"])
        known = {path: _stored(value) for path, value in content["files"].items()}
        other, releases = str(content["list"]), dict(content["releases"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _not_a_site(folder) from error
    if other != list_id:
        raise UsageError(
            "'{folder}' holds the site of another list, '{other}'.",
            folder=str(folder),
            other=other,
            hint="Name another folder with --to DIR.",
        )
    return SiteFolder(folder, list_id, known, releases)


def _stored(value: Any) -> Stored | None:
    return None if value is None else Stored(int(value["bytes"]), str(value["sha256"]))


def _inside(path: str) -> bool:
    """A path of the manifest must not lead out of the folder."""
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and "\\" not in path


def _empty(folder: Path) -> bool:
    """A folder in which a build died before its first file counts as empty."""
    return all(_PART.fullmatch(path.name) for path in folder.iterdir())


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _not_a_site(folder: Path) -> UsageError:
    return UsageError(
        "'{folder}' is not empty and was not made by 'govrank site'.",
        folder=str(folder),
        hint="Name an empty or new folder with --to DIR; nothing was changed.",
    )
