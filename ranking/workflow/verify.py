"""Verify what was published: a folder from anywhere, or a month against the ledger too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ranking.editions.canonical import canonical_json
from ranking.errors import UsageError, VerificationError
from ranking.ledger.database import Connection
from ranking.ledger.editions import read_edition
from ranking.ledger.events import broken_event, read_events
from ranking.ledger.lifecycle import read_approvals, read_revisions
from ranking.model.lifecycle import Revision
from ranking.model.month import Month
from ranking.workflow.places import public_key, release_of
from ranking.workflow.stored import stored_edition
from ranking.workflow.verify_release import Held, Release, Tell, reading, verify_release
from ranking.workflow.workspace import Workspace

_HINT = "Folder or ledger was changed. Restore the one that differs from the notice from a backup."


def folder_in(target: str) -> Path | None:
    """Return the folder that is named, None = a month is. Raises UsageError for neither."""
    try:
        Month.parse(target)
    except UsageError as error:
        if Path(target).is_dir():
            return Path(target)
        raise UsageError(
            "'{target}' is neither a month nor a folder.",
            target=target,
            hint="Name a month, 2026-10, or the folder of a release.",
        ) from error
    return None


def read_public_key(file: Path) -> str:
    """Return the text of a public key file. Raises UsageError when it cannot be read."""
    try:
        return file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise UsageError(
            "The public key '{file}' cannot be read: {reason}.",
            file=str(file),
            reason=error.strerror or error,
            hint="Name the office's public key with: --key signing.pub",
        ) from error


def verify_month(
    workspace: Workspace, month_text: str | None, public_text: str | None, tell: Tell
) -> tuple[Release, Revision]:
    """Check the newest published revision of a month, and that the ledger says the same.

    Without a month that of the newest published one, without a key the workspace's. Raises
    UsageError when nothing was published, VerificationError naming the first object that fails.
    """
    revision = _newest_published(workspace, month_text)
    key = public_text or read_public_key(public_key(workspace.home))
    release = verify_release(release_of(workspace.home, revision), key, tell)
    with workspace.ledger.reading() as connection:
        _check_row(connection, revision, release)
        tell(Held("ledger", template="the ledger has the same edition, approvals and hashes"))
        _check_log(connection, revision, release)
    tell(Held("chain", template="the whole log: every step follows from the one before"))
    return release, revision


def _newest_published(workspace: Workspace, month_text: str | None) -> Revision:
    list_id = workspace.settings.list_id
    month = None if month_text is None else str(Month.parse(month_text))
    with workspace.ledger.reading() as connection:
        published = [one for one in read_revisions(connection, list_id, month) if one.published_at]
    if not published:
        raise UsageError(
            "Nothing has been published: {what}.",
            what=month or list_id,
            hint="Look at what has been done with: govrank history MONTH",
        )
    return published[-1]


def _check_row(connection: Connection, revision: Revision, release: Release) -> None:
    for name, found, expected in _pairs(connection, revision, release):
        if found != expected:
            raise VerificationError(
                "The ledger's {name} of {month} r{revision} is {found}; that of the release is "
                "{expected}.",
                name=name,
                month=revision.month,
                revision=revision.revision,
                found=_shown(found),
                expected=_shown(expected),
                hint=_HINT,
            )


def _pairs(
    connection: Connection, revision: Revision, release: Release
) -> Iterator[tuple[str, object, object]]:
    """Yield name, what the ledger says and what the release says."""
    of = (revision.list_id, revision.month)
    fields, snapshot = release.fields, release.snapshot
    row = {name: getattr(revision, name) for name in ("cut_off", "published_at", "reason")}
    kept = json.loads(canonical_json(row))
    yield "list, month and revision", (*of, revision.revision), _identity(release)
    yield "release_sha256", revision.release_sha256, release.sha256
    yield "manifest_sha256", revision.manifest_sha256, snapshot.manifest_sha256
    for name, value in kept.items():
        yield name, value, fields.get(name)
    approvals = read_approvals(connection, *of, revision.revision)
    given = json.loads(canonical_json([vars(approval) for approval in approvals]))
    yield "approvals", given, fields.get("approvals")
    stored = read_edition(connection, *of, revision=revision.revision)
    frozen = stored_edition(snapshot.edition, snapshot.matches, reason=None)
    yield "document", stored and stored.document, frozen.document
    yield "matches", stored and stored.matches, frozen.matches


def _identity(release: Release) -> tuple[object, ...]:
    return tuple(release.fields[name] for name in ("list", "month", "revision"))


def _check_log(connection: Connection, revision: Revision, release: Release) -> None:
    """The chain holds, begins with what the release carries, and goes on with its publication."""
    broken = broken_event(connection)
    if broken is not None:
        raise VerificationError(
            "Event {event} of the ledger does not follow from the one before: the log was changed.",
            event=broken,
            hint="Restore the ledger from a backup.",
        )
    logged = read_events(connection, revision.list_id, revision.month)
    carried = len(release.events)
    following = logged[carried : carried + 1]
    with reading("events.json"):
        told = [(one.previous_sha256, one.event.detail.get("release")) for one in following]
    if tuple(logged[:carried]) != release.events or told != [
        (release.fields["event_head"], release.sha256)
    ]:
        raise VerificationError(
            "The ledger's steps of {month} are not those of the release; expected are its {count}, "
            "and then its publication.",
            month=revision.month,
            count=carried,
            hint=_HINT,
        )


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:80]}..."
