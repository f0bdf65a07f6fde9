"""govrank network: who carries whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.arguments import MonthArgument
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session
from ranking.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ranking.workflow.network import MonthNetwork
    from ranking.workflow.network_post import MonthPost

_Unit = Annotated[
    str | None, typer.Argument(metavar="UNIT", help=_("One unit and the channels that carry it."))
]
_Revision = Annotated[
    int | None,
    typer.Option("--revision", min=1, help=_("An earlier revision; else the newest.")),
]
_Post = Annotated[
    str | None,
    typer.Option(
        "--post", metavar="POST", help=_("One post's tree: its id, its number or its link.")
    ),
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
        _("Show who carries whom, and how posts travelled from channel to channel."),
        "govrank network 2026-10",
        "govrank network 2026-10 黄浦区",
        "govrank network 2026-10 --export 输出",
        "govrank network 2026-10 --post 4500000000000001",
        paged=True,
    )
    def network(
        session: Session,
        month: MonthArgument,
        unit: _Unit = None,
        post: _Post = None,
        revision: _Revision = None,
        export: _Export = None,
    ) -> None:
        if post is not None:
            _post(session, month, unit, post, revision, export)
            return
        from ranking.workflow.network import month_network

        shown = month_network(session.workspace, month, unit, revision)
        if export is None:
            _print(session, shown)
            return
        from ranking.workflow.network_files import network_files

        _write(session, network_files(shown, session.document_language), export)


def _post(
    session: Session,
    month: str,
    unit: str | None,
    post: str,
    revision: int | None,
    export: Path | None,
) -> None:
    if unit is not None:
        raise UsageError(
            "A unit and a post were named: '{unit}' and '{post}'.",
            unit=unit,
            post=post,
            hint="Leave out the unit: a post is of one unit.",
        )
    from ranking.workflow.network_post import month_post

    shown = month_post(session.workspace, month, post, revision)
    if export is None:
        _print_post(session, shown)
        return
    from ranking.workflow.network_files import post_files

    _write(session, post_files(shown, session.document_language), export)


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


def _print_post(session: Session, shown: MonthPost) -> None:
    from ranking.render import network_post
    from ranking.render.standing import banner

    edition, standing = shown.found.edition, shown.found.standing
    if session.json:
        session.json_text(network_post.post_record(edition, shown.post))
    elif session.terminal:
        width = session.out.width
        session.print(network_post.post_tree(edition, standing, shown.post, session.tr, width))
    else:
        if standing:
            session.warn_text(banner(standing, session.tr))
        session.write(network_post.post_rows(edition, shown.post))


def _write(session: Session, content: Mapping[str, str], folder: Path) -> None:
    from ranking.workflow.network_files import write_files

    files = write_files(content, folder)
    if session.json:
        session.json_text({"files": [str(path) for path in files]})
        return
    for path in files:
        session.say("written: {file}", file=str(path))
