"""govrank restore: a workspace out of a backup, into a new folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session

FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help=_("Backup that 'govrank backup' wrote."))
]
FolderArgument = Annotated[
    Path, typer.Argument(metavar="DIR", help=_("Folder to create, or an empty one."))
]
UrlFileOption = Annotated[
    Path | None,
    typer.Option(
        "--database-url-file",
        metavar="FILE",
        help=_("File with the address of an empty database (else what the backup says)."),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "restore",
        _("Make a workspace out of a backup: all of it, checked, or nothing."),
        "govrank restore govrank-main-20261101T020000Z.tar.gz 恢复",
    )
    def restore(
        session: Session,
        file: FileArgument,
        folder: FolderArgument,
        database_url_file: UrlFileOption = None,
    ) -> None:
        import os

        from ranking.workflow.restore import restore as restore_backup

        done = restore_backup(file, folder, database_url_file, os.environ, session.progress)
        manifest = done.manifest
        if session.json:
            where = {"home": str(done.home), "database": done.database}
            what = {"created_at": manifest.created_at, "event_head": manifest.event_head}
            session.json_text({**where, **what, "members": len(manifest.members)})
            return
        session.say("Restored: {folder}, ledger {ledger}", folder=done.home, ledger=done.database)
        session.say(
            "as of {time}; log head {head}",
            time=manifest.created_at.isoformat(timespec="seconds"),
            head=manifest.event_head or "-",
        )
        session.say(
            "Put the signing key back as {file} (chmod 600), and the other secrets; then run: "
            "govrank doctor --home {folder}",
            file="secrets/signing.key",
            folder=done.home,
        )
