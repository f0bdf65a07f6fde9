"""Freeze a month: from now on its edition is what the snapshot says."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from ranking.errors import EditionError, UsageError
from ranking.ledger.editions import save_draft
from ranking.model.lifecycle import Revision, Step
from ranking.model.month import SHANGHAI
from ranking.workflow.history import read_revision
from ranking.workflow.recompute import Snapshot
from ranking.workflow.snapshot import write_snapshot
from ranking.workflow.stored import stored_edition
from ranking.workflow.turn import Turn, turn
from ranking.workflow.workspace import Workspace


def freeze_month(
    workspace: Workspace,
    month_text: str,
    cut_off: str | None = None,
    named: str | None = None,
    *,
    service: bool = False,
) -> Revision:
    """Write the snapshot of a drafted month and let the ledger hold its result.

    ``cut_off``: a day of Asia/Shanghai, which counts to its end, or an instant; None = as the list
    file says, without a release rule now. ``named``: which of the people that share this user it
    is. ``service``: the schedule does it. Raises UsageError for a cut-off that is unusable,
    EditionError for a step out of order, and as ``write_snapshot`` does.
    """
    with turn(workspace, Step.FREEZE, month_text, named, service=service) as step:
        until = _cut_off(step, cut_off)
        with workspace.ledger.reading() as connection:
            snapshot = write_snapshot(
                workspace, connection, step.month, step.revision.revision, until
            )
        _record(step, snapshot)
    return read_revision(workspace, step.revision)


def _record(step: Turn, snapshot: Snapshot) -> None:
    """Put the frozen edition in place of the draft, with its event."""
    stored = stored_edition(
        snapshot.edition,
        snapshot.matches,
        reason=step.revision.reason,
        manifest_sha256=snapshot.manifest_sha256,
        cut_off=snapshot.header.cut_off,
    )
    event = step.event(
        step.revision.revision,
        str(step.after),
        manifest=snapshot.manifest_sha256,
        cut_off=snapshot.header.cut_off.isoformat(),
    )
    with step.workspace.ledger.writing() as connection:
        save_draft(connection, stored, event)


def _cut_off(step: Turn, text: str | None) -> datetime:
    """Return the cut-off in UTC: within what is over, and not before the month's end."""
    month, list_file = step.month, step.list_file
    if step.at < month.end:
        raise EditionError(
            "{month} is not over yet; it is {now} in Shanghai.",
            month=str(month),
            now=_shown(step.at),
            hint="Freeze it when it is over; until then look at drafts.",
        )
    if text is not None:
        cut_off = parse_cut_off(text)
    elif list_file.release is not None and step.revision.revision == 1:
        cut_off = list_file.cut_off(month)
    else:
        cut_off = step.at
    if not month.end <= cut_off <= step.at:
        raise UsageError(
            "The cut-off {cut_off} is not between the end of {month} and now, {now}.",
            cut_off=_shown(cut_off),
            month=str(month),
            now=_shown(step.at),
            hint="Freeze the month after its cut-off, or name another with --cut-off.",
        )
    return cut_off


def parse_cut_off(text: str) -> datetime:
    """Read a cut-off: ``2026-11-05`` to the end of that day, or ``2026-11-05 18:00``; in UTC.

    Times are of Asia/Shanghai unless they say otherwise. Raises UsageError on anything else.
    """
    try:
        if len(text.strip()) == len("2026-11-05"):
            day = date.fromisoformat(text.strip()) + timedelta(days=1)
            return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
        instant = datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError) as error:
        raise UsageError(
            "'{text}' is not a cut-off.",
            text=text,
            hint="Write a day, 2026-11-05, or a time, 2026-11-05T18:00.",
        ) from error
    local = instant if instant.tzinfo else instant.replace(tzinfo=SHANGHAI)
    return local.astimezone(UTC)


def _shown(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
