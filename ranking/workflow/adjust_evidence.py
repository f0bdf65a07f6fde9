"""Evidence of adjustments: copied into the workspace under its SHA-256, and checked later."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ranking.errors import UsageError
from ranking.ledger.adjustments import adjusted_months, read_adjustments
from ranking.ledger.events import read_events
from ranking.model.adjustment import Adjustment
from ranking.model.names import storable
from ranking.workflow.adjust_log import differing
from ranking.workflow.finding import Finding
from ranking.workflow.whole_file import replace_file
from ranking.workflow.workspace import Workspace

LARGEST = 100_000_000
"""Bytes of one evidence file."""
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")
_CHUNK = 1 << 20
_HINT = "Name one file of at most {most} MB: a picture, a letter, a table."


@dataclass(frozen=True)
class Evidence:
    """A file as it was read: its name without folder, its SHA-256 (hex), its bytes."""

    name: str
    sha256: str
    content: bytes


def evidence_file(home: Path, name: str, sha256: str) -> Path:
    """Return where a workspace keeps an evidence file: its hash, and its ending if it is plain."""
    suffix = Path(name).suffix
    return home / "evidence" / (sha256 + (suffix.lower() if _SUFFIX.fullmatch(suffix) else ""))


def evidence_of(home: Path, adjustment: Adjustment) -> Path:
    """Return where the evidence of an adjustment is kept."""
    return evidence_file(home, adjustment.evidence_name, adjustment.evidence_sha256)


def read_evidence(path: Path) -> Evidence:
    """Read a file that somebody names as evidence.

    Raises UsageError where it is missing, out of reach, not a regular file, empty or too large.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # before it is opened: a pipe would wait for ever
            raise _unusable(path, template="The evidence '{file}' is not a regular file.")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _unusable(
            path, template="The evidence '{file}' cannot be read: {reason}.", reason=reason
        ) from error
    if not content:
        raise _unusable(path, template="The evidence '{file}' is empty.")
    if len(content) > LARGEST:
        raise _unusable(path, template="The evidence '{file}' is larger than {most} MB.")
    return Evidence(storable(path.name), hashlib.sha256(content).hexdigest(), content)


def keep_evidence(home: Path, evidence: Evidence) -> Path:
    """Store a file under its hash, whole or not at all; only the sole writer may call this.

    What a run left unfinished that died here before is deleted.
    """
    path = evidence_file(home, evidence.name, evidence.sha256)
    path.parent.mkdir(exist_ok=True)
    for part in path.parent.glob(".*.part-*"):
        part.unlink()
    if digest_of(path) != evidence.sha256:
        replace_file(path, evidence.content)
    return path


def digest_of(path: Path) -> str | None:
    """Return the SHA-256 (hex) of a file; None = it is not there, or out of reach."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return None
    return digest.hexdigest()


def check_adjustments(workspace: Workspace) -> Iterator[Finding]:
    """Check that adjustments are what the log says, and their evidence what it was."""
    list_id = workspace.settings.list_id
    count, changed, lost = 0, [], []
    with workspace.ledger.reading() as connection:
        for month in adjusted_months(connection, list_id):
            found = read_adjustments(connection, list_id, month)
            count += len(found)
            events = read_events(connection, list_id, month)
            changed += [f"{month} #{number}" for number in differing(found, events)]
            lost += [f"{month} #{one.number}" for one in found if _lost(workspace.home, one)]
    yield Finding(
        "adjustments",
        "fault" if changed else "ok",
        "not as the log says: {which}" if changed else "{count} adjustment(s), as the log says",
        "Restore the ledger from a backup." if changed else "",
        {"which": ", ".join(changed), "count": count},
    )
    yield Finding(
        "evidence",
        "fault" if lost else "ok",
        "evidence missing or changed: {which}" if lost else "every file is as it was recorded",
        "Restore the folder 'evidence' from a backup." if lost else "",
        {"which": ", ".join(lost)},
    )


def _lost(home: Path, adjustment: Adjustment) -> bool:
    return digest_of(evidence_of(home, adjustment)) != adjustment.evidence_sha256


def _unusable(path: Path, template: str, reason: str = "") -> UsageError:
    most = LARGEST // 1_000_000
    return UsageError(template, file=str(path), most=most, reason=reason, hint=_HINT)
