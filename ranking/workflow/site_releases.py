"""What the site shows of a release, read from its folder; every byte as its manifest has it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ranking.editions.manifest import MANIFEST, read_manifest
from ranking.errors import UsageError, VerificationError
from ranking.i18n import Translator
from ranking.ledger.lifecycle import read_revisions
from ranking.model.edition_json import edition_from_dict, from_json
from ranking.model.lifecycle import Revision, Standing, State
from ranking.model.month import Month
from ranking.model.month_record import MonthRecord
from ranking.render.publication_view import publication_view
from ranking.render.site.site_model import SiteEdition, SiteFile
from ranking.render.standing import banner
from ranking.workflow.configuration import Configuration, read_configuration
from ranking.workflow.history import month_history, standing
from ranking.workflow.places import release_of
from ranking.workflow.publication import told_of
from ranking.workflow.publishing import read_publishing
from ranking.workflow.snapshot_files import EDITION, PREVIOUS, RECORD, configuration_in
from ranking.workflow.workspace import Workspace

_SNAPSHOT = "snapshot"


@dataclass(frozen=True)
class PublishedRelease:
    """A published revision, how it stands today, and its folder.

    ``files``: path in the folder → SHA-256 (hex), as its manifest lists them.
    """

    revision: Revision
    standing: Standing | None
    folder: Path
    manifest: bytes
    files: Mapping[str, str]

    def read(self, path: str) -> bytes:
        """Return a file. Raises VerificationError where it is not as it was published."""
        try:
            data = (self.folder / path).read_bytes()
        except OSError as error:
            raise damaged(self.revision, path) from error
        self.check(path, hashlib.sha256(data).hexdigest())
        return data

    def check(self, path: str, sha256: str) -> None:
        """Raise VerificationError unless the manifest lists the path with this SHA-256 (hex)."""
        if self.files.get(path) != sha256:
            raise damaged(self.revision, path)


def published_releases(workspace: Workspace) -> list[PublishedRelease]:
    """Return the releases of the list by month and revision, as the ledger knows them.

    Raises UsageError when nothing was published, VerificationError for a manifest that is not the
    one that was.
    """
    list_id = workspace.settings.list_id
    with workspace.ledger.reading() as connection:
        published = [one for one in read_revisions(connection, list_id) if one.published_at]
    if not published:
        raise UsageError(
            "Nothing has been published: {what}.",
            what=list_id,
            hint="Look at what has been done with: govrank history MONTH",
        )
    return [_release(workspace, one) for one in published]


def site_edition(
    release: PublishedRelease, files: tuple[SiteFile, ...], tr: Translator
) -> SiteEdition:
    """Return what the site says of a release; ``files`` are those it offers.

    Raises VerificationError where the folder is damaged.
    """
    revision = release.revision
    assert revision.published_at is not None  # noqa: S101 - published_releases chose it by that
    configuration = _configuration(release)
    edition = edition_from_dict(_json(release, EDITION))
    previous = _json(release, PREVIOUS)
    told = told_of(
        configuration,
        None if previous is None else edition_from_dict(previous),
        replace(edition, state=revision.state.value),
        from_json(MonthRecord, _json(release, RECORD)),
        release.standing,
        tr.language,
    )
    publishing = read_publishing(configuration.files, configuration.list_file)
    return SiteEdition(
        view=publication_view(told, publishing, tr),
        publication=told,
        published_at=revision.published_at,
        current=revision.state is State.PUBLISHED,
        banner=banner(release.standing, tr),
        manifest_sha256=hashlib.sha256(release.manifest).hexdigest(),
        snapshot_sha256=release.files[f"{_SNAPSHOT}/{MANIFEST}"],
        files=files,
    )


def damaged(revision: Revision, path: str) -> VerificationError:
    """Return the error for a file of a release that is not as it was published."""
    return VerificationError(
        "The release {month} r{revision} is damaged: '{path}' is not as it was published.",
        month=revision.month,
        revision=revision.revision,
        path=path,
        list=revision.list_id,
        hint="Restore the folder releases/{list}/{month}/r{revision} from a backup, "
        "then run: govrank site",
    )


def _release(workspace: Workspace, revision: Revision) -> PublishedRelease:
    folder = release_of(workspace.home, revision)
    try:
        manifest = (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise damaged(revision, MANIFEST) from error
    if hashlib.sha256(manifest).hexdigest() != revision.release_sha256:
        raise damaged(revision, MANIFEST)
    told = standing(month_history(workspace, revision.month), revision.revision)
    return PublishedRelease(revision, told, folder, manifest, read_manifest(manifest)["files"])


def _configuration(release: PublishedRelease) -> Configuration:
    for path in release.files:
        if path.startswith(f"{_SNAPSHOT}/config/"):
            release.read(path)
    files = configuration_in(release.folder / _SNAPSHOT)
    return read_configuration(files, Month.parse(release.revision.month))


def _json(release: PublishedRelease, name: str) -> Any:
    return json.loads(release.read(f"{_SNAPSHOT}/{name}"))
