"""govrank schedule run and due: do what is due, for ever or once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.model.run import Occurrence, Run

INTERRUPTED = 130


def register(schedule: typer.Typer) -> None:
    """Add the commands."""
    _register_run(schedule)
    _register_due(schedule)


def _register_run(schedule: typer.Typer) -> None:
    @command(
        schedule,
        "run",
        _(
            "Run as a service: collect, draft, check, freeze and publish when it is time. The log "
            "is on stderr, with --json as JSON lines."
        ),
        "govrank schedule run",
        "govrank schedule run --json 2>> schedule.log",
    )
    def run(session: Session) -> None:
        from ranking.schedule.announce import open_announcer
        from ranking.schedule.service import Service
        from ranking.schedule.service_log import ServiceLog

        workspace = session.workspace
        workspace.progress = lambda *_: None  # there is a log in its place
        announce = open_announcer(workspace, session.json, session.tr)
        log = ServiceLog(workspace.now, session.tr, as_json=session.json)
        code = Service(workspace, session.document_language, announce, log).run()
        if code:
            raise typer.Exit(code)


def _register_due(schedule: typer.Typer) -> None:
    @command(
        schedule,
        "due",
        _(
            "Do once what is due, for cron or a timer; exit code 1 if a stage failed. What happens "
            "is told on stderr and to the hooks."
        ),
        "govrank schedule due",
        "govrank schedule due --strict --json",
    )
    def due(
        session: Session,
        strict: Annotated[
            bool,
            typer.Option(
                "--strict", help=_("Exit with code 3 when something waits, was late or missed.")
            ),
        ] = False,
    ) -> None:
        from ranking.schedule.announce import open_announcer
        from ranking.schedule.service_log import ServiceEvent, ServiceLog
        from ranking.schedule.tick import tick
        from ranking.schedule.trouble import clock_ahead

        workspace = session.workspace
        announcer = open_announcer(workspace, session.json, session.tr)

        def announce(occurrence: Occurrence) -> None:
            session.end_progress()
            announcer(occurrence)

        log = ServiceLog(workspace.now, session.tr, as_json=session.json)
        with workspace.sole_writer("schedule due", lock="schedule", wait=0):
            if (warning := clock_ahead(workspace)) is not None:
                log.error(warning, event=ServiceEvent.CLOCK_AHEAD)
            runs = tick(workspace, session.document_language, announce)
        _show(session, runs)
        if code := _exit_code(runs, strict):
            raise typer.Exit(code)


def _exit_code(runs: Sequence[Run], strict: bool) -> int:
    """A run that still runs is a collection that was told to stop."""
    from ranking.model.run import RunState

    states = {run.state for run in runs}
    if RunState.RUNNING in states:
        return INTERRUPTED
    if RunState.FAILED in states:
        return 1
    doubtful = states & {RunState.WAITING, RunState.MISSED} or any(run.late for run in runs)
    return 3 if strict and doubtful else 0


def _show(session: Session, runs: Sequence[Run]) -> None:
    from ranking.render import schedule as view
    from ranking.render.tables import filled
    from ranking.schedule.documents import run_document

    rows = [run_document(run, session.tr) for run in runs]
    if session.json or not session.terminal:
        session.table("", view.machine_columns(), view.machine_rows(rows))
    elif not rows:
        session.say("Nothing is due.")
    else:
        shown = view.run_rows(rows, session.tr)
        session.table("", filled(view.run_columns(session.tr), shown), shown)
