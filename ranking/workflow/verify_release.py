"""A release checked as a reader would: from its folder and a public key, and nothing else.

No ledger, workspace, clock or network. The first object that fails is named and ends the check.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ranking.editions.canonical import canonical_json
from ranking.editions.manifest import MANIFEST, SIGNATURE, check_manifest, read_manifest
from ranking.editions.minisign import verify
from ranking.errors import VerificationError
from ranking.ledger.events import RecordedEvent
from ranking.model.lifecycle import Reason, State
from ranking.workflow.automatic import is_automatic
from ranking.workflow.recompute import Snapshot, load_snapshot, recompute
from ranking.workflow.release import FORMAT, published_files
from ranking.workflow.snapshot_files import read_adjustments
from ranking.workflow.verify_files import check_files, check_json, other_tools
from ranking.workflow.verify_log import EVENTS, check_adjustments, check_approvals, check_events
from ranking.workflow.verify_parts import HINT, Held, Tell, bytes_of, quoted, reading

APPROVALS = "approvals.json"
_APPROVED = "approved by {people}"
_AUTOMATIC = "published without two approvals, as its own list file says; approved by {people}"


@dataclass(frozen=True)
class Release:
    """A release that was checked: the fields of its manifest, its snapshot, the log it carries."""

    folder: Path
    manifest: bytes
    fields: Mapping[str, Any]
    snapshot: Snapshot
    events: tuple[RecordedEvent, ...]

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of the manifest, as the official notice prints it."""
        return hashlib.sha256(self.manifest).hexdigest()


def verify_release(folder: Path, public_text: str, tell: Tell) -> Release:
    """Check everything a release says; ``public_text`` is the public key.

    Raises VerificationError naming the first object that is not as it was published.
    """
    manifest = bytes_of(folder, MANIFEST)
    comment = verify(public_text, manifest, _text(bytes_of(folder, SIGNATURE)))
    tell(Held("signature", template="signature: {comment}", params={"comment": comment}))
    fields = _fields(manifest)
    check_manifest(folder, manifest)
    count = {"count": len(fields["files"])}
    tell(Held("files", template="{count} files: each as the manifest lists it", params=count))
    with reading("snapshot"):
        snapshot = _snapshot(folder, fields)
    tell(Held("snapshot", template="snapshot {sha}", params={"sha": snapshot.manifest_sha256}))
    with reading(EVENTS):
        events = check_events(json.loads(bytes_of(folder, EVENTS)), fields)
    log = {"count": len(events), "sha": fields["event_head"]}
    tell(Held("log", template="log: {count} steps, head {sha}", params=log))
    with reading(APPROVALS):
        people = _approvals(folder, fields, events)
    approved = {"people": ", ".join(people) or "-"}
    said = Held(
        "approvals",
        template=_AUTOMATIC if fields.get("automatic") else _APPROVED,
        params=approved,
    )
    tell(said)
    with reading("snapshot"):
        check_adjustments(read_adjustments(snapshot.folder), fields, events)
        _check_numbers(folder, snapshot)
    tell(Held("numbers", template="every number computed again from the frozen facts: the same"))
    with reading(MANIFEST):
        reason = Reason(fields["reason"]) if fields["reason"] else None
        tools = fields["renderers"]
        same = [name for name, other in other_tools(tools).items() if not other]
        expected = published_files(snapshot, fields["language"], reason, fields["note"], same)
    for held in check_files(folder / "files", expected, snapshot, tools):
        tell(held)
    return Release(folder, manifest, fields, snapshot, events)


def _text(data: bytes) -> str:
    """Return bytes as text without loss: a changed byte must stay a changed character."""
    return data.decode("utf-8", "surrogateescape")


def _fields(manifest: bytes) -> dict[str, Any]:
    fields = read_manifest(manifest)
    _check_field("format", fields.get("format"), FORMAT)
    _check_field("state", fields.get("state"), State.PUBLISHED.value)
    return fields


def _snapshot(folder: Path, fields: Mapping[str, Any]) -> Snapshot:
    """Return the snapshot after checking that it is the one the manifest speaks of."""
    snapshot = load_snapshot(folder / "snapshot")
    stated = {"snapshot_manifest": snapshot.manifest_sha256}
    known = json.loads(canonical_json(snapshot.header.fields()))
    stated |= {name: known[name] for name in ("list", "month", "revision", "cut_off")}
    for name, value in stated.items():
        _check_field(name, fields.get(name), value)
    return snapshot


def _check_field(name: str, found: object, expected: object) -> None:
    if found != expected:
        raise VerificationError(
            "'{path}' says {name} {found}; expected is {expected}.",
            path=MANIFEST,
            name=name,
            found=quoted(found),
            expected=quoted(expected),
            hint=HINT,
        )


def _approvals(
    folder: Path, fields: Mapping[str, Any], events: Sequence[RecordedEvent]
) -> list[str]:
    content = json.loads(bytes_of(folder, APPROVALS))
    return check_approvals(content, fields, events, automatic=is_automatic(folder / "snapshot"))


def _check_numbers(folder: Path, snapshot: Snapshot) -> None:
    for name, value in recompute(folder / "snapshot").files().items():
        path = f"snapshot/{name}"
        check_json(path, bytes_of(folder, path), canonical_json(value), snapshot)
