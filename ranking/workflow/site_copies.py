"""The files of a release as the site offers them: each alone, and the whole folder in one file.

Whoever unpacks ``release.zip`` has the folder that ``govrank verify`` checks. It is stored without
compression and dated alike, so that the same release gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO
from zipfile import ZipFile, ZipInfo

from ranking.editions.manifest import MANIFEST, SIGNATURE
from ranking.editions.minisign import verify
from ranking.errors import VerificationError
from ranking.render.site.site_model import SiteFile
from ranking.workflow.site_folder import SiteFolder, Stored
from ranking.workflow.site_releases import PublishedRelease, damaged

RELEASE_ZIP = "release.zip"
PUBLIC_KEY = "signing.pub"
_FILES = "files/"
_DATE = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_CHUNK = 1 << 20


def place_of(release: PublishedRelease) -> str:
    """Return the folder of a release in the site."""
    return f"{release.revision.month}/r{release.revision.revision}"


def offered(release: PublishedRelease) -> dict[str, str]:
    """Return path in the site → path in the release, of the files that are offered alone."""
    published = sorted(path for path in release.files if path.startswith(_FILES))
    paths = [*published, MANIFEST, SIGNATURE, PUBLIC_KEY]
    return {f"{place_of(release)}/{path}": path for path in paths}


def packed(release: PublishedRelease) -> str:
    """Return the path in the site of the whole release in one file."""
    return f"{place_of(release)}/{RELEASE_ZIP}"


def put_release(site: SiteFolder, release: PublishedRelease) -> tuple[SiteFile, ...]:
    """Let the site offer the files of a release; return them.

    What a build has put there before is known by the release's manifest and the files' sizes.
    Raises VerificationError naming the first file that is not as it was published.
    """
    paths = [*offered(release), packed(release)]
    before = _put_before(site, release, paths)
    for path, stored in before.items():
        site.keep(path, stored)
    if len(before) < len(paths):
        _check_signature(release)
    for path, source in offered(release).items():
        if path not in before:
            _copy(site, path, release, source)
    if packed(release) not in before:
        _pack(site, release)
    return tuple(_site_file(path, site.made[path]) for path in paths)


def _put_before(
    site: SiteFolder, release: PublishedRelease, paths: Sequence[str]
) -> Mapping[str, Stored]:
    """Return the files that are there as a build before has left them."""
    if site.releases.get(place_of(release)) != release.revision.release_sha256:
        return {}
    known = ((path, site.known.get(path)) for path in paths)
    return {
        path: stored
        for path, stored in known
        if stored is not None and _size(site.path / path) == stored.bytes
    }


def _check_signature(release: PublishedRelease) -> None:
    """Signature and public key are in no manifest of their own; readers must be able to use them.

    ``signing.pub`` is listed in the release's, which the signature covers.
    """
    key = release.read(PUBLIC_KEY).decode("utf-8", "surrogateescape")
    try:
        signature = (release.folder / SIGNATURE).read_bytes().decode("utf-8", "surrogateescape")
        verify(key, release.manifest, signature)
    except (OSError, VerificationError) as error:
        raise damaged(release.revision, SIGNATURE) from error


def _copy(site: SiteFolder, path: str, release: PublishedRelease, source: str) -> None:
    if source in release.files:
        data = release.read(source)
    else:
        data = (release.folder / source).read_bytes()
    site.write(path, data)


def _pack(site: SiteFolder, release: PublishedRelease) -> None:
    """Write the whole folder as one file, checking every file on the way."""
    path, revision = packed(release), release.revision
    top = f"{revision.list_id}-{revision.month}-r{revision.revision}"
    with site.replacing(path) as part:
        with ZipFile(part, "w") as file:
            for source in sorted([*release.files, MANIFEST, SIGNATURE]):
                _add(file, f"{top}/{source}", release, source)
        with part.open("rb") as made:
            stored = Stored(part.stat().st_size, hashlib.file_digest(made, "sha256").hexdigest())
    site.made[path] = stored


def _add(file: ZipFile, name: str, release: PublishedRelease, source: str) -> None:
    info = ZipInfo(name, _DATE)
    info.create_system, info.external_attr = 3, _PLAIN_FILE
    digest = hashlib.sha256()
    try:
        with (release.folder / source).open("rb") as content:
            info.file_size = (release.folder / source).stat().st_size
            with file.open(info, "w") as packed_file:
                for chunk in _chunks(content):
                    digest.update(chunk)
                    packed_file.write(chunk)
    except FileNotFoundError as error:
        raise damaged(release.revision, source) from error
    if source in release.files:
        release.check(source, digest.hexdigest())


def _chunks(content: IO[bytes]) -> Iterator[bytes]:
    while chunk := content.read(_CHUNK):
        yield chunk


def _site_file(path: str, stored: Stored) -> SiteFile:
    return SiteFile(path.rpartition("/")[2], path, stored.bytes, stored.sha256)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
