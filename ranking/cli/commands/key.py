"""govrank key: the key that releases are signed with."""

from __future__ import annotations

import typer

from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the commands."""
    key = typer.Typer(help=_("The key that releases are signed with."), no_args_is_help=True)
    app.add_typer(key, name="key")
    _register_create(key)


def _register_create(key: typer.Typer) -> None:
    @command(
        key,
        "create",
        _("Create the signing key (Ed25519, as minisign's) and its public half."),
        "govrank key create",
    )
    def create(session: Session) -> None:
        from ranking.workflow.keys import make_key

        secret, public = make_key(session.workspace)
        if session.json:
            session.json_text({"secret": str(secret), "public": str(public)})
            return
        session.say("secret key: {file} (back it up; never share it)", file=str(secret))
        session.say("public key: {file} (publish it with the first edition)", file=str(public))
