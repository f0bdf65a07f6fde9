"""Do the files of a backup fit its ledger? Compared by their hashes; the facts are not read again.

The same questions are asked before a backup counts as made and before a restored folder appears.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ranking.editions.manifest import MANIFEST, SIGNATURE, read_manifest
from ranking.editions.minisign import verify
from ranking.errors import VerificationError
from ranking.ledger.adjustments import adjusted_months, read_adjustments
from ranking.ledger.batches import read_batches
from ranking.ledger.database import Connection
from ranking.ledger.events import broken_event, head_hash
from ranking.ledger.lifecycle import read_revisions
from ranking.ledger.retention import read_lists
from ranking.model.lifecycle import Revision
from ranking.workflow.adjust_evidence import evidence_of
from ranking.workflow.backup_manifest import WORKSPACE, Member

Read = Callable[[str], bytes]
"""Returns the content of a member."""
_HINT = "Run 'govrank doctor' in the workspace that the backup is made of, or use another backup."


def check_recorded(
    connection: Connection, head: str, members: Mapping[str, Member], read: Read
) -> None:
    """Compare every file that the ledger speaks of with what it says, and the log with ``head``.

    That is each batch of facts, the evidence of each adjustment, and of each edition the frozen and
    the published folder, complete and signed. Raises VerificationError naming the first that
    differs.
    """
    _check_log(connection, head)
    for batch in read_batches(connection):
        _check(members, f"{WORKSPACE}facts/{batch.path}", batch.sha256)
    for path, digest in _evidence(connection):
        _check(members, path, digest)
    revisions = (r for name in read_lists(connection) for r in read_revisions(connection, name))
    for revision in revisions:
        if revision.manifest_sha256:
            _check_folder(members, _folder("editions", revision), revision.manifest_sha256, read)
        if revision.release_sha256:
            folder = _folder("releases", revision)
            _check_folder(members, folder, revision.release_sha256, read)
            _check_signature(folder, read)


def _evidence(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield path and SHA-256 of every file that an adjustment rests on."""
    for list_id in read_lists(connection):
        for month in adjusted_months(connection, list_id):
            for one in read_adjustments(connection, list_id, month):
                place = evidence_of(Path(), one).as_posix()
                yield f"{WORKSPACE}{place}", one.evidence_sha256


def _check_log(connection: Connection, head: str) -> None:
    broken = broken_event(connection)
    if broken is not None:
        raise VerificationError(
            "Event {event} of the ledger does not follow from the one before: the log was changed.",
            event=broken,
            hint=_HINT,
        )
    if (found := head_hash(connection)) != head:
        raise VerificationError(
            "The log's last event is {found}; the backup's manifest says {expected}.",
            found=found[:12] or "-",
            expected=head[:12] or "-",
            hint=_HINT,
        )


def _folder(kind: str, revision: Revision) -> str:
    place = f"{revision.list_id}/{revision.month}/r{revision.revision}"
    return f"{WORKSPACE}{kind}/{place}/"


def _check_folder(members: Mapping[str, Member], folder: str, sha256: str, read: Read) -> None:
    """Compare a folder's manifest with the ledger, and its files with the manifest."""
    _check(members, folder + MANIFEST, sha256)
    listed = read_manifest(read(folder + MANIFEST))["files"]
    for path, digest in listed.items():
        _check(members, folder + path, digest)
    own = {folder + name for name in (*listed, MANIFEST, SIGNATURE)}
    extra = next((p for p in members if p.startswith(folder) and p not in own), None)
    if extra is not None:
        raise VerificationError(
            "'{path}' is not listed in the manifest of its folder.", path=extra, hint=_HINT
        )


def _check_signature(folder: str, read: Read) -> None:
    """With the key that the release names: an office may have begun another since."""
    key, signature = (
        read(folder + name).decode("utf-8", "surrogateescape")
        for name in ("signing.pub", SIGNATURE)
    )
    verify(key, read(folder + MANIFEST), signature)


def _check(members: Mapping[str, Member], path: str, expected: str) -> None:
    found = members[path].sha256 if path in members else "-"
    if found != expected:
        raise VerificationError(
            "'{path}' is not as it was recorded: its SHA-256 is {found}, expected is {expected}.",
            path=path.removeprefix(WORKSPACE),
            found=found[:12],
            expected=expected[:12],
            hint=_HINT,
        )
