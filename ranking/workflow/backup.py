"""Everything of a workspace in one file, or no file at all. The file is read back before it counts.

Secrets stay where they are: a backup is copied to places that a signing key should never see.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from ranking import __version__
from ranking.editions.canonical import canonical_json
from ranking.errors import DataError, UsageError
from ranking.ledger.batches import read_batches
from ranking.ledger.database import Connection
from ranking.ledger.dump import DUMPED, dump_table, one_moment
from ranking.ledger.events import head_hash
from ranking.ledger.version import SCHEMA_VERSION
from ranking.render.safe import file_name
from ranking.workflow.backup_check import check_archive
from ranking.workflow.backup_files import backup_files
from ranking.workflow.backup_manifest import BackupManifest, Member, table_path
from ranking.workflow.backup_recorded import check_recorded
from ranking.workflow.backup_write import measured, ticking, write_archive
from ranking.workflow.whole_file import replace_file, sync_names
from ranking.workflow.workspace import Workspace

LAST_BACKUP = "last_backup.json"
"""File of the workspace that says when it was last backed up."""
SUFFIX = ".tar.gz"


@dataclass(frozen=True)
class Backup:
    """A backup that was made, read back and found whole. ``sha256`` and ``size`` are the file's."""

    file: Path
    manifest: BackupManifest
    sha256: str
    size: int


def back_up(workspace: Workspace, target: Path) -> Backup:
    """Write a backup to a file that is not there yet, or to a new one in a folder.

    Raises UsageError for a place that will not do, DataError when it cannot be written or a file
    of the workspace is no plain one, VerificationError when the workspace is not as its ledger
    says, or the backup read back is not what was written.
    """
    file = _file(workspace, target)
    with workspace.sole_writer("backup"), _beside(workspace, file) as part:
        archive = part / "archive"
        manifest = _write(workspace, part, archive)
        check_archive(archive, workspace.progress)
        whole = measured(archive, lambda _: None)
        archive.rename(file)
        sync_names(file.parent)
        note_backup(workspace.home, manifest, file.name)
    return Backup(file, manifest, whole.sha256, whole.size)


def note_backup(home: Path, manifest: BackupManifest, name: str) -> None:
    """Remember in a workspace of when its last backup is. Raises OSError."""
    note = {"created_at": manifest.created_at, "file": name}
    replace_file(home / LAST_BACKUP, canonical_json(note))


def _write(workspace: Workspace, part: Path, archive: Path) -> BackupManifest:
    """Write the archive; ``part`` is a folder for the ledger's tables on their way there."""
    with one_moment(workspace.ledger) as connection:
        sources = _dump(workspace, connection, part)
        sources |= backup_files(workspace.home, read_batches(connection))
        manifest = BackupManifest(
            version=__version__,
            schema=SCHEMA_VERSION,
            list_id=workspace.settings.list_id,
            created_at=workspace.now().astimezone(UTC),
            event_head=head_hash(connection),
            tables=tuple(table.name for table in DUMPED),
            members=_measured(workspace, sources),
        )
        check_recorded(
            connection, manifest.event_head, manifest.members, lambda p: sources[p].read_bytes()
        )
    tick = ticking(workspace.progress, manifest.size, template="Writing the backup")
    write_archive(archive, manifest, sources, tick)
    return manifest


def _dump(workspace: Workspace, connection: Connection, part: Path) -> dict[str, Path]:
    """Write the tables of the ledger into files; return path in the backup → file."""
    files = {}
    for number, table in enumerate(DUMPED):
        workspace.progress("Reading the ledger", number, len(DUMPED))
        path = part / f"{table.name}.jsonl"
        with path.open("xb") as file:
            dump_table(connection, table, file.write)
        files[table_path(table.name)] = path
    return files


def _measured(workspace: Workspace, sources: dict[str, Path]) -> dict[str, Member]:
    total = sum(path.stat().st_size for path in sources.values())
    tick = ticking(workspace.progress, total, template="Reading the files")
    return {path: measured(file, tick) for path, file in sources.items()}


def _file(workspace: Workspace, target: Path) -> Path:
    """Return the file to write. Raises UsageError when it is there, or its folder is not."""
    if target.is_dir():
        name = f"govrank-{file_name(workspace.settings.list_id)}"
        target = target / f"{name}-{workspace.now().astimezone(UTC):%Y%m%dT%H%M%SZ}{SUFFIX}"
    if target.exists():
        raise UsageError(
            "'{file}' is there already; a backup never takes the place of another file.",
            file=str(target),
            hint="Name another file, or a folder: the name then tells list and time.",
        )
    if not target.parent.is_dir():
        raise UsageError(
            "There is no folder '{folder}' to write the backup to.",
            folder=str(target.parent),
            hint="Create it, or name another.",
        )
    return target


@contextmanager
def _beside(workspace: Workspace, file: Path) -> Iterator[Path]:
    """Give a folder beside the file that only this user may enter, and take it away again.

    So are those that backups of this workspace left when they died: there is one at a time.
    """
    whose = hashlib.sha256(str(workspace.home).encode()).hexdigest()[:12]
    part = file.with_name(f".govrank-backup-{whose}.part-{secrets.token_hex(8)}")
    try:
        for stray in file.parent.glob(f".govrank-backup-{whose}.part-*"):
            shutil.rmtree(stray)
        part.mkdir(mode=0o700)
        yield part
    except OSError as error:
        raise DataError(
            "The backup '{file}' could not be made: {place}: {reason}.",
            file=str(file),
            place=str(error.filename or "-"),
            reason=error.strerror or error,
            hint="Check free space and permissions, and that nobody edits files meanwhile; "
            "then run the command again. No backup was left half-done.",
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
