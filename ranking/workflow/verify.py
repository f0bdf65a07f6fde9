"""Verify what was published: a folder from anywhere, or a month against the ledger too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ranking.editions.canonical import canonical_json
from ranking.errors import UsageError, VerificationError
from ranking.ledger.adjustments import read_adjustments
from ranking.ledger.database import Connection
from ranking.ledger.editions import read_board_rows, read_edition, recorded_sha256
from ranking.ledger.events import RecordedEvent, broken_event, logged_publications, read_events
from ranking.ledger.lifecycle import read_approvals, read_revisions
from ranking.model.lifecycle import Revision, State
from ranking.model.month import Month
from ranking.model.stored_edition import StoredEdition
from ranking.workflow.adjust_log import differing
from ranking.workflow.frozen import intact_snapshot
from ranking.workflow.places import public_key, release_of
from ranking.workflow.stored import stored_edition
from ranking.workflow.verify_parts import Held, Tell, reading
from ranking.workflow.verify_release import Release, verify_release
from ranking.workflow.workspace import Workspace

_HINT = "Folder or ledger was changed. Restore the one that differs from the notice from a backup."
_RESTORE = "Restore the ledger from a backup."
_AFTER_PUBLICATION = (State.PUBLISHED, State.REVISED, State.WITHDRAWN)


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


def published_revisions(workspace: Workspace, month_text: str | None) -> list[Revision]:
    """Return what was published of a month, or (null) of all months, by month and revision.

    Raises UsageError when nothing was, VerificationError when ledger and log disagree on it.
    """
    list_id = workspace.settings.list_id
    month = None if month_text is None else str(Month.parse(month_text))
    with _reading(workspace) as connection:
        published = [one for one in read_revisions(connection, list_id, month) if one.published_at]
        logged = logged_publications(connection, list_id, month)
    _check_published(published, logged)
    if not published:
        raise UsageError(
            "Nothing has been published: {what}.",
            what=month or list_id,
            hint="Look at what has been done with: govrank history MONTH",
        )
    return published


def verify_month(
    workspace: Workspace, month_text: str | None, public_text: str | None, tell: Tell
) -> tuple[Release, Revision]:
    """Check every published revision of a month, oldest first; return the newest.

    Without a month the newest revision of the newest published one, without a key by the
    workspace's. Raises UsageError when nothing was published, VerificationError naming the first
    object that fails.
    """
    published = published_revisions(workspace, month_text)
    wanted = published if month_text else published[-1:]
    for revision in wanted:
        names = {"month": revision.month, "revision": revision.revision}
        tell(Held("revision", template="{month} r{revision}, as follows", params=names))
        release = verify_revision(workspace, revision, public_text, tell)
    return release, wanted[-1]


def verify_revision(
    workspace: Workspace, revision: Revision, public_text: str | None, tell: Tell
) -> Release:
    """Check a published revision, and that ledger and snapshot say the same as its release.

    Without a key by the workspace's. Raises VerificationError naming the first object that fails.
    """
    key = read_public_key(public_key(workspace.home)) if public_text is None else public_text
    release = verify_release(release_of(workspace.home, revision), key, tell)
    intact_snapshot(workspace, revision)
    with _reading(workspace) as connection:
        _check_row(connection, revision, release)
        tell(Held("ledger", template="the ledger has the same edition, approvals and hashes"))
        _check_log(connection, revision, release)
    tell(Held("chain", template="the whole log: every step follows from the one before"))
    return release


@contextmanager
def _reading(workspace: Workspace) -> Iterator[Connection]:
    """Give a connection; a cell that cannot be read as what it is counts as changed."""
    with workspace.ledger.reading() as connection:
        try:
            yield connection
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise VerificationError(
                "A cell of the ledger does not hold what govrank keeps there: {cause}.",
                cause=f"{type(error).__name__} {error}",
                hint=_RESTORE,
            ) from error


def _check_published(published: Sequence[Revision], logged: set[tuple[str, int]]) -> None:
    """A row that went away, or moved to another month, must not make an older one the newest."""
    for month, number in sorted(logged ^ {(one.month, one.revision) for one in published}):
        raise VerificationError(
            "The ledger's log and its editions disagree on whether {month} r{revision} was "
            "published.",
            month=month,
            revision=number,
            hint=_RESTORE,
        )


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
    yield "sha256", recorded_sha256(connection, *of, revision.revision), frozen.sha256
    yield "created_at", revision.created_at, frozen.created_at
    yield "state", revision.state, _state(read_events(connection, *of), revision.revision)
    yield from _row_pairs(read_board_rows(connection, *of, revision.revision), frozen)


def _row_pairs(
    rows: Sequence[dict[str, object]], frozen: StoredEdition
) -> Iterator[tuple[str, object, object]]:
    """Compare the boards' rows one by one; None = there is no such row."""
    found, expected = ({_key(row): row for row in several} for several in (rows, frozen.rows))
    for index, unit in sorted({*found, *expected}):
        key = (index, unit)
        yield f"row of {unit} ({index})", found.get(key), expected.get(key)


def _key(row: dict[str, object]) -> tuple[str, str]:
    return str(row["index_id"]), str(row["unit"])


def _state(events: Sequence[RecordedEvent], revision: int) -> State | None:
    """Return the state of a published revision that the log leads to."""
    states = [
        State(one.event.action)
        for one in events
        if one.event.revision == revision and one.event.action in _AFTER_PUBLICATION
    ]
    return states[-1] if states else None


def _identity(release: Release) -> tuple[object, ...]:
    return tuple(release.fields[name] for name in ("list", "month", "revision"))


def _check_log(connection: Connection, revision: Revision, release: Release) -> None:
    """The chain holds, begins with what the release carries, and goes on with its publication."""
    broken = broken_event(connection)
    if broken is not None:
        raise VerificationError(
            "Event {event} of the ledger does not follow from the one before: the log was changed.",
            event=broken,
            hint=_RESTORE,
        )
    logged = read_events(connection, revision.list_id, revision.month)
    _check_adjustments(connection, revision, logged)
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


def _check_adjustments(
    connection: Connection, revision: Revision, logged: Sequence[RecordedEvent]
) -> None:
    """The table of adjustments is for reading: what was decided is what the log says."""
    stored = read_adjustments(connection, revision.list_id, revision.month)
    for number in differing(stored, logged):
        raise VerificationError(
            "Adjustment {number} of {month} is not as it was logged.",
            number=number,
            month=revision.month,
            hint=_RESTORE,
        )


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:80]}..."
