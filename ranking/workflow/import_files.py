"""Import files: recognise, check, keep what is new, set aside what cannot be used.

A file is taken in whole, in one ledger transaction, or not at all. The order is roster, channels,
posts, reprints, articles of feeds, whatever the order on the command line, because each rests on
the ones before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from connectors.errors import ConnectorError
from ranking.errors import GovrankError, IntakeError
from ranking.ledger.imports import first_observation
from ranking.model.names import storable
from ranking.workflow.channels import import_channels
from ranking.workflow.facts import remove_orphans
from ranking.workflow.import_facts import import_facts
from ranking.workflow.import_report import FileReport, ImportOptions, ImportRequest
from ranking.workflow.import_run import ImportRun
from ranking.workflow.rosters import import_roster
from ranking.workflow.tables import OpenedFile, open_recognised
from ranking.workflow.workspace import Workspace

_PROBLEMS = (GovrankError, ConnectorError)
"""Errors that belong to one file; anything else stops the import."""
_ORDER = ("roster", "channels", "posts", "reprints", "articles")


def import_files(
    workspace: Workspace, requests: Sequence[ImportRequest], wanted: str | None = None
) -> list[FileReport]:
    """Import every file; one that cannot be imported is reported and does not stop the others.

    ``wanted`` names the only kind of file that is accepted (roster, channels); None = any. Where
    articles are wanted a table that could be one of reprints as well is one of articles. Raises
    LedgerError when another process is writing.
    """
    with workspace.sole_writer("import"):
        with workspace.ledger.reading() as connection:
            remove_orphans(workspace, connection)
        run = ImportRun(workspace)
        reports: dict[int, FileReport] = {}
        opened: list[tuple[int, OpenedFile]] = []
        for number, request in enumerate(requests):
            try:
                opened.append((number, _open(run, request, wanted)))
            except _PROBLEMS as error:
                reports[number] = FileReport.failed(storable(request.path.name), error)
        opened.sort(key=lambda item: (_ORDER.index(item[1].dataset), item[0]))
        for done, (number, file) in enumerate(opened):
            workspace.progress("Importing files", done, len(opened))
            reports[number] = _import_one(run, file, requests[number].options)
        run.compact()
    return [reports[number] for number in range(len(requests))]


def _open(run: ImportRun, request: ImportRequest, wanted: str | None) -> OpenedFile:
    formats = run.formats(request.options.mapping)
    if wanted == "articles":
        formats = tuple(one for one in formats if one.dataset == wanted) or formats
    file = open_recognised(run.workspace, request.path, formats)
    if wanted and any(t.recognition.format.dataset != wanted for t in file.recognised):
        raise IntakeError(
            "{file} is not a {wanted} table; it was recognised as {found}.",
            file=file.name,
            wanted=wanted,
            found=file.kind,
            hint="Import it with 'govrank import {file}', or name the right file.",
        )
    return file


def _import_one(run: ImportRun, file: OpenedFile, options: ImportOptions) -> FileReport:
    try:
        if file.dataset == "roster":
            report = import_roster(run.workspace, file, options.since)
            run.changed("roster")
        elif file.dataset == "channels":
            report = import_channels(run.workspace, file)
            run.changed("channels")
        else:
            report = import_facts(run, file, _with_time(run.workspace, file, options))
            if file.dataset == "posts":
                run.changed("posts")
    except _PROBLEMS as error:
        return FileReport.failed(file.name, error)
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
