"""govrank method compare: what a change of method does to a month's ranks."""

from __future__ import annotations

from typing import Annotated

import typer

from ranking.cli.arguments import MonthArgument
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session


def register(method: typer.Typer) -> None:
    """Add the command."""

    @command(
        method,
        "compare",
        _("Show what a change of method does to the ranks of a month."),
        "govrank method compare shanghai shanghai-2 2026-10",
        paged=True,
    )
    def compare(
        session: Session,
        a: Annotated[
            str, typer.Argument(metavar="A", help=_("Method in use: id or path of a file."))
        ],
        b: Annotated[
            str, typer.Argument(metavar="B", help=_("Other method: id or path of a file."))
        ],
        month: MonthArgument,
    ) -> None:
        from dataclasses import asdict

        from ranking.render.comparison import comparison_rows, comparison_tables
        from ranking.workflow.method_compare import compare_methods

        found = compare_methods(session.workspace, a, b, month)
        if session.json:
            session.json_text(asdict(found))
        elif session.terminal:
            session.print(comparison_tables(found, session.tr, session.out.width))
        else:
            session.write(comparison_rows(found))
