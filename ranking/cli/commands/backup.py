"""govrank backup: everything of a workspace in one file that was read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.workflow.backup_manifest import BackupManifest

PlaceArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE|FOLDER",
        help=_("File to write, or a folder: its name then tells list and time."),
    ),
]
VerifyOption = Annotated[
    bool,
    typer.Option("--verify", help=_("Write nothing: compare everything in the backup FILE.")),
]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "backup",
        _("Write ledger, facts, editions, releases and settings into one file, and check it."),
        "govrank backup /mnt/backup",
        "govrank backup --verify govrank-main-20261101T020000Z.tar.gz",
    )
    def backup(session: Session, place: PlaceArgument, verify: VerifyOption = False) -> None:
        if verify:
            _verify(session, place)
        else:
            _write(session, place)


def _verify(session: Session, file: Path) -> None:
    from ranking.workflow.backup_check import check_archive

    manifest = check_archive(file, session.progress)
    if session.json:
        session.json_text({"file": str(file), **_record(manifest)})
        return
    session.say("The backup is whole: {count} files, each as it was.", count=len(manifest.members))
    session.say(
        "list {list}, made {time} by govrank {version}; log head {head}",
        list=manifest.list_id,
        time=manifest.created_at.isoformat(timespec="seconds"),
        version=manifest.version,
        head=manifest.event_head or "-",
    )


def _write(session: Session, place: Path) -> None:
    from ranking.workflow.backup import back_up

    done = back_up(session.workspace, place)
    if session.json:
        what = {"file": str(done.file), "sha256": done.sha256, "size": done.size}
        session.json_text(what | _record(done.manifest))
        return
    session.say(
        "Backed up and read back: {count} files in {file} ({size} MB)",
        count=len(done.manifest.members),
        file=str(done.file),
        size=f"{done.size / 1e6:,.1f}",
    )
    session.say("backup SHA-256 {sha}", sha=done.sha256)
    session.say(
        "Not in it: the signing key (secrets/signing.key) and every other secret. Keep a copy of "
        "the key in a safe place of its own: without it nothing can be published under the public "
        "key that readers know."
    )


def _record(manifest: BackupManifest) -> dict[str, object]:
    from ranking.workflow.backup_manifest import NOT_INCLUDED

    return {
        "list": manifest.list_id,
        "created_at": manifest.created_at,
        "govrank": manifest.version,
        "schema": manifest.schema,
        "event_head": manifest.event_head,
        "members": len(manifest.members),
        "bytes": manifest.size,
        "not_included": list(NOT_INCLUDED),
    }
