"""govrank show: the boards of a month."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.arguments import MonthArgument
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.model.edition import Edition
    from ranking.model.lifecycle import Standing
    from ranking.workflow.editions import MonthEdition


class ShowFormat(StrEnum):
    """What ``show`` prints."""

    TABLE = "table"
    JSON = "json"
    TSV = "tsv"
    CSV = "csv"
    MD = "md"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "show",
        _("Print boards, statistics, top posts and campaigns of a month."),
        "govrank show 2026-10",
        "govrank show 2026-10 --format md",
        "govrank show 2026-10 --revision 1",
        "govrank show 2026-10 --text",
        paged=True,
    )
    def show(
        session: Session,
        month: MonthArgument,
        format_: Annotated[
            ShowFormat | None,
            typer.Option(
                "--format", help=_("Output format."), show_default=_("table, or tsv in a pipe")
            ),
        ] = None,
        revision: Annotated[
            int | None,
            typer.Option("--revision", min=1, help=_("An earlier revision; else the newest.")),
        ] = None,
        text: Annotated[
            bool, typer.Option("--text", help=_("The text that is published with the boards."))
        ] = False,
    ) -> None:
        from ranking.workflow.editions import month_edition

        found = month_edition(session.workspace, month, revision)
        if text:
            print_text(session, found)
            return
        chosen = format_ or (ShowFormat.TABLE if session.terminal else ShowFormat.TSV)
        wanted = ShowFormat.JSON if session.json else chosen
        if found.standing and wanted in (ShowFormat.TSV, ShowFormat.CSV):
            from ranking.render.standing import banner

            session.warn_text(banner(found.standing, session.tr))
        print_edition(session, found.edition, wanted, found.standing)


def print_edition(
    session: Session, edition: Edition, chosen: ShowFormat, standing: Standing | None = None
) -> None:
    """Print an edition in one of the formats; ``standing`` is what is said above it."""
    if chosen is ShowFormat.JSON:
        from ranking.render.json_edition import edition_json

        session.write(edition_json(edition))
        return
    from ranking.render import delimited
    from ranking.render.view import build
    from ranking.workflow.feature_names import feature_names
    from ranking.workflow.past_places import past_places

    names = feature_names(session.workspace.settings, edition.method.id, session.tr.language)
    past = past_places(session.workspace, edition) if chosen is ShowFormat.TABLE else ()
    view = build(edition, session.tr, names, standing, past)
    if chosen is ShowFormat.TABLE:
        from ranking.render import console

        session.print(console.edition(view, session.out.width))
    elif chosen is ShowFormat.TSV:
        session.write(delimited.tsv(view))
    elif chosen is ShowFormat.CSV:
        session.write_bytes(delimited.csv_bytes(view))
    else:
        from ranking.render.markdown import boards_markdown

        session.write(boards_markdown(view))


def print_text(session: Session, found: MonthEdition) -> None:
    """Print the text of a month; as JSON with every figure and where it comes from."""
    from ranking.render.json_publication import text_records
    from ranking.render.text_console import text_console, text_plain
    from ranking.render.view import title_of, warning_of
    from ranking.workflow.written_text import written_text

    sections = written_text(session.workspace, found, session.tr)
    if session.json:
        session.json_text(text_records(sections))
    elif session.terminal:
        title = title_of(found.edition, session.tr)
        warning = warning_of(found.edition, found.standing, session.tr)
        session.print(text_console(title, warning, sections, session.out.width))
    else:
        session.write(text_plain(sections))
