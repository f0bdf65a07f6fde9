"""govrank doctor: is everything in order, and what to do if not."""

from __future__ import annotations

from typing import Annotated

import typer

from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "doctor",
        _("Check workspace, database, fonts, clock, calendar and permissions."),
        "govrank doctor",
        "govrank doctor --repair",
    )
    def doctor(
        session: Session,
        repair: Annotated[
            bool, typer.Option("--repair", help=_("Create or upgrade the ledger's schema."))
        ] = False,
    ) -> None:
        from ranking.schedule.doctor import check_releases
        from ranking.schedule.hooks_doctor import check_hooks
        from ranking.workflow.doctor import examine

        if repair:
            session.workspace.ledger.create()
        more = (("releases", check_releases), ("hooks", check_hooks))
        findings = examine(session.workspace, *more)
        states = {
            "ok": session.tr("ok"),
            "warning": session.tr("warning"),
            "fault": session.tr("FAULT"),
        }
        rows = [
            {
                "check": session.tr(finding.check),
                "state": finding.state if session.json else states[finding.state],
                "found": session.tr(finding.found, **(finding.params or {})),
                "todo": session.tr(finding.todo, **(finding.params or {})),
            }
            for finding in findings
        ]
        _show(session, rows)
        if any(finding.state == "fault" for finding in findings):
            raise typer.Exit(1)


def _show(session: Session, rows: list[dict[str, str]]) -> None:
    from ranking.render.findings import health_lines
    from ranking.render.tables import Column

    if session.terminal and not session.json:
        for text in health_lines(rows):
            session.write(text)
        return
    columns = [Column(name, name) for name in ("check", "state", "found", "todo")]
    session.table("", columns, rows)
