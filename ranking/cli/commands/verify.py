"""govrank verify: is a published edition what was signed, approved and computed?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session
from ranking.errors import UsageError

if TYPE_CHECKING:
    from ranking.workflow.verify_parts import Held, Tell
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


AllOption = Annotated[
    bool, typer.Option("--all", help=_("Every edition that the workspace has published."))
]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "verify",
        _("Verify a published edition: signature, files, approvals, and every number again."),
        "govrank verify 2026-10",
        "govrank verify --all",
        "govrank verify r1 --key signing.pub",
    )
    def verify(
        session: Session,
        target: TargetArgument = None,
        key: KeyOption = None,
        everything: AllOption = False,
    ) -> None:
        from ranking.workflow.verify import folder_in, read_public_key

        folder = folder_in(target) if target else None
        given = read_public_key(key) if key else None
        if everything and target:
            raise UsageError(
                "'{target}' is named and so is --all.",
                target=target,
                hint="Leave one of them out.",
            )
        if folder is not None:
            found = _folder(session, folder, given)
        else:
            found = [
                _month(session, month, given) for month in _months(session, target, everything)
            ]
        if session.json:
            session.json_text({"releases": found} if everything else found[0])


def _months(session: Session, month: str | None, everything: bool) -> list[str | None]:
    from ranking.workflow.verify import published_revisions

    if not everything:
        return [month]
    published = published_revisions(session.workspace, None)
    return list(dict.fromkeys(revision.month for revision in published))


def _month(session: Session, month: str | None, given: str | None) -> dict[str, Any]:
    from ranking.workflow.verify import verify_month

    held: list[Held] = []
    tell = _teller(session, held)
    release, revision = verify_month(session.workspace, month, given, tell)
    return _shown(session, release, held, revision.state.value, trusted=True)


def _folder(session: Session, folder: Path, given: str | None) -> list[dict[str, Any]]:
    from ranking.workflow.places import public_key
    from ranking.workflow.verify import read_public_key
    from ranking.workflow.verify_release import verify_release

    held: list[Held] = []
    key = read_public_key(public_key(folder)) if given is None else given
    release = verify_release(folder, key, _teller(session, held))
    return [_shown(session, release, held, None, trusted=given is not None)]


def _teller(session: Session, held: list[Held]) -> Tell:
    """Return what keeps each check that held, and prints it for people."""
    from ranking.render.safe import line

    def tell(one: Held) -> None:
        held.append(one)
        if not session.json:
            session.say("ok: {what}", what=line(session.tr(one.template, **one.params)))

    return tell


def _shown(
    session: Session, release: Release, held: list[Held], state: str | None, *, trusted: bool
) -> dict[str, Any]:
    """Say what was verified and return it for machines; ``state`` null = no ledger was asked, not
    ``trusted`` = the key came with the folder."""
    said = {name: release.fields[name] for name in ("list", "month", "revision")}
    checks = [one.check for one in held]
    more = {"release_sha256": release.sha256, "state": state, "checks": checks}
    if not session.json:
        _say(session, release, state, trusted)
    return {**said, **more, "key_is_from_folder": not trusted}


def _say(session: Session, release: Release, state: str | None, trusted: bool) -> None:
    said = {name: release.fields[name] for name in ("list", "month", "revision")}
    session.say("Verified: {list} {month} r{revision}", **said)
    session.say("release SHA-256 {sha}", sha=release.sha256)
    if state == "withdrawn":
        session.say("It has been withdrawn since: govrank history {month}", month=said["month"])
    if not trusted:
        session.say(
            "But the public key came with the folder, and such a key proves nothing about who "
            "signed. Take the key from the office's own notice and name it: --key signing.pub"
        )
