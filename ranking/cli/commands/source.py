"""govrank source: the interfaces to collect from, and the credentials for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from ranking.cli.command import command
from ranking.cli.commands.source_authorize import register as register_authorize
from ranking.cli.failures import describe
from ranking.cli.language import _
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the commands."""
    source = typer.Typer(help=_("Interfaces that counts are collected from."), no_args_is_help=True)
    app.add_typer(source, name="source")
    _register_list(source)
    _register_check(source)
    register_authorize(source)


def _register_list(source: typer.Typer) -> None:
    @command(
        source,
        "list",
        _("List the interfaces that are set up, and what is wrong with their files."),
        "govrank source list",
    )
    def list_(session: Session) -> None:
        from ranking.render.sources import (
            machine_rows,
            machine_source_columns,
            source_columns,
            source_rows,
        )
        from ranking.render.tables import filled
        from ranking.workflow.sources import list_sources

        found = [
            {name: value for name, value in vars(state).items() if name != "fault"}
            | _said(state.fault)
            for state in list_sources(session.workspace)
        ]
        if session.json or not session.terminal:
            session.table("", machine_source_columns(), machine_rows(found))
        elif not found:
            session.say("No interface is set up: counts come from files (govrank import).")
        else:
            rows = source_rows(found, session.tr)
            columns = filled(source_columns(session.tr), rows)
            session.table(session.tr("Sources"), columns, rows)
            _print_faults(session, found)


def _said(error: Exception | None) -> dict[str, str]:
    message, hint = describe(error) if error else ("", "")
    return {"message": message, "hint": hint}


def _print_faults(session: Session, found: Sequence[dict[str, Any]]) -> None:
    for source in found:
        if source["message"]:
            session.write(source["message"])
            session.write(f"  {source['hint']}")


def _register_check(source: typer.Typer) -> None:
    @command(
        source,
        "check",
        _("Try the credential of every account, and note when it ends; exit 1 if one fails."),
        "govrank source check",
        "govrank source check weibo --account 某市发布",
    )
    def check(
        session: Session,
        sources: Annotated[
            list[str] | None, typer.Argument(metavar="ID", help=_("Source files; else all."))
        ] = None,
        account: Annotated[
            list[str] | None,
            typer.Option(
                "--account", metavar="NAME|ID", help=_("This account alone; may be repeated.")
            ),
        ] = None,
    ) -> None:
        from ranking.workflow.sources import check_sources

        found = [
            {name: value for name, value in vars(one).items() if name != "error"} | _said(one.error)
            for one in check_sources(session.workspace, sources or (), account or ())
        ]
        _show_checks(session, found)
        if any(one["state"] != "ok" for one in found):
            raise typer.Exit(1)


def _show_checks(session: Session, found: Sequence[dict[str, Any]]) -> None:
    from ranking.render.collect_lines import failures
    from ranking.render.sources import (
        check_columns,
        check_rows,
        machine_check_columns,
        machine_rows,
    )
    from ranking.render.tables import filled

    if session.json or not session.terminal:
        session.table("", machine_check_columns(), machine_rows(found))
        return
    if not found:
        session.say("No account of the roster is served by these sources.")
        return
    rows = check_rows(found, session.tr)
    columns = filled(check_columns(session.tr), rows)
    session.table(session.tr("Credentials"), columns, rows)
    for text in failures(found, session.tr):
        session.write(text)
