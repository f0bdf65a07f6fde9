"""After a crash: folders and pointer as the ledger has them. The ledger is the truth."""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ranking.editions.canonical import canonical_json
from ranking.editions.manifest import MANIFEST
from ranking.ledger.lifecycle import read_revisions
from ranking.model.lifecycle import Revision, State
from ranking.workflow.places import current_file, release_of, snapshot_of
from ranking.workflow.whole_file import replace_file
from ranking.workflow.workspace import Workspace

_REVISION = re.compile(r"r\d+")
_PART = re.compile(r"\..+\.part-[0-9a-f]+")


def repair(workspace: Workspace) -> None:
    """Undo what a step that died left half-done. Only the sole writer may call this.

    What is unfinished is deleted. A finished folder that no ledger row names is hidden as
    ``.<name>.unrecorded-<random>`` and kept: beside an older ledger, restored from a backup, it
    may be all there is. One that the ledger does name gets its name back. Raises LedgerError when
    another process has taken over.
    """
    home, list_id = workspace.home, workspace.settings.list_id
    with workspace.ledger.reading() as connection:
        revisions = read_revisions(connection, list_id)
    frozen = {snapshot_of(home, o): o.manifest_sha256 for o in revisions if o.manifest_sha256}
    published = {release_of(home, o): o.release_sha256 for o in revisions if o.release_sha256}
    for place, known in (("editions", frozen), ("releases", published)):
        _sweep(home / place / list_id, known, workspace.still_holder)
        _put_back(known, workspace.still_holder)
    point_to_current(workspace, revisions)


def point_to_current(workspace: Workspace, revisions: Sequence[Revision]) -> None:
    """Let ``current.json`` name the newest month's published revision; none = no such file."""
    path = current_file(workspace.home, workspace.settings.list_id)
    in_force = [one for one in revisions if one.state is State.PUBLISHED]
    if not in_force:
        if path.exists():
            workspace.still_holder()
            path.unlink()
        return
    current = in_force[-1]
    content = canonical_json(
        {
            "month": current.month,
            "revision": current.revision,
            "manifest_sha256": current.release_sha256,
        }
    )
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content, still_holder=workspace.still_holder)


def _sweep(folder: Path, known: Mapping[Path, str], still_holder: Callable[[], None]) -> None:
    for path in [*folder.glob(".*"), *folder.glob("*/*")]:
        if _PART.fullmatch(path.name):
            still_holder()
            _delete(path)
        elif _REVISION.fullmatch(path.name) and path not in known:
            still_holder()
            path.rename(path.with_name(f".{path.name}.unrecorded-{secrets.token_hex(8)}"))


def _put_back(known: Mapping[Path, str], still_holder: Callable[[], None]) -> None:
    """Give folders that the ledger names their name back.

    A process may be paused between its last look at its lease and the renaming of a folder that it
    believed to be unrecorded, and wake after another has recorded it.
    """
    for path, sha256 in known.items():
        if not path.exists():
            aside = sorted(path.parent.glob(f".{path.name}.unrecorded-*"))
            found = next((one for one in aside if _manifest_of(one) == sha256), None)
            if found is not None:
                still_holder()
                found.rename(path)


def _manifest_of(folder: Path) -> str | None:
    """Return SHA-256 (hex) of a folder's manifest; None = it has none."""
    manifest = folder / MANIFEST
    return hashlib.sha256(manifest.read_bytes()).hexdigest() if manifest.is_file() else None


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
