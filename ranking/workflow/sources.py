"""The interfaces an office collects from: which there are, and whether their credentials work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from connectors.collector import Collector
from connectors.errors import ConnectorError
from connectors.interface import AccessError, Account
from ranking.errors import ConfigError, UsageError
from ranking.ledger.fetches import calls_on, read_fetches, save_authorisations, save_calls
from ranking.ledger.roster import read_roster
from ranking.model.collection import Authorisation, Fetch
from ranking.model.names import nearest
from ranking.model.roster import Span
from ranking.source_files import SourceFile, source_files
from ranking.workflow.collect_report import CollectRequest
from ranking.workflow.collect_tasks import Wanted, wanted_accounts
from ranking.workflow.rosters import list_roster
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class SourceState:
    """One source file. ``accounts`` of today's roster that it serves; ``calls`` it made today.

    ``collected_at`` is when a fetch from it last ran to its end, None = never. ``fault`` is what is
    wrong with the file; then all but ``id`` is empty.
    """

    id: str
    fault: ConfigError | None = None
    title: str = ""
    kind: str = ""
    platforms: tuple[str, ...] = ()
    accounts: int = 0
    per_second: float | None = None
    calls_per_day: int | None = None
    calls: int = 0
    collected_at: datetime | None = None


@dataclass(frozen=True)
class Check:
    """Whether a source may read an account, and until when (None = it is not known to end).

    ``error`` says why it may not, or why that is not known (``unknown``: nobody answered).
    """

    source: str
    account: str
    name: str
    unit: str
    state: Literal["ok", "refused", "unknown"] = "ok"
    error: Exception | None = None
    expires_at: datetime | None = None


def list_sources(workspace: Workspace) -> list[SourceState]:
    """Return all source files by id, the faulty ones too."""
    roster = list_roster(workspace, workspace.today())
    with workspace.ledger.reading() as connection:
        calls = calls_on(connection, workspace.today())
        fetches = list(read_fetches(connection).values())
    return [
        found
        for source, path in workspace.settings.config_files("sources").items()
        if (found := _state(source, path, roster, calls, fetches)) is not None
    ]


def _state(
    source: str,
    path: Path,
    roster: Sequence[Span],
    calls: Mapping[str, int],
    fetches: Sequence[Fetch],
) -> SourceState | None:
    """Return the state of one file, None for a format of spreadsheets."""
    try:
        file = source_files({source: path}).get(source)
    except ConfigError as error:
        return SourceState(source, fault=error)
    if file is None:
        return None
    ends = [one.completed_at for one in fetches if one.source == source and one.completed_at]
    return SourceState(
        id=source,
        title=file.title or "",
        kind=file.kind.value,
        platforms=file.platforms,
        accounts=sum(serves(file, span) for span in roster),
        per_second=file.limits.per_second,
        calls_per_day=file.limits.calls_per_day,
        calls=calls.get(source, 0),
        collected_at=max(ends, default=None),
    )


def serves(file: SourceFile, account: Account | Span) -> bool:
    """Say whether the file is for the account; what Collector.serves says of an opened source."""
    chosen = not file.accounts or account.native_id in file.accounts
    return account.platform in file.platforms and chosen


def chosen_sources(workspace: Workspace, wanted: Sequence[str]) -> Mapping[str, SourceFile]:
    """Return the source files that are named, all where none is.

    Raises UsageError where there is none or an unknown name, ConfigError for a faulty file.
    """
    files = source_files(workspace.settings.config_files("sources"))
    if not files:
        raise UsageError(
            "No interface is set up to collect from: config/sources has no file with a 'kind'.",
            hint="Copy one of the samples there (wechat.toml.sample …) without .sample and fill "
            "it in, or take counts from files with 'govrank import'.",
        )
    for name in wanted:
        if name not in files:
            raise UsageError(
                "There is no source '{source}'; there are: {sources}.",
                source=name,
                sources=", ".join(files),
                near=nearest(name, files),
                hint="See them with: govrank source list",
            )
    return {name: file for name, file in files.items() if name in (wanted or files)}


def check_sources(
    workspace: Workspace, sources: Sequence[str] = (), accounts: Sequence[str] = ()
) -> list[Check]:
    """Try the credential of every account at every source that serves it; note when they end.

    Raises UsageError for an unknown source or account, LedgerError while a collection runs.
    """
    files = chosen_sources(workspace, sources)
    today = workspace.today()
    with workspace.ledger.reading() as connection:
        asked = wanted_accounts(
            read_roster(connection), CollectRequest(today, today, tuple(accounts))
        )
    with workspace.sole_writer("source check", lock="collector"):
        checks = [
            check
            for source, file in files.items()
            for check in _tried(workspace, source, file, asked)
        ]
    _remember(workspace, checks)
    return checks


def _tried(
    workspace: Workspace, source: str, file: SourceFile, asked: Sequence[Wanted]
) -> Iterator[Check]:
    with _opened(workspace, source, file) as collector:
        served = [one for one in asked if collector.serves(one.account)]
        for done, one in enumerate(served):
            workspace.progress("Trying credentials", done, len(served))
            yield _check(collector, one)


@contextmanager
def _opened(workspace: Workspace, source: str, file: SourceFile) -> Iterator[Collector]:
    """Open a source with the calls that were made today before; keep those made meanwhile."""
    with workspace.ledger.reading() as connection:
        before = calls_on(connection, workspace.today()).get(source, 0)
    collector: Collector = workspace.open_source(source, file, before)
    try:
        yield collector
    finally:
        collector.close()
        with workspace.sole_writer("source"), workspace.ledger.writing() as connection:
            save_calls(connection, source, *collector.calls())


def _check(collector: Collector, wanted: Wanted) -> Check:
    found = Check(collector.id, wanted.key, wanted.account.name, wanted.unit)
    try:
        return replace(found, expires_at=collector.check(wanted.account))
    except AccessError as error:
        return replace(found, state="refused", error=error)
    except ConnectorError as error:
        return replace(found, state="unknown", error=error)


def _remember(workspace: Workspace, checks: Sequence[Check]) -> None:
    """Note in the ledger until when the accounts that may be read may be read."""
    now = workspace.now()
    known = [
        Authorisation(check.source, check.account, check.expires_at, now)
        for check in checks
        if check.state == "ok"
    ]
    if known:
        with workspace.sole_writer("source"), workspace.ledger.writing() as connection:
            save_authorisations(connection, known)
