"""govrank status: how complete a month is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ranking.cli.arguments import MonthArgument, StrictOption
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session
from ranking.i18n import Translator

if TYPE_CHECKING:
    from ranking.workflow.status import MonthStatus


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "status",
        _("Show what is known of a month, how it was collected, and the rows that wait."),
        "govrank status 2026-10",
        "govrank status 2026-10 --days",
        "govrank status 2026-10 --quarantine",
        "govrank status 2026-10 --quarantine --to 待改",
        paged=True,
    )
    def status(
        session: Session,
        month: MonthArgument,
        days: Annotated[
            bool, typer.Option("--days", help=_("Show every day of every account."))
        ] = False,
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
            doubtful = _show_quarantine(session, month, to) > 0
        else:
            found = month_status(session.workspace, month)
            _show_status(session, found, days=days)
            doubtful = found.doubtful
        if strict and doubtful:
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


def _show_status(session: Session, status: MonthStatus, *, days: bool) -> None:
    from ranking.cli.status_document import flat, status_document

    if session.json:
        session.json_text(status_document(status, session.tr))
        return
    accounts = [flat(account) for account in status.accounts]
    if days:
        _show_days(session, status, accounts)
    else:
        _show_accounts(session, status, accounts)


def _show_accounts(session: Session, status: MonthStatus, accounts: list[dict[str, Any]]) -> None:
    from ranking.render.status import (
        account_columns,
        account_rows,
        table_title,
        terminal_columns,
    )

    rows = account_rows(accounts, session.tr, brief=session.terminal)
    columns, title = account_columns(session.tr), ""
    if session.terminal:
        width = session.out.width
        columns = terminal_columns(columns, rows, width, session.tr)
        title = table_title(status.month, width, session.tr)
    session.table(title, columns, rows)
    if session.terminal:
        for text in _lines(status, session.tr):
            session.write(text)


def _lines(status: MonthStatus, tr: Translator) -> Iterator[str]:
    from ranking.intake.reasons import REASONS
    from ranking.render import status_lines as lines
    from ranking.render.status import month_lines

    names = status.names
    yield from month_lines(status.reprints, status.rejected, REASONS, tr)
    matching = status.matching
    yield from lines.matching_lines(matching.doubtful, status.month, tr, arrived=matching.arrived)
    yield from lines.collection_lines(status.collected.last, tr)
    yield from lines.suspect_lines(list(map(vars, status.suspects)), names, status.previous, tr)
    yield from lines.failure_lines(status.failures, names, tr)
    yield from lines.missing_lines(status.missing, names, tr)
    yield from lines.expiry_lines(list(map(vars, status.collected.authorisations)), names, tr)


def _show_days(session: Session, status: MonthStatus, accounts: list[dict[str, Any]]) -> None:
    from ranking.model.month import Month
    from ranking.render.layout import wrap
    from ranking.render.status_days import day_table, legend, matrix

    if not session.terminal:
        session.table("", *day_table(accounts, Month.parse(status.month)))
        return
    width = session.out.width
    title = session.tr("Days of {month}", month=status.month)
    session.table(title, *matrix(accounts, session.tr, width))
    session.write(wrap(legend(session.tr), width))
