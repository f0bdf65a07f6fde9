"""govrank revise: begin the next revision of a frozen or published edition."""

from __future__ import annotations

from typing import Annotated

import typer

from ranking.cli.arguments import AsOption, MonthArgument
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session
from ranking.model.lifecycle import Reason


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "revise",
        _("Begin the next revision of a month; the published one stays until it is published."),
        "govrank revise 2026-10 --reason C --note 某单位账号归属有误",
    )
    def revise(
        session: Session,
        month: MonthArgument,
        reason: Annotated[
            Reason,
            typer.Option(
                "--reason",
                help=_("R1 new data, R2 planned recalculation, R3 method, C correction."),
            ),
        ],
        note: Annotated[
            str, typer.Option("--note", metavar="TEXT", help=_("Why, in words for readers."))
        ],
        as_: AsOption = None,
    ) -> None:
        from ranking.workflow.revise import revise_month

        number = revise_month(session.workspace, month, reason, note, as_)
        if session.json:
            session.json_text({"month": month, "revision": number, "state": "draft"})
            return
        session.say("Revision {revision} of {month} is drafted.", revision=number, month=month)
        session.say("Look at it with 'govrank show {month}', then freeze it.", month=month)
