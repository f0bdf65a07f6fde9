"""Is a backup whole? Everything in it is compared, and its log followed; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ranking.errors import VerificationError
from ranking.ledger.dump import DUMPED, read_dump
from ranking.ledger.events import Event, event_hash
from ranking.ledger.version import SCHEMA_VERSION
from ranking.workflow.backup_manifest import BackupManifest, table_path
from ranking.workflow.backup_read import read_archive
from ranking.workflow.backup_write import Tick, ticking
from ranking.workflow.workspace import Progress

EVENTS = table_path("edition_events")
_LONGEST_LINE = 256 << 20
_FIELDS = ("list_id", "month", "revision", "action", "at", "actor", "detail")


def check_archive(file: Path, progress: Progress) -> BackupManifest:
    """Compare every file of a backup with its manifest; return that.

    Raises UsageError when there is no such file, VerificationError naming the first difference.
    """
    heads: list[str] = []
    ticks: list[Tick] = []

    def begin(manifest: BackupManifest) -> None:
        _check_tables(manifest)
        ticks.append(ticking(progress, manifest.size, template="Comparing the backup"))

    def take(path: str, chunks: Iterator[bytes]) -> None:
        if path == EVENTS:
            heads.append(_head(chunks))

    manifest = read_archive(file, begin, take, lambda count: ticks[0](count))
    if heads != [manifest.event_head]:
        raise VerificationError(
            "The backup's log ends with event {found}; its manifest says {expected}.",
            found="".join(heads)[:12] or "-",
            expected=manifest.event_head[:12] or "-",
            hint="Use another backup, and keep this one to find out what happened to it.",
        )
    return manifest


def lines_of(path: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the lines of a member. Raises VerificationError for one too long for the memory."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
        if len(rest) > _LONGEST_LINE:
            raise VerificationError(
                "'{path}' has a line of more than {size} bytes.",
                path=path,
                size=_LONGEST_LINE,
                hint="Do not use this file: it was not made by govrank.",
            )
    if rest:
        yield rest


def _head(chunks: Iterator[bytes]) -> str:
    """Return the hash of the last event, each of which follows from the one before."""
    _, rows = read_dump(EVENTS, lines_of(EVENTS, chunks))
    head = ""
    for number, row in enumerate(rows, 1):
        if not _follows(row, head):
            raise VerificationError(
                "Event {number} of the backup's log does not follow from the one before.",
                number=number,
                hint="Use another backup, and keep this one to find out what happened to it.",
            )
        head = row["sha256"]
    return head


def _follows(row: Mapping[str, Any], head: str) -> bool:
    try:
        event = Event(**{name: row[name] for name in _FIELDS})
        return bool(row["previous_sha256"] == head and row["sha256"] == event_hash(event, head))
    except (KeyError, AttributeError, TypeError, ValueError):
        return False


def _check_tables(manifest: BackupManifest) -> None:
    """Of this program's own schema version all tables have to be there."""
    known = {table.name for table in DUMPED}
    if manifest.schema == SCHEMA_VERSION and known != set(manifest.tables):
        raise VerificationError(
            "The backup has other tables than the ledger: {tables}.",
            tables=", ".join(sorted(known ^ set(manifest.tables))),
            hint="Do not use this file: it was not made by govrank.",
        )
