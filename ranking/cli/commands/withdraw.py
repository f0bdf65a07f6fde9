"""govrank withdraw: an edition that was published no longer holds."""

from __future__ import annotations

from typing import Annotated

import typer

from ranking.cli.arguments import AsOption, MonthArgument
from ranking.cli.command import command
from ranking.cli.commands.site import tell_of_site
from ranking.cli.language import _
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "withdraw",
        _("Withdraw the published edition of a month; it stays readable, with a banner."),
        "govrank withdraw 2026-10 --note 数据源出错，另行发布",
    )
    def withdraw(
        session: Session,
        month: MonthArgument,
        note: Annotated[
            str, typer.Option("--note", metavar="TEXT", help=_("Why, in words for readers."))
        ],
        as_: AsOption = None,
    ) -> None:
        from ranking.render.editions import revision_record
        from ranking.workflow.revise import withdraw_month

        revision = withdraw_month(session.workspace, month, note, as_)
        if session.json:
            session.json_text(revision_record(revision))
            tell_of_site(session)
            return
        session.say(
            "Withdrawn: {month} r{revision}.", month=revision.month, revision=revision.revision
        )
        tell_of_site(session)
