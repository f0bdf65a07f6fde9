"""After a crash: folders and pointer as the ledger has them. The ledger is the truth."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from ranking.editions.canonical import canonical_json
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
    may be all there is.
    """
    home, list_id = workspace.home, workspace.settings.list_id
    with workspace.ledger.reading() as connection:
        revisions = read_revisions(connection, list_id)
    frozen = {snapshot_of(home, one) for one in revisions if one.manifest_sha256}
    published = {release_of(home, one) for one in revisions if one.release_sha256}
    _sweep(home / "editions" / list_id, frozen)
    _sweep(home / "releases" / list_id, published)
    point_to_current(workspace, revisions)


def point_to_current(workspace: Workspace, revisions: Sequence[Revision]) -> None:
    """Let ``current.json`` name the newest month's published revision; none = no such file."""
    path = current_file(workspace.home, workspace.settings.list_id)
    in_force = [one for one in revisions if one.state is State.PUBLISHED]
    if not in_force:
        path.unlink(missing_ok=True)
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
        replace_file(path, content)


def _sweep(folder: Path, known: set[Path]) -> None:
    for path in [*folder.glob(".*"), *folder.glob("*/*")]:
        if _PART.fullmatch(path.name):
            _delete(path)
        elif _REVISION.fullmatch(path.name) and path not in known:
            path.rename(path.with_name(f".{path.name}.unrecorded-{secrets.token_hex(8)}"))


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
