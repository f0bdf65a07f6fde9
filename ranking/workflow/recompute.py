"""A frozen edition read, and computed again from its folder alone.

Neither a ledger nor a workspace, clock or network is needed: whoever has the folder gets the same
numbers, bit for bit.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ranking.editions.manifest import MANIFEST, check_manifest, read_manifest
from ranking.errors import VerificationError
from ranking.model.edition import Edition, Match
from ranking.model.edition_json import edition_from_dict, from_json
from ranking.model.month_record import MonthRecord
from ranking.workflow.month_inputs import MonthInputs
from ranking.workflow.snapshot_files import (
    EDITION,
    MATCHES,
    RECORD,
    Result,
    SnapshotHeader,
    compute,
    read_inputs,
    read_json,
    read_records,
)


@dataclass(frozen=True)
class Snapshot:
    """A snapshot whose files are those of its manifest, and the result it holds."""

    folder: Path
    manifest: bytes
    header: SnapshotHeader
    edition: Edition
    matches: tuple[Match, ...]

    @property
    def manifest_sha256(self) -> str:
        """SHA-256 (hex) of the manifest: it stands for the whole snapshot."""
        return hashlib.sha256(self.manifest).hexdigest()

    @cached_property
    def record(self) -> MonthRecord:
        """What readers are told beside the boards, as it was frozen; read when it is asked for.

        Raises VerificationError where the file cannot be read, DataError for another shape.
        """
        return from_json(MonthRecord, read_json(self.folder, RECORD))

    def inputs(self) -> MonthInputs:
        """Return what the edition was computed from."""
        return read_inputs(self.folder, self.header.month)


def load_snapshot(folder: Path) -> Snapshot:
    """Read a snapshot. Raises VerificationError naming the first file that is not as frozen."""
    manifest, header = _checked(folder)
    edition = edition_from_dict(read_json(folder, EDITION))
    matches = tuple(read_records(folder, MATCHES, Match))
    return Snapshot(folder, manifest, header, edition, matches)


def recompute(folder: Path) -> Result:
    """Compute what a snapshot came to again.

    In canonical JSON it is the bytes of ``Result.files``, which are not read.
    Raises VerificationError as ``load_snapshot`` does.
    """
    return compute(folder, _checked(folder)[1])


def _checked(folder: Path) -> tuple[bytes, SnapshotHeader]:
    """Return the manifest and its header after comparing every file with it."""
    try:
        manifest = (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise VerificationError(
            "'{folder}' is not a snapshot: {file} cannot be read ({reason}).",
            folder=str(folder),
            file=MANIFEST,
            reason=error.strerror or error,
            hint="Name a folder that govrank freeze or publish wrote, or restore it from a backup.",
        ) from error
    check_manifest(folder, manifest)
    return manifest, SnapshotHeader.of(read_manifest(manifest))
