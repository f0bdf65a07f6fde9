"""Import files: recognise, check, keep what is new, set aside what cannot be used.

A file is taken in whole, in one ledger transaction, or not at all. The order is roster, channels,
posts, reprints, whatever the order on the command line, because each rests on the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from connectors.interface import ConnectorError
from ranking.errors import GovrankError
from ranking.ledger.imports import first_observation
from ranking.workflow.channels import import_channels
from ranking.workflow.facts import compact_month, remove_orphans
from ranking.workflow.import_facts import import_facts
from ranking.workflow.import_report import FileReport, ImportOptions
from ranking.workflow.rosters import import_roster
from ranking.workflow.tables import OpenedFile, open_recognised
from ranking.workflow.workspace import Workspace

_PROBLEMS = (GovrankError, ConnectorError)
"""Errors that belong to one file; anything else stops the import."""
_ORDER = ("roster", "channels", "posts", "reprints")


def import_files(
    workspace: Workspace, paths: Sequence[Path], options: ImportOptions
) -> list[FileReport]:
    """Import every file; a file that cannot be imported is reported and does not stop the others.

    Raises LedgerError when another process is writing.
    """
    with workspace.sole_writer("import"):
        with workspace.ledger.reading() as connection:
            remove_orphans(workspace, connection)
        reports: dict[Path, FileReport] = {}
        opened: list[tuple[Path, OpenedFile]] = []
        for path in paths:
            try:
                opened.append((path, open_recognised(workspace, path, options.mapping)))
            except _PROBLEMS as error:
                reports[path] = FileReport.failed(path.name, error)
        opened.sort(key=lambda item: _ORDER.index(item[1].dataset))
        for done, (path, file) in enumerate(opened):
            workspace.progress("Importing files", done, len(opened))
            reports[path] = _import_one(workspace, file, options)
        return [reports[path] for path in dict.fromkeys(paths)]


def _import_one(workspace: Workspace, file: OpenedFile, options: ImportOptions) -> FileReport:
    try:
        if file.dataset == "roster":
            return import_roster(workspace, file, options.since)
        if file.dataset == "channels":
            return import_channels(workspace, file)
        report = import_facts(workspace, file, _with_time(workspace, file, options))
        for month in report.months:
            with workspace.ledger.writing() as connection:
                compact_month(workspace, connection, month)
    except _PROBLEMS as error:
        return FileReport.failed(file.file.path.name, error)
    return report


def _with_time(workspace: Workspace, file: OpenedFile, options: ImportOptions) -> ImportOptions:
    """Say when rows without a time of their own were observed, the same at every import.

    The option, else what was said at the first import of the same bytes, else when the file was
    last written (never later than now).
    """
    if options.observed_at is not None:
        return options
    with workspace.ledger.reading() as connection:
        known = first_observation(connection, file.file.sha256)
    if known is None:
        written = datetime.fromtimestamp(int(file.file.path.stat().st_mtime), UTC)
        known = min(written, workspace.now())
    return replace(options, observed_at=known)
