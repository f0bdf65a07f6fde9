"""govrank collect: posts and counts from the interfaces of platforms and vendors."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ranking.cli.command import command
from ranking.cli.failures import describe
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.workflow.collect_report import AccountReport, CollectReport

AccountOption = Annotated[
    list[str] | None,
    typer.Option("--account", metavar="NAME|ID", help=_("This account alone; may be repeated.")),
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="ID", help=_("This source file alone; may be repeated.")),
]
MonthsArgument = Annotated[
    str | None,
    typer.Argument(metavar="MONTH", help=_("Posts published in that month, YYYY-MM.")),
]
DayOption = Annotated[
    datetime | None,
    typer.Option("--day", formats=["%Y-%m-%d"], help=_("Posts published on that day.")),
]
SinceOption = Annotated[
    datetime | None,
    typer.Option("--since", formats=["%Y-%m-%d"], help=_("Posts from that day to today.")),
]
AgainOption = Annotated[
    bool,
    typer.Option("--again", help=_("Ask for everything, also what was taken for final or done.")),
]
AllOption = Annotated[bool, typer.Option("--all", help=_("Show every account and every message."))]
CompleteOption = Annotated[
    bool, typer.Option("--strict", help=_("Exit with code 3 when anything is not complete."))
]
INTERRUPTED = 130


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "collect",
        _(
            "Collect posts and counts from the interfaces in config/sources. Without MONTH or "
            "days: what is new, and the posts whose counts still grow; meant to run every day."
        ),
        "govrank collect",
        "govrank collect 2026-10",
        "govrank collect --since 2026-11-01 --account 某市发布",
        "govrank collect --day 2026-11-20 --source wechat --json",
    )
    def collect(
        session: Session,
        month: MonthsArgument = None,
        day: DayOption = None,
        since: SinceOption = None,
        account: AccountOption = None,
        source: SourceOption = None,
        again: AgainOption = False,
        everything: AllOption = False,
        strict: CompleteOption = False,
    ) -> None:
        from ranking.workflow.collect import collect as run
        from ranking.workflow.collect_days import collect_days
        from ranking.workflow.collect_report import CollectRequest

        today = session.workspace.today()
        first, last = collect_days(today, month, _day(day), _day(since))
        request = CollectRequest(first, last, tuple(account or ()), tuple(source or ()), again)
        report = run(session.workspace, request)
        _show(session, report, everything)
        if code := _exit_code(report, strict):
            raise typer.Exit(code)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _exit_code(report: CollectReport, strict: bool) -> int:
    from ranking.model.collection import Outcome

    accounts = report.accounts
    failed = report.count(Outcome.FAILED)
    lacking = report.count(Outcome.COMPLETE) < len(accounts) or bool(report.unserved)
    aside = any(account.quarantined or account.unregistered for account in accounts)
    if report.stopped:
        return INTERRUPTED
    if failed and failed == len(accounts):
        return 1
    return 3 if strict and (lacking or aside) else 0


def _show(session: Session, report: CollectReport, everything: bool) -> None:
    """Print JSON, or the summary; in a pipe the table is all of stdout, the rest on stderr."""
    accounts = [_described(account) for account in report.accounts]
    if session.json:
        session.json_text(_as_json(report, accounts))
    elif session.terminal:
        _show_terminal(session, report, accounts, everything)
    else:
        _show_pipe(session, report, accounts)


def _described(report: AccountReport) -> dict[str, Any]:
    message, hint = describe(report.error) if report.error else ("", "")
    return {**vars(report), "message": message, "hint": hint}


def _headline(session: Session, report: CollectReport, accounts: list[dict[str, Any]]) -> str:
    from ranking.render.collect_report import headline

    days = (report.request.first, report.request.last)
    return headline(days, accounts, report.made, session.tr)


def _show_pipe(session: Session, report: CollectReport, accounts: list[dict[str, Any]]) -> None:
    from ranking.render.collect_report import machine_columns, machine_rows

    session.table("", machine_columns(), machine_rows(accounts))
    session.warn_text(_headline(session, report, accounts))


def _show_terminal(
    session: Session, report: CollectReport, accounts: list[dict[str, Any]], everything: bool
) -> None:
    from ranking.intake.reasons import FLAGS, REASONS
    from ranking.render.collect_lines import course, lines, next_steps
    from ranking.render.collect_report import columns, rows, to_show
    from ranking.render.tables import filled

    tr = session.tr
    session.write(_headline(session, report, accounts))
    for text in course(vars(report), tr):
        session.write(text)
    shown, fine = to_show(accounts, everything=everything)
    if shown:
        wanted = rows(shown, tr)
        session.table("", filled(columns(tr, session.out.width), wanted), wanted)
    if fine:
        session.say("{count} accounts are complete and not listed (--all lists them).", count=fine)
    for text in lines(accounts, {**REASONS, **FLAGS}, tr, everything=everything):
        session.write(text)
    for text in next_steps(accounts, report.months, tr):
        session.write(text)


def _as_json(report: CollectReport, accounts: list[dict[str, Any]]) -> dict[str, object]:
    from ranking.model.collection import Outcome

    hidden = ("request", "accounts", "unserved")
    return {
        "first": report.request.first,
        "last": report.request.last,
        **{name: value for name, value in vars(report).items() if name not in hidden},
        "unserved": list(report.unserved),
        "outcomes": {outcome.value: report.count(outcome) for outcome in Outcome},
        "accounts": [_account_json(account) for account in accounts],
    }


def _account_json(account: dict[str, Any]) -> dict[str, object]:
    names = ("what", "reason", "day", "detail")
    return {
        **account,
        "missing": [{name: getattr(gap, name) for name in names} for gap in account["missing"]],
        "error": type(account["error"]).__name__ if account["error"] else None,
    }
