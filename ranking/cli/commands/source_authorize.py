"""govrank source authorize: an account's holder consents, and the token is kept."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ranking.cli.command import command
from ranking.cli.failures import describe
from ranking.cli.language import _
from ranking.cli.session import Session
from ranking.errors import UsageError

if TYPE_CHECKING:
    from ranking.workflow.authorise import Pending


def register(source: typer.Typer) -> None:
    """Add the command."""

    @command(
        source,
        "authorize",
        _(
            "Let the holders of accounts consent, one after the other; without --account those "
            "without a valid authorisation."
        ),
        "govrank source authorize weibo",
        "govrank source authorize weibo --account 某市发布",
    )
    def authorize(
        session: Session,
        kind: Annotated[str, typer.Argument(metavar="KIND", help=_("What needs consent: weibo."))],
        account: Annotated[
            str | None,
            typer.Option("--account", metavar="NAME|ID", help=_("This account alone.")),
        ] = None,
        source: Annotated[
            str | None,
            typer.Option("--source", metavar="ID", help=_("This source file alone.")),
        ] = None,
        url: Annotated[
            str | None,
            typer.Option(
                "--url",
                metavar="ADDRESS",
                help=_("The address to which the browser was sent after consent."),
            ),
        ] = None,
    ) -> None:
        from ranking.workflow.authorise import pending

        waiting = pending(
            session.workspace, kind, [source] if source else [], [account] if account else []
        )
        if url is not None:
            results = [_finished(session, _only(waiting), url)]
        elif waiting and not sys.stdin.isatty():
            raise _no_terminal(session, waiting)
        else:
            results = [_ask(session, one) for one in waiting]
        _show(session, results)


def _only(waiting: list[Pending]) -> Pending:
    """Return the one account that an address can be for."""
    if len(waiting) == 1:
        return waiting[0]
    if not waiting:
        raise UsageError(
            "Every account has a valid authorisation.",
            hint="Name the account with --account to renew its authorisation all the same.",
        )
    raise UsageError(
        "{count} accounts wait for consent, and one address is for one of them.",
        count=len(waiting),
        hint="Say whose it is with --account (and --source).",
    )


def _no_terminal(session: Session, waiting: list[Pending]) -> UsageError:
    """Show the addresses, and return the error for a command that can read no answer."""
    for one in waiting:
        _show_address(session, one)
    return UsageError(
        "The address after consent cannot be read here: this is not a terminal.",
        hint="Open the address above, consent, and run the command again with --account and "
        "--url ADDRESS; or run it in a terminal.",
    )


def _ask(session: Session, one: Pending) -> dict[str, Any]:
    """Ask until a pasted address is accepted; an empty line or the end of input skips."""
    _show_address(session, one)
    while True:
        prompt = session.tr("Paste the whole address the browser was sent to (empty: skip): ")
        sys.stderr.write(prompt)
        sys.stderr.flush()
        pasted = sys.stdin.readline().strip()
        if not pasted:
            sys.stderr.write("\n")
            return _result(one, "skipped")
        try:
            return _finished(session, one, pasted)
        except Exception as error:
            if not hasattr(error, "template"):
                raise
            for text in filter(None, describe(error)):
                session.warn_text(text)


def _show_address(session: Session, one: Pending) -> None:
    """Say who must open what; on stderr with --json."""
    from ranking.render.safe import line

    tell = session.warn_text if session.json else session.write
    tell(
        session.tr(
            "{name} ({unit}), {account}: sign in to the platform as this account, open this "
            "address and consent:",
            name=line(one.name),
            unit=line(one.unit),
            account=line(one.account),
        )
    )
    tell(f"  {one.consent.url()}")


def _finished(session: Session, one: Pending, redirected_to: str) -> dict[str, Any]:
    from ranking.workflow.authorise import finish

    return _result(one, "authorised", finish(session.workspace, one, redirected_to))


def _result(one: Pending, state: str, expires_at: datetime | None = None) -> dict[str, Any]:
    names = ("source", "account", "name", "unit")
    kept = {name: getattr(one, name) for name in names}
    return {**kept, "state": state, "expires_at": expires_at}


def _show(session: Session, results: list[dict[str, Any]]) -> None:
    from ranking.render.labels import local_time, short

    if session.json:
        session.json_text(results)
        return
    if not results:
        session.say("Every account has a valid authorisation.")
    for result in results:
        name, until = short(result["name"]), result["expires_at"]
        if result["state"] == "skipped":
            session.say("{name}: skipped, nothing was changed.", name=name)
        elif until is None:
            session.say("{name}: authorised.", name=name)
        else:
            session.say("{name}: authorised until {time}.", name=name, time=local_time(until))
