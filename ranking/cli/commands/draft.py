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
        _tell_unmatched(session, edition.month)
        session.say("Look at it with: govrank show {month}", month=edition.month)


def _tell_unmatched(session: Session, month: str) -> None:
    """Warn of what came in after the month was matched: it may count twice until it is again."""
    from ranking.model.month import Month
    from ranking.render.status_lines import matching_lines
    from ranking.workflow.reprint_status import matching_status

    with session.workspace.ledger.reading() as connection:
        found = matching_status(connection, Month.parse(month))
    if found.arrived:
        for text in matching_lines(found.doubtful, month, session.tr, arrived=True):
            session.warn_text(text)
