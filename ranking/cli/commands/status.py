"""govrank status: how complete a month is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.arguments import MonthArgument, StrictOption
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.workflow.status import MonthStatus


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "status",
        _("Show what is known of a month, and the rows that wait in quarantine."),
        "govrank status 2026-10",
        "govrank status 2026-10 --quarantine",
        "govrank status 2026-10 --quarantine --to 待改",
    )
    def status(
        session: Session,
        month: MonthArgument,
        quarantine: Annotated[
            bool, typer.Option("--quarantine", help=_("List the rows that were set aside."))
        ] = False,
        to: Annotated[
            Path | None,
            typer.Option(
                "--to", metavar="DIR", help=_("Write those rows as CSV, to be corrected.")
            ),
        ] = None,
        strict: StrictOption = False,
    ) -> None:
        from ranking.workflow.status import month_status

        if quarantine or to is not None:
            waiting = _show_quarantine(session, month, to)
        else:
            found = month_status(session.workspace, month)
            _show_status(session, found)
            waiting = sum(found.rejected.values())
        if strict and waiting:
            raise typer.Exit(3)


def _show_quarantine(session: Session, month: str, to: Path | None) -> int:
    from ranking.intake.reasons import REASONS
    from ranking.render.findings import rejected_lines
    from ranking.render.status import status_names
    from ranking.render.tables import Column
    from ranking.workflow.status import quarantined_rows, write_quarantine

    rejected = quarantined_rows(session.workspace, month)
    if to is not None:
        for path in write_quarantine(rejected, to, month):
            session.say("written: {file}", file=str(path))
        if not rejected:
            session.say("No row waits in quarantine for {month}.", month=month)
        return len(rejected)
    words = status_names(session.tr)
    rows = [
        {
            **vars(row),
            "status": row.status if session.json else words[row.status],
            "why": session.tr(REASONS.get(row.reason, row.reason)),
        }
        for row in rejected
    ]
    if session.terminal and not session.json:
        for text in rejected_lines(rows, session.tr):
            session.write(text)
        return len(rejected)
    names = ("id", "status", "file_name", "sheet", "row", "column", "value", "why", "account")
    extra = ("reason", "month", "cells") if session.json else ()
    session.table("", [Column(name, name) for name in (*names, *extra)], rows)
    return len(rejected)


def _show_status(session: Session, status: MonthStatus) -> None:
    from ranking.intake.reasons import REASONS
    from ranking.render.status import account_columns, account_rows, month_lines

    if session.json:
        session.json_text(
            {
                "month": status.month,
                "reprints": status.reprints,
                "rejected": [
                    {"status": kind, "reason": reason, "rows": count}
                    for (kind, reason), count in status.rejected.items()
                ],
                "accounts": [vars(account) for account in status.accounts],
            }
        )
        return
    rows = account_rows([vars(account) for account in status.accounts])
    session.table(
        session.tr("Accounts in {month}", month=status.month), account_columns(session.tr), rows
    )
    if session.terminal:
        for line in month_lines(status.reprints, status.rejected, REASONS, session.tr):
            session.write(line)
