"""govrank check: what a person should look into before a month is published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.arguments import MonthArgument, StrictOption
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.model.check import MonthCheck


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "check",
        _("Check a month before it is published; flags change no score."),
        "govrank check 2026-10",
        "govrank check 2026-10 --html 审核表.html",
        "govrank check 2026-10 --strict --json",
        paged=True,
    )
    def check(
        session: Session,
        month: MonthArgument,
        html: Annotated[
            Path | None,
            typer.Option("--html", metavar="FILE", help=_("Write a review sheet to print.")),
        ] = None,
        strict: StrictOption = False,
    ) -> None:
        from ranking.workflow.check import check_month

        found = check_month(session.workspace, month)
        if html is not None:
            _write_sheet(session, found, html)
        if html is None or session.json:
            _show(session, found)
        if strict and found.doubtful:
            raise typer.Exit(3)


def _write_sheet(session: Session, found: MonthCheck, path: Path) -> None:
    from ranking.workflow.check_sheet import write_sheet

    write_sheet(session.workspace, found, path, session.document_language)
    if not session.json:
        session.say("written: {file}", file=str(path))


def _show(session: Session, found: MonthCheck) -> None:
    from ranking.render import check
    from ranking.workflow.feature_names import feature_names

    settings, tr = session.workspace.settings, session.tr
    names = feature_names(settings, found.method, tr.language)
    if session.json:
        session.json_text(check.check_document(found, tr, names))
    elif session.terminal:
        for text in check.check_lines(found, tr, names, session.out.width):
            session.write(text)
    else:
        session.table("", *check.check_rows(found, tr, names))
