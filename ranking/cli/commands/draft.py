"""govrank draft: compute a month."""

from __future__ import annotations

import typer

from ranking.cli.arguments import MonthArgument
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "draft",
        _("Compute features, indices, bonus points and ranks of a month; store a draft."),
        "govrank draft 2026-10",
    )
    def draft(session: Session, month: MonthArgument) -> None:
        from ranking.workflow.draft import draft_month

        edition = draft_month(session.workspace, month)
        if session.json:
            session.json_text(
                {
                    "list": edition.list_id,
                    "month": edition.month,
                    "revision": edition.revision,
                    "state": edition.state,
                    "method": vars(edition.method),
                    "boards": len(edition.boards),
                    "posts": sum(edition.coverage.posts.values()),
                }
            )
            return
        session.say(
            "Drafted {month}: {posts} posts, {boards} boards, method {method} {version}.",
            month=edition.month,
            posts=sum(edition.coverage.posts.values()),
            boards=len(edition.boards),
            method=edition.method.id,
            version=edition.method.version,
        )
        session.say("Look at it with: govrank show {month}", month=edition.month)
