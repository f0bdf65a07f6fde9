"""govrank channels: the places that reprint."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ranking.cli.command import command
from ranking.cli.commands.import_files import import_and_report
from ranking.cli.language import _
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the commands."""
    channels = typer.Typer(
        help=_("News clients, sites and accounts that reprint."), no_args_is_help=True
    )
    app.add_typer(channels, name="channels")

    @command(
        channels,
        "import",
        _("Import a table of channels: 渠道名称, 类型, and optionally 渠道ID, 别名, 权重."),
        "govrank channels import 渠道.xlsx",
    )
    def import_(
        session: Session,
        file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Table of channels."))],
    ) -> None:
        from ranking.workflow.import_report import ImportOptions

        import_and_report(session, [file], ImportOptions(), wanted="channels")

    @command(channels, "list", _("List the channels."), "govrank channels list")
    def list_(session: Session) -> None:
        from ranking.render.labels import channel_type_names
        from ranking.render.tables import Column
        from ranking.workflow.channels import list_channels

        names = channel_type_names(session.tr) if session.terminal else {}
        rows = [
            {**vars(channel), "type": names.get(channel.type, channel.type)}
            for channel in list_channels(session.workspace)
        ]
        columns = [
            Column("channel_id", _("id"), flexible=True),
            Column("name", _("name"), flexible=True),
            Column("type", _("type")),
            Column("weight", _("weight"), right=True),
            Column("aliases", _("also called"), flexible=True),
        ]
        session.table(_("Channels"), columns, rows)
