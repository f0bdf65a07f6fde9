"""govrank schedule hooks: whom the schedule tells, and whether they can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ranking.cli.command import command
from ranking.cli.failures import describe
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.hook_files import Hook
    from ranking.schedule.hooks import Told


def register(schedule: typer.Typer) -> None:
    """Add the command."""

    @command(
        schedule,
        "hooks",
        _("List whom the schedule tells; with --send try each, exit 1 if one cannot be told."),
        "govrank schedule hooks",
        "govrank schedule hooks --send",
    )
    def hooks(
        session: Session,
        send: Annotated[
            bool, typer.Option("--send", help=_("Send each a message that says it is a test."))
        ] = False,
    ) -> None:
        rows = _tried(session) if send else _listed(session)
        _show(session, rows, tried=send)
        if any(row.get("state") == "failed" for row in rows):
            raise typer.Exit(1)


def _listed(session: Session) -> list[dict[str, Any]]:
    from ranking.hook_files import load_hooks

    return [_row(number, hook) for number, hook in enumerate(load_hooks(session.workspace.home), 1)]


def _tried(session: Session) -> list[dict[str, Any]]:
    from ranking.schedule.hooks import send_tests
    from ranking.wiring.webhooks import send_webhook

    return [
        _row(told.number, told.hook) | _result(told)
        for told in send_tests(session.workspace, session.tr, send_webhook)
    ]


def _row(number: int, hook: Hook) -> dict[str, Any]:
    return {
        "number": number,
        "on": list(hook.on),
        "stages": list(hook.stages),
        "target": hook.target,
        "body": hook.body,
    }


def _result(told: Told) -> dict[str, str]:
    message, hint = describe(told.error) if told.error else ("", "")
    return {"state": "failed" if told.error else "sent", "message": message, "hint": hint}


def _show(session: Session, rows: list[dict[str, Any]], *, tried: bool) -> None:
    from ranking.render.tables import filled

    if not rows and not session.json and session.terminal:
        session.say("No hook is set up: nobody is told what the schedule does.")
        session.say("config/hooks.toml has examples.")
        return
    if session.json or not session.terminal:
        session.table("", _machine_columns(tried), rows)
        return
    shown = [_said(session, row) for row in rows]
    session.table(session.tr("Hooks"), filled(_columns(session), shown), shown)
    for row in rows:
        if row.get("message"):
            session.write(f"{row['number']}: {row['message']}")
            session.write(f"   {row['hint']}")


def _said(session: Session, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row in words; an empty list of stages is all of them."""
    from ranking.schedule.message import occasion_names

    names = occasion_names(session.tr)
    comma = session.tr(", ")
    states = {"sent": session.tr("sent"), "failed": session.tr("failed")}
    return row | {
        "on": comma.join(names[occasion] for occasion in row["on"]),
        "stages": comma.join(row["stages"]) or session.tr("all"),
        "state": states.get(row.get("state", ""), ""),
    }


def _machine_columns(tried: bool) -> list[Any]:
    from ranking.render.tables import Column

    names = ("number", "on", "stages", "target", "body")
    result = ("state", "message", "hint") if tried else ()
    return [Column(name, name) for name in (*names, *result)]


def _columns(session: Session) -> list[Any]:
    from ranking.render.tables import Column

    return [
        Column("number", session.tr("no."), right=True),
        Column("on", session.tr("on"), flexible=True),
        Column("stages", session.tr("stages"), flexible=True),
        Column("target", session.tr("target"), flexible=True),
        Column("body", session.tr("message form")),
        Column("state", session.tr("result")),
    ]
