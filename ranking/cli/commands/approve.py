"""govrank approve: one of two people's consent to a frozen edition."""

from __future__ import annotations

import typer

from ranking.cli.arguments import AsOption, MonthArgument
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "approve",
        _("Approve the frozen edition of a month; two different people have to."),
        "govrank approve 2026-10",
    )
    def approve(
        session: Session,
        month: MonthArgument,
        as_: AsOption = None,
    ) -> None:
        from ranking.model.lifecycle import State
        from ranking.render.editions import revision_record
        from ranking.workflow.approve import approve_month

        revision = approve_month(session.workspace, month, as_)
        if session.json:
            session.json_text(revision_record(revision))
            return
        names = {"month": revision.month, "revision": revision.revision}
        if revision.state is State.APPROVED:
            session.say("Approved by two people: {month} r{revision}.", **names)
            session.say("Publish it with: govrank publish {month}", month=revision.month)
        else:
            session.say("First approval of {month} r{revision}.", **names)
            session.say("Another person runs: govrank approve {month}", month=revision.month)
