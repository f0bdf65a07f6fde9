"""govrank network: who carries whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.arguments import MonthArgument
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.workflow.network import MonthNetwork

_Unit = Annotated[
    str | None, typer.Argument(metavar="UNIT", help=_("One unit and the channels that carry it."))
]
_Revision = Annotated[
    int | None,
    typer.Option("--revision", min=1, help=_("An earlier revision; else the newest.")),
]
_Export = Annotated[
    Path | None,
    typer.Option(
        "--export", metavar="DIR", help=_("Write GraphML, JSON and an SVG drawing into a folder.")
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "network",
        _("Show who carries whom: units, channels, and the reprints between them."),
        "govrank network 2026-10",
        "govrank network 2026-10 黄浦区",
        "govrank network 2026-10 --export 输出",
        paged=True,
    )
    def network(
        session: Session,
        month: MonthArgument,
        unit: _Unit = None,
        revision: _Revision = None,
        export: _Export = None,
    ) -> None:
        from ranking.workflow.network import month_network

        shown = month_network(session.workspace, month, unit, revision)
        if export is None:
            _print(session, shown)
        else:
            _write(session, shown, export)


def _print(session: Session, shown: MonthNetwork) -> None:
    from ranking.render import network_data
    from ranking.render.network_console import network_tables
    from ranking.render.standing import banner

    edition, standing = shown.found.edition, shown.found.standing
    if session.json:
        session.json_text(network_data.network_record(edition, shown.network))
    elif session.terminal:
        width = session.out.width
        session.print(network_tables(edition, standing, shown.network, session.tr, width))
    else:
        if standing:
            session.warn_text(banner(standing, session.tr))
        session.write(network_data.network_rows(edition, shown.network))


def _write(session: Session, shown: MonthNetwork, folder: Path) -> None:
    from ranking.workflow.network_files import write_network

    files = write_network(shown, folder, session.document_language)
    if session.json:
        session.json_text({"files": [str(path) for path in files]})
        return
    for path in files:
        session.say("written: {file}", file=str(path))
