"""govrank site: the web site of everything that was published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.arguments import StrictOption
from ranking.cli.command import command
from ranking.cli.failures import describe, refused
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.workflow.site import Built


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "site",
        _("Build the web site of all that was published; only what has changed is written."),
        "govrank site",
        "govrank site --to /srv/www/bangdan",
    )
    def site(
        session: Session,
        to: Annotated[
            Path | None,
            typer.Option(
                "--to", metavar="DIR", help=_("Folder to build in, instead of the workspace's.")
            ),
        ] = None,
        strict: StrictOption = False,
    ) -> None:
        from ranking.schedule.site import refresh_site

        built = refresh_site(session.workspace, session.document_language, to)
        if session.json:
            session.json_text(vars(built) | {"folder": str(built.folder)})
        else:
            _tell(session, built)
        if strict and built.foreign:
            raise typer.Exit(3)


def tell_of_site(session: Session) -> None:
    """Build the workspace's site after a step; the step stands, whatever becomes of the site."""
    from ranking.schedule.site import site_trouble
    from ranking.workflow.site import site_folder

    workspace = session.workspace
    error = site_trouble(workspace, session.document_language)
    if error is None:
        if not session.json:
            session.say("The site is up to date: {folder}", folder=str(site_folder(workspace)))
        return
    message, hint = describe(refused(error) if isinstance(error, OSError) else error)
    session.warn_text(
        session.tr("The step is recorded, but the site could not be built: {error}", error=message)
    )
    session.warn_text(f"  {hint}".rstrip())
    session.warn_text("  " + session.tr("Remove the cause, then run: govrank site"))


def _tell(session: Session, built: Built) -> None:
    session.say(
        "Site of {editions} editions in {folder}: {written} files written, {unchanged} unchanged, "
        "{removed} removed.",
        editions=built.editions,
        folder=str(built.folder),
        written=built.written,
        unchanged=built.unchanged,
        removed=built.removed,
    )
    if built.foreign:
        session.say(
            "Left alone, because the build did not make them: {count} files, the first is {file}.",
            count=len(built.foreign),
            file=built.foreign[0],
        )
