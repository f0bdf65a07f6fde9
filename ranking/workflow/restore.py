"""A workspace out of a backup: into a new folder and an empty database, after all was compared.

The folder appears whole or not at all. The database is filled in one transaction before that; a
restore that died in between has left its mark there, and goes on when it is run again.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ranking.errors import DataError, LedgerError, UsageError, VerificationError
from ranking.ledger.database import Connection, Ledger
from ranking.ledger.errors import shown
from ranking.ledger.load import fill, load_table, marked, tables_in, unmark
from ranking.ledger.version import SCHEMA_VERSION
from ranking.workflow.backup import note_backup
from ranking.workflow.backup_check import check_archive
from ranking.workflow.backup_manifest import LEDGER, WORKSPACE, BackupManifest, table_path
from ranking.workflow.backup_read import read_archive
from ranking.workflow.backup_recorded import check_recorded
from ranking.workflow.backup_write import ticking
from ranking.workflow.restore_settings import database_of
from ranking.workflow.whole_folder import whole_folder
from ranking.workflow.workspace import Progress

_TABLES = ".tables"
"""Folder of the tables on their way into the database."""


@dataclass(frozen=True)
class Restored:
    """A workspace that was restored. ``database`` is its ledger's address without a password."""

    home: Path
    database: str
    manifest: BackupManifest


def restore(
    file: Path, home: Path, url_file: Path | None, environ: Mapping[str, str], progress: Progress
) -> Restored:
    """Restore a backup into a folder that is not there yet or empty, and an empty database.

    That is the one of ``url_file``, else of GOVRANK_DATABASE_URL, else what the backup's
    govrank.toml says. Raises UsageError and LedgerError for a place that is not empty, ConfigError
    when the database cannot be told, VerificationError for a backup that is not whole, DataError
    when the folder cannot be written.
    """
    home = home.resolve()
    _check_empty(home)
    manifest = check_archive(file, progress)
    _check_schema(manifest)
    _check_space(home, manifest)
    with whole_folder(home) as part:
        _unpack(file, manifest, part, progress)
        place = database_of(part, home, url_file, environ)
        ledger = Ledger(place.now)
        try:
            _fill(ledger, manifest, part, _mark(home, manifest), progress)
        finally:
            ledger.close()
        shutil.rmtree(part / _TABLES)
        note_backup(part, manifest, file.name)
        if home.exists():
            home.rmdir()
    return Restored(home, _finish(place.final), manifest)


def _check_empty(home: Path) -> None:
    names = sorted(path.name for path in home.iterdir()) if home.is_dir() else []
    if names or (home.exists() and not home.is_dir()):
        raise UsageError(
            "'{folder}' is not empty: {names}. A backup is restored into a new folder.",
            folder=str(home),
            names=", ".join(names[:5]) or "-",
            hint="Name another folder. Nothing was changed.",
        )


def _check_schema(manifest: BackupManifest) -> None:
    if manifest.schema > SCHEMA_VERSION:
        raise VerificationError(
            "The backup was made by govrank {version}, whose ledger has schema {found}; this one "
            "knows {wanted} at most.",
            version=manifest.version,
            found=manifest.schema,
            wanted=SCHEMA_VERSION,
            hint="Install the newer govrank and restore with that. Nothing was changed.",
        )


def _check_space(home: Path, manifest: BackupManifest) -> None:
    """Whatever a manifest claims is asked of the disk before anything is written."""
    tables = (m.size for path, m in manifest.members.items() if path.startswith(LEDGER))
    needed = manifest.size + 2 * sum(tables)
    place = next(folder for folder in home.parents if folder.exists())
    free = shutil.disk_usage(place).free
    if free < needed:
        raise DataError(
            "There is not enough room for the backup in '{folder}': {needed} MB are needed, "
            "{free} MB are free.",
            folder=str(place),
            needed=needed >> 20,
            free=free >> 20,
            hint="Make room, or name a folder on another disk. Nothing was changed.",
        )


def _unpack(file: Path, manifest: BackupManifest, part: Path, progress: Progress) -> None:
    """Write the members below ``part``. Only plain new files in new folders are ever made."""
    tick = ticking(progress, manifest.size, template="Unpacking the backup")

    def begin(found: BackupManifest) -> None:
        if found != manifest:
            raise VerificationError(
                "The backup was changed while it was read.",
                hint="Run the command again when nobody writes to it. Nothing was changed.",
            )

    def take(path: str, chunks: Iterator[bytes]) -> None:
        place = _place(part, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as target:
            for chunk in chunks:
                target.write(chunk)

    read_archive(file, begin, take, tick)


def _place(part: Path, path: str) -> Path:
    if path.startswith(LEDGER):
        return part / _TABLES / path.removeprefix(LEDGER)
    return part / path.removeprefix(WORKSPACE)


def _fill(
    ledger: Ledger, manifest: BackupManifest, part: Path, mark: str, progress: Progress
) -> None:
    """Fill the database, unless a restore of the same that died has done so before."""
    found = tables_in(ledger)
    if found:
        if marked(ledger) == mark:
            return
        raise LedgerError(
            "The database {ledger} is not empty: it has {count} tables ({names}).",
            ledger=shown(ledger.url),
            count=len(found),
            names=", ".join(found[:5]),
            hint="Write the address of an empty database into a file that only you may read, and "
            "name it: --database-url-file FILE. Nothing was changed.",
        )

    def load(connection: Connection) -> None:
        for number, table in enumerate(manifest.tables):
            progress("Filling the ledger", number, len(manifest.tables))
            path = table_path(table)
            with _place(part, path).open("rb") as lines:
                load_table(connection, table, path, lines)

    def check(connection: Connection) -> None:
        members = manifest.members
        check_recorded(
            connection, manifest.event_head, members, lambda p: _place(part, p).read_bytes()
        )

    fill(ledger, manifest.schema, load, check, mark)


def _mark(home: Path, manifest: BackupManifest) -> str:
    """Tell this backup in this folder from any other."""
    digests = (hashlib.sha256(data).hexdigest() for data in (manifest.data(), str(home).encode()))
    return " ".join(digests)


def _finish(url: str) -> str:
    """Take the mark away; return the database's address as it may be shown."""
    ledger = Ledger(url)
    try:
        unmark(ledger)
        return shown(ledger.url)
    finally:
        ledger.close()
