"""govrank freeze: close a month; from now on its edition is what the snapshot says."""

from __future__ import annotations

from typing import Annotated

import typer

from ranking.cli.arguments import AsOption, MonthArgument
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "freeze",
        _("Close a month: write its snapshot, which alone its edition is computed from."),
        "govrank freeze 2026-10",
        "govrank freeze 2026-10 --cut-off 2026-11-05",
    )
    def freeze(
        session: Session,
        month: MonthArgument,
        cut_off: Annotated[
            str | None,
            typer.Option(
                "--cut-off",
                metavar="DAY|TIME",
                help=_("Observations after it do not count (a day counts to its end)."),
                show_default=_("that of the list's release rule, or now"),
            ),
        ] = None,
        as_: AsOption = None,
    ) -> None:
        from ranking.render.editions import local_minute, revision_record
        from ranking.workflow.freeze import freeze_month

        revision = freeze_month(session.workspace, month, cut_off, as_)
        _tell_unmakeable(session)
        if session.json:
            session.json_text(revision_record(revision))
            return
        session.say(
            "Frozen: {month} r{revision}, cut-off {cut_off}, manifest SHA-256 {sha}",
            month=revision.month,
            revision=revision.revision,
            cut_off=local_minute(revision.cut_off),
            sha=revision.manifest_sha256,
        )
        session.say(
            "Two people look at it and each run: govrank approve {month}", month=revision.month
        )


def _tell_unmakeable(session: Session) -> None:
    """Warn of formats of the list in which it cannot be published from this computer."""
    from ranking.render.renderers import INSTALL
    from ranking.workflow.doctor_formats import unmakeable

    if missing := unmakeable(session.workspace.settings):
        session.warn_text(
            session.tr(
                "It cannot be published from here in these formats: {formats}; not installed: "
                "{tools}.",
                formats=", ".join(missing),
                tools=", ".join(sorted(set(missing.values()))),
            )
        )
        session.warn_text(f"  {session.tr(INSTALL)}")
