"""govrank export: the files of a month."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ranking.cli.arguments import MonthArgument
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "export",
        _("Write JSON, CSV and XLSX of a month."),
        "govrank export 2026-10 --to 输出",
    )
    def export(
        session: Session,
        month: MonthArgument,
        to: Annotated[Path, typer.Option("--to", metavar="DIR", help=_("Folder to write into."))],
    ) -> None:
        from ranking.workflow.export import export_month

        written = export_month(session.workspace, month, to, session.document_language)
        if session.json:
            session.json_text({"files": [str(path) for path in written]})
            return
        for path in written:
            session.say("written: {file}", file=str(path))
