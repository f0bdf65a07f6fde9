"""govrank schedule: when editions are published, and the commands that see to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.command import command
from ranking.cli.commands.schedule_hooks import register as register_hooks
from ranking.cli.commands.schedule_run import register as register_run
from ranking.cli.commands.schedule_status import register as register_status
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.schedule.coming import Coming


def register(app: typer.Typer) -> None:
    """Add the commands."""
    schedule = typer.Typer(
        help=_("When months close and are published, and who sees to it."), no_args_is_help=True
    )
    app.add_typer(schedule, name="schedule")
    _register_next(schedule)
    register_run(schedule)
    register_status(schedule)
    register_hooks(schedule)


def _register_next(schedule: typer.Typer) -> None:
    @command(
        schedule,
        "next",
        _("Show when the coming months close and are published, or write them as a calendar."),
        "govrank schedule next",
        "govrank schedule next --months 24 --ics 发布日历.ics",
    )
    def next_(
        session: Session,
        months: Annotated[
            int, typer.Option("--months", min=1, max=120, help=_("How many releases."))
        ] = 12,
        ics: Annotated[
            Path | None,
            typer.Option("--ics", metavar="FILE", help=_("Write an iCalendar file instead.")),
        ] = None,
    ) -> None:
        from ranking.schedule.coming import coming_releases

        coming = coming_releases(session.workspace, months)
        if ics is None:
            _show(session, coming)
        else:
            _write(session, coming, ics)


def _show(session: Session, coming: Coming) -> None:
    from ranking.render import releases as view
    from ranking.render.tables import filled
    from ranking.schedule.release import rule_of

    rows = [vars(release) for release in coming.releases]
    if session.json or not session.terminal:
        session.table("", view.machine_columns(), view.machine_rows(rows))
        return
    shown = view.release_rows(rows, session.tr)
    title = session.tr("Releases of {title}", title=coming.list_file.title)
    session.table(title, filled(view.release_columns(session.tr), shown), shown)
    for text in view.release_lines(rule_of(coming.list_file), rows, session.tr):
        session.write(text)


def _write(session: Session, coming: Coming, path: Path) -> None:
    from ranking.i18n import Translator
    from ranking.schedule.ics import calendar_bytes

    tr = Translator(session.document_language)
    now = session.workspace.now()
    path.write_bytes(calendar_bytes(coming.list_file, coming.releases, now, tr))
    if session.json:
        session.json_text({"files": [str(path)]})
    else:
        session.say("written: {file}", file=str(path))
