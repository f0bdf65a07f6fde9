"""govrank roster: who owns which account, and when."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ranking.cli.arguments import StrictOption
from ranking.cli.command import command
from ranking.cli.commands.import_files import import_and_report
from ranking.cli.language import _
from ranking.cli.notes import show_notes
from ranking.cli.session import Session

SinceOption = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        formats=["%Y-%m-%d"],
        help=_("Day from which rows without dates apply, where they change something."),
        show_default=_("today"),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    roster = typer.Typer(help=_("Units and their accounts."), no_args_is_help=True)
    app.add_typer(roster, name="roster")
    _register_import(roster)
    _register_list(roster)
    _register_check(roster)


def _register_import(roster: typer.Typer) -> None:
    @command(
        roster,
        "import",
        _("Import a roster (CSV, XLSX, XLS): 平台, 账号ID, 账号名称, 单位, 组别."),
        "govrank roster import 名册.xlsx",
        "govrank roster import 名册.xlsx --since 2026-10-01",
    )
    def import_(
        session: Session,
        file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Roster file."))],
        since: SinceOption = None,
    ) -> None:
        from ranking.workflow.import_report import ImportOptions

        options = ImportOptions(since=since.date() if since else None)
        import_and_report(session, [file], options, wanted="roster")


def _register_list(roster: typer.Typer) -> None:
    @command(
        roster,
        "list",
        _("List accounts with their units and spans."),
        "govrank roster list",
        paged=True,
    )
    def list_(
        session: Session,
        on: Annotated[
            datetime | None,
            typer.Option("--on", formats=["%Y-%m-%d"], help=_("Only what holds on this day.")),
        ] = None,
    ) -> None:
        from ranking.render.tables import Column
        from ranking.workflow.rosters import list_roster

        spans = list_roster(session.workspace, on.date() if on else None)
        columns = [
            Column("account", session.tr("account")),
            Column("name", session.tr("name"), flexible=True),
            Column("unit", session.tr("unit"), flexible=True),
            Column("group", session.tr("group")),
            Column("valid_from", session.tr("from")),
            Column("valid_to", session.tr("until (exclusive)")),
            Column("aliases", session.tr("also called"), flexible=True),
        ]
        session.table(session.tr("Roster"), columns, [vars(span) for span in spans])


def _register_check(roster: typer.Typer) -> None:
    @command(
        roster,
        "check",
        _("Show gaps and doubtful names in the roster."),
        "govrank roster check --strict",
    )
    def check(session: Session, strict: StrictOption = False) -> None:
        from ranking.workflow.rosters import check_roster, list_roster

        notes = check_roster(list_roster(session.workspace))
        show_notes(session, notes, "The roster has no gaps and no doubtful names.", strict)
