"""Taking away what daily work leaves behind, once it is old. Nothing that was published, frozen or
recorded as evidence is ever touched: not the chain of events, nor a release, nor a snapshot.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from connectors.interface import Reason
from ranking.errors import DataError
from ranking.ledger.batches import read_batches
from ranking.ledger.database import Connection
from ranking.ledger.lifecycle import read_revisions
from ranking.ledger.retention import delete_expired, expired, read_lists
from ranking.model.month import SHANGHAI
from ranking.workflow.places import snapshot_of
from ranking.workflow.workspace import Workspace

ORPHANS = "orphans"
"""Folder of the facts that no row of the ledger named when they were moved there."""


@dataclass(frozen=True)
class Pruned:
    """What of one kind goes: how many, the oldest, and bytes (null = rows of the ledger)."""

    kind: str
    count: int
    oldest: datetime | date | None
    bytes: int | None


@dataclass(frozen=True)
class _Leftover:
    """A file or folder that nothing names. ``changed_at``: when it was last written or moved."""

    path: Path
    changed_at: datetime
    bytes: int


def prune(workspace: Workspace, *, delete: bool) -> tuple[datetime, list[Pruned]]:
    """Return the instant before which things are old, and what goes; with ``delete`` it is gone.

    Rows go in one transaction; files after it, so that a run that dies leaves more, never less.
    Raises DataError when a file cannot be deleted.
    """
    before = workspace.now() - timedelta(days=workspace.settings.audit_days)
    day = before.astimezone(SHANGHAI).date()
    harmless = Reason.WITHDRAWN.value
    if not delete:
        with workspace.ledger.reading() as connection:
            rows = expired(connection, before, day, harmless)
            files = _leftovers(workspace, connection, before)
    else:
        with workspace.sole_writer("prune"):
            with workspace.ledger.writing() as connection:
                files = _leftovers(workspace, connection, before)
                rows = delete_expired(connection, before, day, harmless)
            _delete(files)
    counted = [Pruned(row.kind, row.count, row.oldest, None) for row in rows]
    return before, [*counted, *(_summed(kind, found) for kind, found in files.items())]


def _leftovers(
    workspace: Workspace, connection: Connection, before: datetime
) -> dict[str, list[_Leftover]]:
    """Return kind → what lies beside the workspace's own files and is old.

    A release is never among them: it may have been published and its ledger lost. Nor is what the
    ledger names after all, since a former one may have been put back.
    """
    facts = workspace.settings.facts / ORPHANS
    batches = {facts / batch.path for batch in read_batches(connection)}
    revisions = [r for name in read_lists(connection) for r in read_revisions(connection, name)]
    lost = {
        snapshot_of(workspace.home, one)
        for one in revisions
        if one.manifest_sha256 and not snapshot_of(workspace.home, one).exists()
    }
    hidden = (
        path
        for path in workspace.home.glob("editions/*/*/.r*.unrecorded-*")
        if path.with_name(path.name[1:].partition(".")[0]) not in lost
    )
    orphans = (path for path in facts.rglob("*") if path.is_file() and path not in batches)
    found = {"unrecorded snapshots": hidden, "orphaned facts": orphans}
    return {kind: list(_old(paths, before)) for kind, paths in found.items()}


def _old(paths: Iterator[Path], before: datetime) -> Iterator[_Leftover]:
    for path in sorted(paths):
        whole = [path, *path.rglob("*")]
        states = [one.lstat() for one in whole]
        changed = max(max(state.st_mtime, state.st_ctime) for state in states)
        leftover = _Leftover(
            path, datetime.fromtimestamp(changed, UTC), sum(state.st_size for state in states)
        )
        if leftover.changed_at < before:
            yield leftover


def _delete(files: dict[str, list[_Leftover]]) -> None:
    for found in files.values():
        for one in found:
            try:
                if one.path.is_dir() and not one.path.is_symlink():
                    shutil.rmtree(one.path)
                else:
                    one.path.unlink(missing_ok=True)
            except OSError as error:
                raise DataError(
                    "'{file}' cannot be deleted: {reason}.",
                    file=str(one.path),
                    reason=error.strerror or error,
                    hint="Check permissions, then run the command again; it goes on from here.",
                ) from error


def _summed(kind: str, found: list[_Leftover]) -> Pruned:
    oldest = min((one.changed_at for one in found), default=None)
    return Pruned(kind, len(found), oldest, sum(one.bytes for one in found))
