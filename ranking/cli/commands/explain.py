"""govrank explain: why a unit stands where it stands."""

from __future__ import annotations

import typer

from ranking.cli.arguments import MonthArgument, UnitArgument
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "explain",
        _("Show a unit's score from counts to rank, and what would gain it one place."),
        "govrank explain 2026-10 黄浦区",
        paged=True,
    )
    def explain(session: Session, month: MonthArgument, unit: UnitArgument) -> None:
        from ranking.workflow.explain import explain_unit

        explanation = explain_unit(session.workspace, month, unit, session.tr.language)
        if session.json:
            from ranking.render.json_edition import explanation_json

            session.write(explanation_json(explanation))
            return
        from ranking.render.explain_console import explanation as rendered

        session.print(rendered(explanation, session.tr, session.out.width))
