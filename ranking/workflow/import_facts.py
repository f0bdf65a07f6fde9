"""Import one file of posts, reprints or articles."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

import polars as pl

from ranking.intake.batch import REFERENCES, Batch, IntakeContext
from ranking.intake.recognise import Recognition
from ranking.intake.take_in import take_in
from ranking.ledger.batches import add_batches
from ranking.ledger.database import Connection
from ranking.ledger.imports import add_import, keep_rejected, open_places, resolve_ids
from ranking.ledger.roster import save_channels
from ranking.model.quarantine import RejectedRow
from ranking.workflow.ahead import ahead
from ranking.workflow.frames import channel_rows
from ranking.workflow.import_batches import BatchCollector
from ranking.workflow.import_report import FileReport, ImportOptions
from ranking.workflow.import_run import ImportRun
from ranking.workflow.tables import OpenedFile, OpenedTable
from ranking.workflow.workspace import Workspace

OWNER = "账号ID"
"""Header under which the account of an export is kept with its rows."""
QUARANTINE_NUMBER = "隔离编号"
"""Header by which a corrected row names the row in quarantine that it replaces."""


@dataclass
class _Tally:
    """What the chunks of a file came to."""

    rows: int = 0
    ignored: int = 0
    flags: Counter[str] = field(default_factory=Counter)
    rejected: list[RejectedRow] = field(default_factory=list)
    channels: list[pl.DataFrame] = field(default_factory=list)
    taken: dict[str, list[pl.Series]] = field(default_factory=dict)
    corrected: set[int] = field(default_factory=set)


def import_facts(run: ImportRun, file: OpenedFile, options: ImportOptions) -> FileReport:
    """Import all tables of a file in one transaction; the sole writer must be held."""
    workspace = run.workspace
    context = _context(run, file, options)
    with workspace.ledger.reading() as connection:
        collector = BatchCollector(workspace, connection)
        tally = _Tally()
        for table in file.recognised:
            numbers = _numbers(table)
            for batch in ahead(take_in(table.table, table.recognition, context)):
                _count(tally, table, numbers, batch)
                collector.add(table.sheet, batch.datasets)
                workspace.progress("Importing rows", tally.rows, 0)
            context = replace(context, channels=pl.concat([context.channels, *tally.channels]))
        collector.flush()
    report = _report(file, tally, collector)
    with workspace.ledger.writing() as connection:
        report = _record(workspace, connection, file, options, tally, collector, report)
    if tally.channels:
        run.learned(tally.channels)
    return report


def _context(run: ImportRun, file: OpenedFile, options: ImportOptions) -> IntakeContext:
    assert options.observed_at is not None  # noqa: S101 - import_files has settled it
    reprints = any(t.recognition.format.dataset == "reprints" for t in file.recognised)
    return IntakeContext(
        file=file.name,
        observed_at=options.observed_at,
        now=run.workspace.now(),
        roster=run.roster(),
        channels=run.channels(),
        posts=run.posts() if reprints else REFERENCES.to_frame(),
        account=options.account,
    )


def _count(tally: _Tally, table: OpenedTable, numbers: dict[int, int], batch: Batch) -> None:
    tally.rows += batch.rows_read
    tally.ignored += batch.ignored
    tally.flags.update(batch.flags)
    if batch.new_channels.height:
        tally.channels.append(batch.new_channels)
    rows = next(iter(batch.datasets.values())).get_column("row")  # the first describes all
    tally.taken.setdefault(table.sheet, []).append(rows)
    tally.corrected.update(numbers[row] for row in rows if row in numbers)
    tally.rejected += [
        RejectedRow(
            id=numbers.get(row["row"]),
            file_name=table.file,
            sheet=table.sheet,
            row=row["row"],
            kind=table.recognition.format.id,
            status=row["status"],
            reason=row["reason"],
            column=row["column"] or "",
            value=row["value"] or "",
            month=row["month"],
            account=row["account"],
            cells=_with_owner(row, table.recognition),
        )
        for row in batch.rejected.iter_rows(named=True)
    ]


def _with_owner(row: dict[str, Any], recognition: Recognition) -> str:
    """Return the row's cells; an export that does not name its account gets the column 账号ID.

    So a corrected row can be imported from a file that holds rows of several exports.
    """
    if recognition.columns.keys() & {"account_id", "account_name"} or not row["account"]:
        return str(row["cells"])
    cells = {**json.loads(row["cells"]), OWNER: row["account"].rpartition(":")[2]}
    return json.dumps(cells, ensure_ascii=False)


def _report(file: OpenedFile, tally: _Tally, collector: BatchCollector) -> FileReport:
    statuses = Counter(row.status for row in tally.rejected)
    return FileReport(
        file=file.name,
        kind=file.kind,
        dataset=file.dataset,
        rows=tally.rows,
        accepted=collector.accepted,
        quarantined=statuses["quarantined"],
        unregistered=statuses["unregistered"],
        duplicate=collector.duplicate,
        ignored=tally.ignored,
        months=tuple(collector.months()),
        reasons=dict(sorted(Counter(row.reason for row in tally.rejected).items())),
        flags=dict(sorted((name, n) for name, n in tally.flags.items() if n)),
        skipped=tuple((sheet.name, sheet.reason) for sheet in file.skipped),
    )


def _record(
    workspace: Workspace,
    connection: Connection,
    file: OpenedFile,
    options: ImportOptions,
    tally: _Tally,
    collector: BatchCollector,
    report: FileReport,
) -> FileReport:
    """Write the import, its batches, its set-aside rows and what it resolves, in one go."""
    sha256 = file.file.sha256
    summary = {k: v for k, v in vars(report).items() if k not in ("error", "file", "kind")}
    import_id = add_import(
        connection,
        {
            "file_name": report.file,
            "file_sha256": sha256,
            "kind": report.kind,
            "imported_at": workspace.now(),
            "observed_at": options.observed_at,
            "summary": summary,
        },
    )
    add_batches(connection, collector.written, import_id, workspace.now())
    keep_rejected(connection, import_id, sha256, tally.rejected)
    resolved = resolve_ids(connection, import_id, _resolved(connection, file, tally))
    channels = chain.from_iterable(channel_rows(new, report.file) for new in tally.channels)
    save_channels(connection, list(channels))
    return replace(report, resolved=resolved)


def _resolved(connection: Connection, file: OpenedFile, tally: _Tally) -> set[int]:
    """Return the numbers of rows that are now taken in: same place, or named by number."""
    taken = {sheet: set(pl.concat(parts)) for sheet, parts in tally.taken.items()}
    places = open_places(connection, file.file.sha256)
    same = {number for number, sheet, row in places if row in taken.get(sheet, ())}
    return same | tally.corrected


def _numbers(table: OpenedTable) -> dict[int, int]:
    """Return row → quarantine number where a table of corrected rows names them."""
    column = next((c for c, h in table.recognition.headers.items() if h == QUARANTINE_NUMBER), None)
    if column is None:
        return {}
    number = pl.col(column).cast(pl.Int64, strict=False)
    parts = [chunk.select("row", number) for chunk in table.table.chunks()]
    return dict(pl.concat(parts).drop_nulls().iter_rows())
