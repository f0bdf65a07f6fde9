"""Where a workspace keeps what is frozen and what is published, and its signing key."""

from __future__ import annotations

from pathlib import Path

from ranking.model.lifecycle import Revision


def snapshot_folder(home: Path, list_id: str, month: str, revision: int) -> Path:
    """Return the folder of a frozen revision."""
    return home / "editions" / list_id / month / f"r{revision}"


def release_folder(home: Path, list_id: str, month: str, revision: int) -> Path:
    """Return the folder of a published revision."""
    return home / "releases" / list_id / month / f"r{revision}"


def snapshot_of(home: Path, revision: Revision) -> Path:
    """Return the snapshot folder of a revision."""
    return snapshot_folder(home, revision.list_id, revision.month, revision.revision)


def release_of(home: Path, revision: Revision) -> Path:
    """Return the release folder of a revision."""
    return release_folder(home, revision.list_id, revision.month, revision.revision)


def current_file(home: Path, list_id: str) -> Path:
    """Return the file that names the edition of a list that is in force."""
    return home / "releases" / list_id / "current.json"


def signing_key(home: Path) -> Path:
    """Return the file of the secret key."""
    return home / "secrets" / "signing.key"


def public_key(home: Path) -> Path:
    """Return the file of the public key."""
    return home / "signing.pub"
