"""The release folder: snapshot, files, approvals, events, manifest and signature."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ranking.editions.canonical import canonical_json
from ranking.editions.manifest import MANIFEST, SIGNATURE, check_manifest, make_manifest
from ranking.editions.minisign import KeyPair, sign, verify
from ranking.errors import ConfigError
from ranking.i18n import Language, Translator
from ranking.ledger.events import RecordedEvent
from ranking.model.lifecycle import Approval, Reason, Revision, Standing, State
from ranking.model.publication import Publication
from ranking.publish_rules import FORMATS, Format
from ranking.render.export import files, formats_of, unsettable
from ranking.render.publishing import Publishing
from ranking.render.renderers import check_makeable, lacking, versions
from ranking.workflow.publication import published
from ranking.workflow.publishing import read_publishing
from ranking.workflow.recompute import Snapshot
from ranking.workflow.whole_folder import whole_folder

FORMAT = "govrank-release/1"
_REVISE = (
    "Rename it, or take pdf and png out of formats in the [publish] section of the list file; then "
    "begin a revision: govrank revise {month} --reason C --note TEXT"
)


@dataclass(frozen=True)
class ReleaseNote:
    """What a release says beside its snapshot.

    ``events`` are those of the month, ``event_head`` is the log's last hash before publication,
    ``previous_release`` that of the manifest of the list's release before (null: the first).
    ``note``: why the revision was made; null = it is the first. ``automatic``: it is published
    although approvals are missing, as its own list file says.
    """

    revision: Revision
    published_at: datetime
    approvals: tuple[Approval, ...]
    events: tuple[RecordedEvent, ...]
    event_head: str
    previous_release: str | None
    note: str | None
    automatic: bool


def write_release(
    folder: Path,
    snapshot: Snapshot,
    note: ReleaseNote,
    key: KeyPair,
    language: Language,
    still_holder: Callable[[], None],
) -> str:
    """Write the signed folder of a release; return SHA-256 (hex) of its manifest.

    ``still_holder`` raises when the caller may not write any more. Raises ConfigError, before
    anything is written, where a format cannot be made here or cannot set a name; DataError when it
    cannot be written, VerificationError when the copy of the snapshot differs or the two halves of
    the key do not fit.
    """
    check_makeable(formats_of(snapshot.inputs().configuration.list_file.publish))
    check_settable(snapshot, (language,), _REVISE)
    with whole_folder(folder, still_holder) as part:
        shutil.copytree(snapshot.folder, part / "snapshot")
        check_manifest(part / "snapshot", snapshot.manifest)
        _write_files(part / "files", snapshot, note, language)
        (part / "approvals.json").write_bytes(canonical_json(_approvals(note)))
        (part / "events.json").write_bytes(canonical_json(_events(note)))
        (part / "signing.pub").write_text(key.public_text, "utf-8", newline="\n")
        manifest = make_manifest(FORMAT, _fields(note, language), part)
        (part / MANIFEST).write_bytes(manifest)
        signature = sign(key.secret_text, manifest, _comment(note))
        verify(key.public_text, manifest, signature)
        (part / SIGNATURE).write_text(signature, "utf-8", newline="\n")
    return hashlib.sha256(manifest).hexdigest()


def published_files(
    snapshot: Snapshot,
    language: Language,
    reason: Reason | None,
    note: str | None,
    formats: Container[Format] = FORMATS,
) -> dict[str, bytes]:
    """Return file name → bytes: what ``export`` writes of the edition once it is published.

    Feature names are the snapshot's own. ``reason`` and ``note`` say why it is a revision; null =
    it is the first. Of the office's formats only those in ``formats`` are made.
    """
    standing = Standing(State.PUBLISHED, reason=reason, note=note or "") if reason else None
    told, publishing = _told(snapshot, language, standing)
    wanted = [name for name in formats_of(publishing.rules) if name in formats]
    return files(told, publishing, Translator(language), wanted)


def check_settable(snapshot: Snapshot, languages: Iterable[Language], hint: str) -> None:
    """Raise ConfigError naming the characters of names that a format of the office cannot print.

    ``hint`` says what helps. Formats that cannot be made here are not looked at.
    """
    for language in languages:
        told, publishing = _told(snapshot, language, None)
        formats = formats_of(publishing.rules)
        here = set(formats) - lacking(formats).keys()
        for error in unsettable(told, publishing, Translator(language), here).values():
            month = told.edition.month
            raise ConfigError(error.template, problems=error.problems, hint=hint, month=month)


def _told(
    snapshot: Snapshot, language: Language, standing: Standing | None
) -> tuple[Publication, Publishing]:
    """Return what is told of a snapshot once it is published, and how."""
    edition = replace(snapshot.edition, state=State.PUBLISHED.value)
    inputs = snapshot.inputs()
    told = published(inputs, edition, snapshot.record, standing, language)
    configuration = inputs.configuration
    return told, read_publishing(configuration.files, configuration.list_file)


def _write_files(folder: Path, snapshot: Snapshot, note: ReleaseNote, language: Language) -> None:
    folder.mkdir()
    made = published_files(snapshot, language, note.revision.reason, note.note)
    for name, data in made.items():
        (folder / name).write_bytes(data)


def _fields(note: ReleaseNote, language: Language) -> dict[str, Any]:
    revision = note.revision
    return {
        "list": revision.list_id,
        "month": revision.month,
        "revision": revision.revision,
        "state": State.PUBLISHED.value,
        "cut_off": revision.cut_off,
        "published_at": note.published_at,
        "snapshot_manifest": revision.manifest_sha256,
        "approvals": _approvals(note),
        "event_head": note.event_head,
        "previous_release": note.previous_release,
        "reason": revision.reason,
        "note": note.note,
        "automatic": note.automatic,
        "language": language,
        "renderers": versions(),
    }


def _approvals(note: ReleaseNote) -> list[dict[str, Any]]:
    return [vars(approval) for approval in note.approvals]


def _events(note: ReleaseNote) -> dict[str, Any]:
    return {
        "events": [
            {
                **vars(recorded.event),
                "previous_sha256": recorded.previous_sha256,
                "sha256": recorded.sha256,
            }
            for recorded in note.events
        ],
        "head": note.event_head,
    }


def _comment(note: ReleaseNote) -> str:
    revision = note.revision
    return (
        f"govrank {revision.list_id} {revision.month} r{revision.revision} "
        f"{note.published_at.isoformat(timespec='seconds')}"
    )
