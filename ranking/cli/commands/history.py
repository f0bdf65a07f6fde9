"""govrank history: who did what with a month, when and why."""

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
        "history",
        _("List every step of a month's editions: who, when and why."),
        "govrank history 2026-10",
        paged=True,
    )
    def history(session: Session, month: MonthArgument) -> None:
        from ranking.render import editions as view
        from ranking.render.tables import filled
        from ranking.workflow.history import month_history

        found = month_history(session.workspace, month)
        events = [vars(step.event) | {"sha256": step.sha256} for step in found.events]
        if session.json:
            session.json_text(
                {
                    "list": found.list_id,
                    "month": found.month,
                    "revisions": [view.revision_record(one) for one in found.revisions],
                    "events": events,
                }
            )
        elif not session.terminal:
            session.table("", view.machine_columns(), view.machine_rows(events))
        elif not events:
            session.say("Nothing was done with {month} yet.", month=found.month)
        else:
            rows = view.event_rows(events, session.tr)
            title = session.tr("Steps of {month}", month=found.month)
            session.table(title, filled(view.event_columns(session.tr), rows), rows)
