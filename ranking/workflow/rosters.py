"""The roster: import a file of it, list it, check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import polars as pl

from ranking.errors import RosterError
from ranking.intake.canonical import canonical_rows
from ranking.intake.recognise import Recognition
from ranking.intake.roster import RosterRow, merge, read_spans
from ranking.intake.times import parse_days
from ranking.ledger.roster import read_roster, replace_roster
from ranking.model.roster import Span
from ranking.workflow.import_report import FileReport
from ranking.workflow.tables import OpenedFile, OpenedTable
from ranking.workflow.workspace import Workspace

ROSTER_FLAGS = {
    "added": "Accounts added.",
    "changed": "Accounts changed; what was before stays as history.",
    "not_in_file": "Accounts of the roster that are not in this file; kept as they are.",
}
"""What a roster import did, by code."""


@dataclass(frozen=True)
class RosterNote:
    """Something a person should look at: an account or name, and an English template."""

    about: str
    template: str
    params: dict[str, str]


def import_roster(workspace: Workspace, file: OpenedFile, since: date | None) -> FileReport:
    """Take a roster file in: all of it or nothing. ``since`` None = today in Shanghai.

    The writer must be held. Raises RosterError with every fault at once.
    """
    name = file.name
    rows = [row for table in file.recognised for row in _roster_rows(table, name)]
    new = read_spans(rows, name)
    with workspace.ledger.writing() as connection:
        plan = merge(read_roster(connection), new, since or workspace.today())
        replace_roster(connection, plan.spans)
    changes = {"added": plan.added, "changed": plan.changed, "not_in_file": plan.absent}
    return FileReport(
        file=name,
        kind=file.kind,
        dataset="roster",
        rows=len(rows),
        accepted=plan.added + plan.changed,
        duplicate=len(rows) - plan.added - plan.changed,
        flags={flag: count for flag, count in changes.items() if count},
        skipped=tuple((sheet.name, sheet.reason) for sheet in file.skipped),
    )


def list_roster(workspace: Workspace, day: date | None = None) -> list[Span]:
    """Return all spans, or those that cover a day."""
    with workspace.ledger.reading() as connection:
        spans = read_roster(connection)
    return [span for span in spans if day is None or span.covers(day)]


def check_roster(spans: Sequence[Span]) -> list[RosterNote]:
    """Return gaps between two spans of an account, and names two accounts of a platform share."""
    by_account: dict[str, list[Span]] = {}
    by_name: dict[tuple[str, str], set[str]] = {}
    for span in spans:
        by_account.setdefault(span.account, []).append(span)
        by_name.setdefault((span.platform, span.name), set()).add(span.account)
    gaps = [gap for group in by_account.values() for gap in _gaps(group)]
    shared = [
        RosterNote(
            name,
            "this name belongs to several accounts: {accounts}",
            {"accounts": ", ".join(sorted(accounts))},
        )
        for (_, name), accounts in by_name.items()
        if len(accounts) > 1
    ]
    return gaps + shared


def _gaps(spans: list[Span]) -> list[RosterNote]:
    ordered = sorted(spans, key=lambda s: s.valid_from or date.min)
    return [
        RosterNote(
            one.account,
            "belongs to no unit from {start} until {end}",
            {"start": str(one.valid_to), "end": str(other.valid_from)},
        )
        for one, other in pairwise(ordered)
        if one.valid_to and other.valid_from and one.valid_to < other.valid_from
    ]


def _roster_rows(table: OpenedTable, file: str) -> list[RosterRow]:
    frame = canonical_rows(table.table, table.recognition)
    first = _days(frame, "valid_from", table.recognition, file)
    last = _days(frame, "valid_to", table.recognition, file)
    rows = frame.iter_rows(named=True)
    return [RosterRow(c["row"], c, f, e) for c, f, e in zip(rows, first, last, strict=True)]


def _days(frame: pl.DataFrame, name: str, recognition: Recognition, file: str) -> list[date | None]:
    read = parse_days(frame.get_column(name))
    bad = frame.with_columns(read).filter(pl.col("fault").is_not_null())
    if bad.height:
        row = bad.row(0, named=True)
        raise RosterError(
            "{file}, row {row}, {column}: '{value}' is not a day.",
            file=file,
            row=row["row"],
            column=recognition.header_of(name),
            value=row[name],
            hint="Write it like 2026-10-01; leave it empty for 'always' or 'still'.",
        )
    return read.get_column("value").to_list()
