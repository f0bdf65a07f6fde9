"""govrank channels: the places that reprint."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ranking.cli.arguments import StrictOption
from ranking.cli.command import command
from ranking.cli.commands import channels_change
from ranking.cli.commands.import_files import import_and_report
from ranking.cli.language import _
from ranking.cli.notes import show_notes
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the commands."""
    channels = typer.Typer(
        help=_("News clients, sites and accounts that reprint."), no_args_is_help=True
    )
    app.add_typer(channels, name="channels")
    _register_import(channels)
    _register_list(channels)
    _register_check(channels)
    channels_change.register(channels)


def _register_import(channels: typer.Typer) -> None:
    @command(
        channels,
        "import",
        _("Import channels (CSV, XLSX, TOML): 渠道名称, 类型, optionally 渠道ID, 别名, 权重, 层级"),
        "govrank channels import 渠道.xlsx",
    )
    def import_(
        session: Session,
        file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Table of channels."))],
    ) -> None:
        from ranking.workflow.import_report import ImportOptions

        import_and_report(session, [file], ImportOptions(), wanted="channels")


def _register_list(channels: typer.Typer) -> None:
    @command(channels, "list", _("List the channels."), "govrank channels list", paged=True)
    def list_(session: Session) -> None:
        from ranking.render.channels import channel_table
        from ranking.workflow.channels import list_channels

        words = session.terminal and not session.json
        table = channel_table(list_channels(session.workspace), session.tr, words=words)
        session.table(session.tr("Channels"), *table)


def _register_check(channels: typer.Typer) -> None:
    @command(
        channels,
        "check",
        _("Show names that several channels share."),
        "govrank channels check --strict",
    )
    def check(session: Session, strict: StrictOption = False) -> None:
        from ranking.workflow.channels import check_channels, list_channels

        notes = check_channels(list_channels(session.workspace))
        show_notes(session, notes, "No name is shared by several channels.", strict)
