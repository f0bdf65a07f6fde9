"""A release checked as a reader would: from its folder and a public key, and nothing else.

No ledger, workspace, clock or network. The first object that fails is named and ends the check.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ranking import __version__
from ranking.editions.canonical import canonical_json
from ranking.editions.manifest import MANIFEST, SIGNATURE, check_manifest, read_manifest
from ranking.editions.minisign import verify
from ranking.errors import VerificationError
from ranking.ledger.events import RecordedEvent
from ranking.model.lifecycle import State
from ranking.render.json_edition import edition_json
from ranking.workflow.automatic import is_automatic
from ranking.workflow.recompute import Snapshot, load_snapshot, recompute
from ranking.workflow.release import FORMAT
from ranking.workflow.snapshot_files import EDITION, MATCHES
from ranking.workflow.verify_log import EVENTS, check_approvals, check_events

APPROVALS = "approvals.json"
_APPROVED = "approved by {people}"
_AUTOMATIC = "published without two approvals, as its own list file says; approved by {people}"
_SHOWN = 60
"""Characters of a value that a message quotes."""
_HINT = (
    "Fetch the whole folder again from where it was published. If it is still so, "
    "show this message to the office that published it."
)


@dataclass(frozen=True)
class Held:
    """A check that held: its name, and as an English template what was found."""

    check: str
    template: str
    params: Mapping[str, object] = field(default_factory=dict)


Tell = Callable[[Held], None]
"""Told of each check that held, in their order."""


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
    manifest = _bytes(folder, MANIFEST)
    comment = verify(public_text, manifest, _text(_bytes(folder, SIGNATURE)))
    tell(Held("signature", template="signature: {comment}", params={"comment": comment}))
    fields = _fields(manifest)
    check_manifest(folder, manifest)
    count = {"count": len(fields["files"])}
    tell(Held("files", template="{count} files: each as the manifest lists it", params=count))
    with reading("snapshot"):
        snapshot = _snapshot(folder, fields)
    tell(Held("snapshot", template="snapshot {sha}", params={"sha": snapshot.manifest_sha256}))
    with reading(EVENTS):
        events = check_events(json.loads(_bytes(folder, EVENTS)), fields)
    log = {"count": len(events), "sha": fields["event_head"]}
    tell(Held("log", template="log: {count} steps, head {sha}", params=log))
    with reading(APPROVALS):
        people = _approvals(folder, fields, events)
    template = _AUTOMATIC if fields.get("automatic") else _APPROVED
    tell(Held("approvals", template=template, params={"people": ", ".join(people) or "-"}))
    with reading("snapshot"):
        _check_numbers(folder, snapshot)
    tell(Held("numbers", template="every number computed again from the frozen facts: the same"))
    name = _check_files(folder, snapshot)
    tell(Held("published", template="{file} says the same numbers", params={"file": name}))
    return Release(folder, manifest, fields, snapshot, events)


@contextmanager
def reading(path: str) -> Iterator[None]:
    """Turn what a file of another shape causes into a VerificationError that names the file."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise VerificationError(
            "'{path}' does not hold what a release keeps there: {cause}.",
            path=path,
            cause=f"{type(error).__name__} {error}",
            hint=_HINT,
        ) from error


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise VerificationError(
            "'{path}' is missing or cannot be read: {reason}.",
            path=name,
            reason=error.strerror or error,
            hint="Name the folder of one release, whole and as it was published: "
            "releases/LIST/MONTH/r1.",
        ) from error


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
            found=_quoted(found),
            expected=_quoted(expected),
            hint=_HINT,
        )


def _approvals(
    folder: Path, fields: Mapping[str, Any], events: Sequence[RecordedEvent]
) -> list[str]:
    content = json.loads(_bytes(folder, APPROVALS))
    return check_approvals(content, fields, events, automatic=is_automatic(folder / "snapshot"))


def _check_numbers(folder: Path, snapshot: Snapshot) -> None:
    edition, matches = recompute(folder / "snapshot")
    for name, value in ((EDITION, edition), (MATCHES, matches)):
        path = f"snapshot/{name}"
        _check_same(path, _bytes(folder, path), canonical_json(value), snapshot)


def _check_files(folder: Path, snapshot: Snapshot) -> str:
    """Compare the published JSON with the edition; return its path. CSV and XLSX are signed."""
    edition = replace(snapshot.edition, state=State.PUBLISHED.value)
    paths = [f"files/{path.name}" for path in sorted((folder / "files").glob("*.json"))]
    if len(paths) != 1:
        raise VerificationError(
            "'files' holds {count} JSON files; expected is 1.", count=len(paths), hint=_HINT
        )
    _check_same(paths[0], _bytes(folder, paths[0]), edition_json(edition).encode(), snapshot)
    return paths[0]


def _check_same(path: str, found: bytes, expected: bytes, snapshot: Snapshot) -> None:
    if found == expected:
        return
    with reading(path):
        place, said, follows = _difference(json.loads(found), json.loads(expected))
    raise VerificationError(
        "'{path}' does not follow from the frozen facts: at {place} it says {found}, "
        "computed is {expected}.",
        path=path,
        place=place or "/",
        found=_quoted(said),
        expected=_quoted(follows),
        hint="It was frozen by {engine}, this is govrank {version}. If they differ, verify with "
        "the former; if they do not, show this message to the office that published it.",
        engine=snapshot.header.engine,
        version=__version__,
    )


def _difference(found: Any, expected: Any, place: str = "") -> tuple[str, Any, Any]:
    """Return the first place where two JSON values differ, and what each has there."""
    one, other = _items(found), _items(expected)
    if one is not None and other is not None and type(found) is type(expected):
        for key in sorted({*one, *other}):
            if one.get(key) != other.get(key):
                return _difference(one.get(key), other.get(key), f"{place}/{key}")
    return place, found, expected


def _items(value: Any) -> dict[Any, Any] | None:
    if isinstance(value, list):
        return dict(enumerate(value))
    return value if isinstance(value, dict) else None


def _quoted(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
