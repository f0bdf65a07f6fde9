"""govrank init: a new workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app, "init", _("Create a workspace with a commented govrank.toml."), "govrank init 榜单"
    )
    def init(
        session: Session,
        folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("Folder to create."))],
    ) -> None:
        from ranking.workflow.init import create_workspace

        written = create_workspace(folder)
        session.open_new(folder.resolve()).ledger.create()
        if session.json:
            session.json_text({"home": str(folder.resolve()), "files": [str(p) for p in written]})
            return
        for path in written:
            session.say("written: {file}", file=str(path))
        session.say("Workspace ready. Next: govrank roster import FILE --home {home}", home=folder)
