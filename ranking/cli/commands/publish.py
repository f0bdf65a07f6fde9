"""govrank publish: sign an approved edition and make it the one in force."""

from __future__ import annotations

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
        "publish",
        _("Publish the approved edition of a month: a signed folder that anybody can verify."),
        "govrank publish 2026-10",
    )
    def publish(session: Session, month: MonthArgument, as_: AsOption = None) -> None:
        from ranking.render.editions import revision_record
        from ranking.schedule.release_time import release_time
        from ranking.workflow.publish import publish_month

        workspace = session.workspace
        earliest = release_time(workspace, month)
        done = publish_month(workspace, month, session.document_language, earliest, as_)
        if session.json:
            place = {"folder": str(done.folder), "head": done.head}
            session.json_text(revision_record(done.revision) | place)
            tell_of_site(session)
            return
        session.say(
            "Published: {month} r{revision} in {folder}",
            month=done.revision.month,
            revision=done.revision.revision,
            folder=str(done.folder),
        )
        session.say("Print both lines in the official notice; with them readers find any change:")
        session.say("release SHA-256 {sha}", sha=done.revision.release_sha256)
        session.say("ledger  SHA-256 {sha}", sha=done.head)
        tell_of_site(session)
