"""govrank schedule status: does it run, and is there anything left undone?"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from ranking.cli.command import command
from ranking.cli.failures import describe
from ranking.cli.language import _
from ranking.cli.session import Session
from ranking.errors import UsageError

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
        "govrank schedule status --watch 5",
        "govrank schedule status --json",
    )
    def status(
        session: Session,
        watch: Annotated[
            int | None,
            typer.Option(
                "--watch",
                min=1,
                metavar="SECONDS",
                help=_("Show it again every so many seconds until Ctrl-C."),
            ),
        ] = None,
    ) -> None:
        from ranking.schedule.state import schedule_state

        if watch is not None:
            _watch(session, watch)
        state = schedule_state(session.workspace)
        _show(session, state)
        if not state.healthy:
            raise typer.Exit(1)


def _watch(session: Session, seconds: int) -> NoReturn:
    """Show the state again and again on a screen of its own, until Ctrl-C.

    Raises UsageError where nobody could look at it.
    """
    from rich.live import Live

    from ranking.render.schedule_screen import watched
    from ranking.schedule.state import schedule_state

    if session.json or not session.terminal:
        raise UsageError(
            "--watch is for people at a terminal.",
            hint="Leave it out, or run it every so often: govrank schedule status --json",
        )
    with (
        suppress(KeyboardInterrupt),
        Live(console=session.out, screen=True, auto_refresh=False) as live,
    ):
        while True:
            document = _document(session, schedule_state(session.workspace))
            width = session.out.width
            live.update(watched(document, session.tr, width, seconds), refresh=True)
            time.sleep(seconds)
    raise typer.Exit


def _show(session: Session, state: ScheduleState) -> None:
    from ranking.render import schedule as view
    from ranking.render.schedule_screen import screen

    document = _document(session, state)
    if session.json:
        session.json_text(document)
    elif session.terminal:
        session.print(screen(document, session.tr, session.out.width))
    else:
        rows = [*view.state_rows(document), *_trouble_rows(document["trouble"])]
        session.table("", view.state_columns(), rows)


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
