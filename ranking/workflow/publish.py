"""Publish an approved edition: a signed folder, one transaction, and the pointer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ranking.errors import EditionError
from ranking.i18n import Language
from ranking.ledger.events import head_hash, read_events
from ranking.ledger.lifecycle import change_state, read_approvals, read_revisions
from ranking.model.lifecycle import Approval, Revision, State, Step, next_state
from ranking.model.month import SHANGHAI
from ranking.workflow.automatic import is_automatic
from ranking.workflow.frozen import intact_snapshot
from ranking.workflow.history import read_revision
from ranking.workflow.keys import read_key
from ranking.workflow.places import release_of
from ranking.workflow.recompute import Snapshot
from ranking.workflow.release import ReleaseNote, write_release
from ranking.workflow.repair import repair
from ranking.workflow.turn import Turn, turn
from ranking.workflow.workspace import Workspace

_APPROVALS = 2


@dataclass(frozen=True)
class Published:
    """A publication: the revision, its folder, and the head of the log for the notice."""

    revision: Revision
    folder: Path
    head: str


def publish_month(
    workspace: Workspace,
    month_text: str,
    language: Language,
    release_time: datetime | None = None,
    named: str | None = None,
    *,
    service: bool = False,
) -> Published:
    """Publish the approved revision of a month; ``language`` is that of its files.

    Before ``release_time`` it is refused; None = any time. ``named``: which of the people that
    share this user it is. ``service``: the schedule does it, also
    without approvals where the frozen list file says so. Raises EditionError for a step out of
    order, ConfigError without a signing key, VerificationError when the snapshot is not as it was
    frozen, DataError when the release cannot be written.
    """
    with turn(workspace, Step.PUBLISH, month_text, named, service=service) as step:
        _check_time(step, release_time)
        key = read_key(workspace)
        snapshot = intact_snapshot(workspace, step.revision)
        note = _note(step, snapshot)
        folder = release_of(workspace.home, step.revision)
        release = write_release(folder, snapshot, note, key, language, workspace.still_holder)
        head = _record(step, release, automatic=note.automatic)
        repair(workspace)
    return Published(read_revision(workspace, step.revision), folder, head)


def _record(step: Turn, release: str, *, automatic: bool) -> str:
    """Let the ledger say that the release exists; return the head of the log."""
    revision = step.revision
    with step.workspace.ledger.writing() as connection:
        step.move(
            connection,
            {
                "manifest": revision.manifest_sha256,
                "release": release,
                "automatic": True if automatic else None,
            },
            published_at=step.at,
            release_sha256=release,
        )
        for old in step.revisions:
            if old.state is State.PUBLISHED:
                event = step.event(old.revision, "revised", by=revision.revision)
                change_state(connection, old, State.REVISED, event)
        return head_hash(connection)


def _note(step: Turn, snapshot: Snapshot) -> ReleaseNote:
    """Gather what the ledger knows of the revision and the release before it."""
    revision = step.revision
    automatic = _without_approval(revision, snapshot)
    with step.workspace.ledger.reading() as connection:
        approvals = read_approvals(connection, revision.list_id, revision.month, revision.revision)
        if not automatic:
            _check_approvals(revision, approvals)
        earlier = read_revisions(connection, revision.list_id)
        events = read_events(connection, revision.list_id, revision.month)
        head = head_hash(connection)
    begun = [e.event.detail for e in events if _begins(e.event.revision, e.event.action, revision)]
    return ReleaseNote(
        revision=revision,
        published_at=step.at,
        approvals=tuple(approvals),
        events=tuple(events),
        event_head=head,
        previous_release=_latest_release(earlier),
        note=begun[-1]["note"] if begun else None,
        automatic=automatic,
    )


def _without_approval(revision: Revision, snapshot: Snapshot) -> bool:
    """Tell whether approvals are missing and may be; raises EditionError where they may not."""
    if revision.state is State.APPROVED:
        return False
    if not is_automatic(snapshot.folder):
        next_state(Step.PUBLISH, revision.month, revision)
    return True


def _begins(number: int, action: str, revision: Revision) -> bool:
    return number == revision.revision and action == "begun"


def _latest_release(revisions: Sequence[Revision]) -> str | None:
    """Return the manifest's hash of the release of the list that was published last."""
    published = [one for one in revisions if one.published_at]
    latest = max(published, key=lambda one: (one.published_at, one.month), default=None)
    return latest.release_sha256 if latest else None


def _check_approvals(revision: Revision, approvals: Sequence[Approval]) -> None:
    """The state says approved; make sure that the approvals do, and of this very snapshot."""
    people = {a.person for a in approvals if a.manifest_sha256 == revision.manifest_sha256}
    if len(people) < _APPROVALS:
        raise EditionError(
            "{month} r{revision} has {count} approvals of what was frozen; {wanted} are needed.",
            month=revision.month,
            revision=revision.revision,
            count=len(people),
            wanted=_APPROVALS,
            hint="The ledger was changed by hand. Restore it from a backup.",
        )


def _check_time(step: Turn, release_time: datetime | None) -> None:
    if release_time is not None and step.at < release_time:
        raise EditionError(
            "{month} is to be published on {time} (Asia/Shanghai), not before; it is {now}.",
            month=str(step.month),
            time=_shown(release_time),
            now=_shown(step.at),
            hint="Run it again then, or change [release] in the list file.",
        )


def _shown(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
