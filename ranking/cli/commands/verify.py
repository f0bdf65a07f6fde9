"""govrank verify: is a published edition what was signed, approved and computed?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.workflow.verify_parts import Held
    from ranking.workflow.verify_release import Release

TargetArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="MONTH|FOLDER",
        help=_(
            "Month of the workspace (default: the newest published), or a release folder, "
            "which needs no workspace."
        ),
    ),
]
KeyOption = Annotated[
    Path | None, typer.Option("--key", help=_("Public key file, from the office's own notice."))
]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "verify",
        _("Verify a published edition: signature, files, approvals, and every number again."),
        "govrank verify 2026-10",
        "govrank verify r1 --key signing.pub",
    )
    def verify(session: Session, target: TargetArgument = None, key: KeyOption = None) -> None:
        from ranking.render.safe import line
        from ranking.workflow.places import public_key
        from ranking.workflow.verify import folder_in, read_public_key, verify_month
        from ranking.workflow.verify_release import verify_release

        folder = folder_in(target) if target else None
        given = read_public_key(key) if key else None
        held: list[Held] = []

        def tell(one: Held) -> None:
            held.append(one)
            if not session.json:
                said = session.tr(one.template, **one.params)
                session.say("ok: {what}", what=line(said))

        if folder is None:
            release, revision = verify_month(session.workspace, target, given, tell)
            state = revision.state.value
        else:
            key_text = read_public_key(public_key(folder)) if given is None else given
            release = verify_release(folder, key_text, tell)
            state = None
        trusted = given is not None or folder is None
        _show(session, release, held, state, trusted)


def _show(
    session: Session, release: Release, held: list[Held], state: str | None, trusted: bool
) -> None:
    """Say what was verified; ``state`` null = no ledger was asked, not ``trusted`` = the key came
    with the folder."""
    said = {name: release.fields[name] for name in ("list", "month", "revision")}
    if session.json:
        checks = [one.check for one in held]
        more = {"release_sha256": release.sha256, "state": state, "checks": checks}
        session.json_text({**said, **more, "key_is_from_folder": not trusted})
        return
    session.say("Verified: {list} {month} r{revision}", **said)
    session.say("release SHA-256 {sha}", sha=release.sha256)
    if state == "withdrawn":
        session.say("It has been withdrawn since: govrank history {month}", month=said["month"])
    if not trusted:
        session.say(
            "But the public key came with the folder, and such a key proves nothing about who "
            "signed. Take the key from the office's own notice and name it: --key signing.pub"
        )
