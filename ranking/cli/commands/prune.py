"""govrank prune: take away what daily work has left behind, once it is old."""

from __future__ import annotations

from typing import Annotated

import typer

from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "prune",
        _("Show what is older than the retention allows to go, and with --yes delete it."),
        "govrank prune",
        "govrank prune --yes",
    )
    def prune(
        session: Session,
        yes: Annotated[bool, typer.Option("--yes", help=_("Delete it, not only show it."))] = False,
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help=_("Only show it, also with --yes."))
        ] = False,
    ) -> None:
        from ranking.workflow.prune import prune as prune_workspace

        delete = yes and not dry_run
        before, found = prune_workspace(session.workspace, delete=delete)
        rows = [vars(one) for one in found]
        if session.json:
            session.json_text({"before": before, "deleted": delete, "rows": rows})
            return
        _show(session, rows)
        if not session.terminal:
            return
        day = f"{before:%Y-%m-%d}"
        if delete:
            session.say("Deleted: what was older than {day}.", day=day)
        else:
            session.say(
                "Older than {day}; nothing was deleted. Delete: govrank prune --yes", day=day
            )
        session.say("Events, approvals, adjustments, editions and releases are never deleted.")


def _show(session: Session, rows: list[dict[str, object]]) -> None:
    from ranking.render.prune import COLUMNS, machine_rows, shown_columns, shown_rows

    if session.terminal:
        session.table("", shown_columns(session.tr), shown_rows(rows, session.tr))
    else:
        session.table("", COLUMNS, machine_rows(rows))
