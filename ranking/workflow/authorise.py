"""The human step: an account's holder consents at the platform, and the right to read is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ranking.errors import UsageError
from ranking.ledger.fetches import save_authorisations
from ranking.ledger.roster import read_roster
from ranking.model.collection import Authorisation
from ranking.source_files import Kind, SourceFile
from ranking.workflow.collect_report import CollectRequest
from ranking.workflow.collect_tasks import Wanted, wanted_accounts
from ranking.workflow.sources import check_sources, chosen_sources, serves
from ranking.workflow.workspace import Workspace

_CONSENTING = (Kind.WEIBO,)


class Consent(Protocol):
    """One consent that is under way (connectors.registry.Consent)."""

    def url(self) -> str:
        """Return the address that the account's holder opens."""

    def finish(self, redirected_to: str) -> datetime | None:
        """Keep what the consent gave; return when it ends. Raises ConnectorError."""


@dataclass(frozen=True)
class Pending:
    """An account whose holder is to consent; ``account`` is ``platform:native_id``."""

    source: str
    account: str
    name: str
    unit: str
    consent: Consent


def pending(
    workspace: Workspace, kind: str, sources: Sequence[str] = (), accounts: Sequence[str] = ()
) -> list[Pending]:
    """Return the accounts to authorise: those named, else all whose credential is refused.

    Raises UsageError for a kind without consent, and for names that do not fit it; ConnectorError
    where the platform does not say which credentials it refuses.
    """
    files = _files(workspace, kind, sources)
    today = workspace.today()
    with workspace.ledger.reading() as connection:
        asked = wanted_accounts(
            read_roster(connection), CollectRequest(today, today, tuple(accounts))
        )
    pairs = [
        (source, one)
        for source, file in files.items()
        for one in asked
        if serves(file, one.account)
    ]
    if accounts:
        _all_served(kind, asked, pairs)
    else:
        refused = _refused(workspace, files)
        pairs = [(source, one) for source, one in pairs if (source, one.key) in refused]
    return [
        Pending(
            source,
            one.key,
            one.account.name,
            one.unit,
            workspace.open_consent(source, files[source], one.account),
        )
        for source, one in pairs
    ]


def finish(workspace: Workspace, one: Pending, redirected_to: str) -> datetime | None:
    """Complete a consent and note until when it holds. Raises ConnectorError if nothing is kept."""
    expires_at = one.consent.finish(redirected_to)
    learned = Authorisation(one.source, one.account, expires_at, workspace.now())
    with workspace.sole_writer("source"), workspace.ledger.writing() as connection:
        save_authorisations(connection, [learned])
    return expires_at


def _files(workspace: Workspace, kind: str, sources: Sequence[str]) -> Mapping[str, SourceFile]:
    if kind not in _CONSENTING:
        raise UsageError(
            "'{kind}' is not authorised by consent; this is: {kinds}.",
            kind=kind,
            kinds=", ".join(_CONSENTING),
            hint="Other sources work with the credentials of their file: govrank source check",
        )
    chosen = chosen_sources(workspace, sources)
    files = {source: file for source, file in chosen.items() if file.kind == kind}
    if not files:
        raise UsageError(
            "None of the sources {sources} is of the kind '{kind}'.",
            sources=", ".join(chosen),
            kind=kind,
            hint="See the kinds with: govrank source list",
        )
    return files


def _all_served(kind: str, asked: Sequence[Wanted], pairs: Sequence[tuple[str, Wanted]]) -> None:
    served = {one.key for _, one in pairs}
    others = [one.account.name for one in asked if one.key not in served]
    if others:
        raise UsageError(
            "No source of the kind '{kind}' is for {accounts}.",
            kind=kind,
            accounts=", ".join(others),
            hint="See the accounts and their platforms with: govrank roster list",
        )


def _refused(workspace: Workspace, files: Mapping[str, SourceFile]) -> set[tuple[str, str]]:
    checks = check_sources(workspace, list(files))
    for check in checks:
        if check.state == "unknown" and check.error is not None:
            raise check.error
    return {(check.source, check.account) for check in checks if check.state == "refused"}
