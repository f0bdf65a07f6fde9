"""govrank schedule status: does it run, and is there anything left undone?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from ranking.cli.command import command
from ranking.cli.failures import describe
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.schedule.state import ScheduleState


def register(schedule: typer.Typer) -> None:
    """Add the command."""

    @command(
        schedule,
        "status",
        _(
            "Show who runs the schedule, what is due, waiting, failed or missed, and what comes "
            "next; exit code 1 if something failed, a release has passed without approvals, or "
            "something is overdue and nobody works on it."
        ),
        "govrank schedule status",
        "govrank schedule status --json",
    )
    def status(session: Session) -> None:
        from ranking.schedule.state import schedule_state

        state = schedule_state(session.workspace)
        _show(session, state)
        if not state.healthy:
            raise typer.Exit(1)


def _show(session: Session, state: ScheduleState) -> None:
    from ranking.render import schedule as view
    from ranking.render.tables import filled

    document = _document(session, state)
    if session.json:
        session.json_text(document)
        return
    if not session.terminal:
        rows = [*view.state_rows(document), *_trouble_rows(document["trouble"])]
        session.table("", view.state_columns(), rows)
        return
    if document["trouble"]:
        session.write(document["trouble"]["message"])
        session.write(f"  {document['trouble']['hint']}")
    for text in view.state_lines(document, session.tr):
        session.write(text)
    shown = view.run_rows(document["runs"], session.tr)
    if shown:
        columns = filled(view.run_columns(session.tr), shown)
        session.table(session.tr("Latest runs"), columns, shown)


def _trouble_document(state: ScheduleState) -> dict[str, str] | None:
    if state.trouble is None:
        return None
    message, hint = describe(state.trouble)
    return {"message": message, "hint": hint}


def _trouble_rows(trouble: dict[str, str] | None) -> list[dict[str, Any]]:
    return [{"what": "trouble", "state": "", "message": trouble["message"]}] if trouble else []


def _document(session: Session, state: ScheduleState) -> dict[str, Any]:
    from ranking.render.wire import instant
    from ranking.schedule.documents import (
        coming_document,
        due_document,
        holder_document,
        run_document,
    )

    tr = session.tr
    of_runs = ("failed", "missed", "late", "runs")
    return {
        "list": state.list_id,
        "now": instant(state.now),
        "healthy": state.healthy,
        "trouble": _trouble_document(state),
        "service": holder_document(state.holder) if state.holder else None,
        "due": [due_document(one, tr) for one in state.due],
        "unreleased": [due_document(one, tr) for one in state.unreleased],
        "waiting": [due_document(one, tr) for one in state.waiting],
        "overdue": [due_document(one, tr) for one in state.overdue],
        **{name: [run_document(run, tr) for run in getattr(state, name)] for name in of_runs},
        "next": [coming_document(one) for one in state.coming],
    }
