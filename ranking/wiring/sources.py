"""From a source file of the workspace to a source at work."""

from __future__ import annotations

import os
from pathlib import Path

from connectors import registry
from connectors.collector import Collector
from connectors.interface import AccessError, Account
from ranking.errors import ConfigError
from ranking.source_files import SourceFile
from ranking.workflow.workspace import Workspace


def open_collector(
    workspace: Workspace, source: str, file: SourceFile, calls_before: int
) -> Collector:
    """Open a source with the workspace's clock; ``calls_before`` are those made today."""
    made = (workspace.today(), calls_before)
    setup = setup_of(source, file, workspace.home)
    return registry.open_collector(setup, workspace.now, os.environ, made)


def open_consent(
    workspace: Workspace, source: str, file: SourceFile, account: Account
) -> registry.Consent:
    """Begin an account's consent. Raises AccessError where the app's credentials are missing."""
    setup = setup_of(source, file, workspace.home)
    return registry.consent(setup, account, workspace.now, os.environ)


def setup_of(source: str, file: SourceFile, home: Path) -> registry.Setup:
    """Return what a source file says in the words of the connectors, paths from ``home``."""

    def place(name: str, native_id: str) -> str:
        try:
            return file.credential(name, native_id, home)
        except ConfigError as error:
            # As an error of the source it ends the fetch of this account and no other.
            raise AccessError(error.template, hint=error.hint, **error.params) from None

    return registry.Setup(
        id=source,
        kind=str(file.kind),
        platforms=file.platforms,
        place=place,
        base_url=file.base_url and file.base_url.strip(),
        media=file.media,
        query=file.query or "",
        accounts=file.accounts,
        per_second=file.limits.per_second,
        calls_per_day=file.limits.calls_per_day,
        fields={str(p): fields.model_dump(exclude_unset=True) for p, fields in file.fields.items()},
        envelope=file.envelope.model_dump(),
    )
