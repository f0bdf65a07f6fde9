"""govrank export: the files of a month."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.arguments import MonthArgument
from ranking.cli.command import command
from ranking.cli.failures import describe
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.workflow.export import Exported, ExportedFile


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "export",
        _("Write the files of a month: JSON, CSV, XLSX, DOCX, PDF, PNG and Markdown."),
        "govrank export 2026-10 --to 输出",
        "govrank export 2026-10 --format docx --format pdf",
        "govrank export --schema",
    )
    def export(
        session: Session,
        month: MonthArgument,
        to: Annotated[
            Path, typer.Option("--to", metavar="DIR", help=_("Folder to write into."))
        ] = Path(),
        formats: Annotated[
            list[str] | None,
            typer.Option(
                "--format",
                metavar="FORMAT",
                help=_("json, csv, xlsx, docx, pdf, png or md; may be given several times."),
                show_default=_("those of the list file"),
            ),
        ] = None,
        schema: Annotated[
            bool,
            typer.Option(
                "--schema",
                help=_("Print the JSON Schema of the published JSON, and nothing else."),
                is_eager=True,
                callback=_print_schema,
            ),
        ] = False,
    ) -> None:
        from ranking.workflow.export import export_month

        del schema  # its callback has printed and ended
        done = export_month(session.workspace, month, to, session.document_language, formats or ())
        _tell_left_out(session, done)
        if session.json:
            session.json_text({"files": [_record(f) for f in done.files]})
            return
        for file in done.files:
            session.say("written: {file}", file=str(file.path))


def _print_schema(wanted: bool) -> None:
    if wanted:
        from ranking.render.schema import schema_text

        sys.stdout.write(schema_text())
        raise typer.Exit


def _record(file: ExportedFile) -> dict[str, object]:
    more = {"format": file.format, "bytes": file.bytes, "sha256": file.sha256}
    return {"file": str(file.path), **more}


def _tell_left_out(session: Session, done: Exported) -> None:
    if done.left_out:
        from ranking.render.renderers import INSTALL

        session.warn_text(
            session.tr(
                "Left out: {formats}; not installed: {tools}.",
                formats=", ".join(done.left_out),
                tools=", ".join(sorted(set(done.left_out.values()))),
            )
        )
        session.warn_text(f"  {session.tr(INSTALL)}")
    if done.unsettable:
        session.warn_text(session.tr("Left out: {formats}.", formats=", ".join(done.unsettable)))
    for text in dict.fromkeys(text for e in done.unsettable.values() for text in describe(e)):
        session.warn_text(f"  {text}")
