"""The review list as a file: written for colleagues, and read back with their decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from connectors.tables import ROW, Table
from ranking.errors import IntakeError, Problem, UsageError
from ranking.i18n import Translator
from ranking.model.names import key, nearest, storable
from ranking.model.reprint_matching import ReviewItem
from ranking.render.reprint_sheet import WRITERS
from ranking.workflow.whole_file import replace_file
from ranking.workflow.workspace import Workspace

ANSWERS: Mapping[str, bool] = {
    **dict.fromkeys(("接受", "是", "同意", "通过", "√", "accept", "yes", "y"), True),
    **dict.fromkeys(("拒绝", "否", "不同意", "不通过", "×", "reject", "no", "n"), False),
}
"""What a cell of the column for decisions may say, beside nothing: not decided."""
_ID = ("编号", "id")
_DECISION = ("决定", "decision")
_HEADER_ROWS = 20
"""Rows in which the headings may be; people put titles above them."""


def write_review(items: Sequence[ReviewItem], path: Path, tr: Translator) -> None:
    """Write the list whole or not at all; what is there already stays, it may hold decisions.

    Raises UsageError for a name that ends otherwise, a file that exists or cannot be written.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UsageError(
            "'{file}' is neither .csv nor .xlsx.",
            file=str(path),
            hint="Write for instance --export 待复核.xlsx.",
        )
    if path.exists():
        raise UsageError(
            "'{file}' exists, and may hold decisions.",
            file=str(path),
            hint="Take them in with --import first, or name another file.",
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, writer(items, tr))
    except OSError as error:
        raise UsageError(
            "'{file}' cannot be written: {reason}.",
            file=str(path),
            reason=error.strerror or error,
            hint="Name a file in a folder you may write to; check that the disk is not full.",
        ) from error


def read_review(
    workspace: Workspace, path: Path, known: Mapping[str, bool | None]
) -> dict[str, bool]:
    """Return id → accepted for the rows with a decision; only columns id and decision are read.

    ``known``: id → what was decided of it by now, None = nothing. A row that says otherwise is not
    understood: the list may be older than the decision. Raises UnreadableFileError, or IntakeError
    that names every row that is not understood: then nothing of the file counts.
    """
    name = storable(path.name)
    tables = workspace.read_tables(path).tables
    found = next((f for table in tables if (f := _headed(table, name))), None)
    if found is None:
        raise IntakeError(
            "{file} has no row with the headings 编号 (id) and 决定 (decision).",
            file=name,
            hint="Use a list that was written with: govrank reprints review MONTH --export FILE",
        )
    reading = _Reading(known)
    for row, item, answer in found.rows():
        reading.take(row, item, answer)
    if reading.problems:
        raise IntakeError(
            "{file} has {count} rows that are not understood; no decision was recorded.",
            file=name,
            count=len(reading.problems),
            problems=reading.problems,
            hint="Write 接受 or 拒绝 (是/否, accept/reject, yes/no), or leave the cell empty; "
            "leave the ids as they are. Change a decision with --accept ID or --reject ID.",
        )
    return reading.decisions


@dataclass
class _Reading:
    """Decisions and problems found so far; ``rows``: id → row in which it was decided."""

    known: Mapping[str, bool | None]
    decisions: dict[str, bool] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    def take(self, row: int, item: str, answer: str) -> None:
        """Look at one row; one without an answer is not decided, whatever else it holds."""
        accepted, said_id = ANSWERS.get(key(answer)), {"row": row, "id": item}
        if not answer:
            return
        if accepted is None:
            said = {"row": row, "answer": answer}
            self.problems.append(Problem("row {row}: '{answer}' is no decision", said))
        elif item not in self.known:
            self.problems.append(self._unknown(row, item))
        elif self.known[item] is not None and self.known[item] is not accepted:
            self.problems.append(
                Problem("row {row}: '{id}' was decided otherwise meanwhile", said_id)
            )
        elif self.decisions.setdefault(item, accepted) != accepted:
            twice = {"row": row, "id": item, "other": self.rows[item]}
            told = Problem("row {row}: '{id}' is decided otherwise in row {other}", twice)
            self.problems.append(told)
        else:
            self.rows.setdefault(item, row)

    def _unknown(self, row: int, item: str) -> Problem:
        said = {"row": row, "id": item}
        if not item:
            return Problem("row {row}: a decision without an id", said)
        if near := nearest(item, self.known, 1):
            more = {**said, "near": near[0]}
            return Problem("row {row}: there is no item '{id}'; is '{near}' meant?", more)
        return Problem("row {row}: there is no item '{id}'", said)


@dataclass(frozen=True)
class _Headed:
    """A table whose headings are known: their row, and the two columns that matter."""

    table: Table
    head: int
    id: str
    decision: str

    def rows(self) -> Iterator[tuple[int, str, str]]:
        """Yield row number, id and answer below the headings, without blanks around them."""
        for chunk in self.table.chunks():
            for row, item, answer in chunk.select(ROW, self.id, self.decision).iter_rows():
                if row > self.head:
                    yield row, key(item or ""), (answer or "").strip()


def _headed(table: Table, file: str) -> _Headed | None:
    """Return the table with its headings; None = it has none of these columns in one row.

    Raises IntakeError where two columns have one of the headings.
    """
    for row, cells in _first_rows(table):
        ids, decisions = _named(cells, _ID), _named(cells, _DECISION)
        if len(ids) > 1 or len(decisions) > 1:
            raise IntakeError(
                "{file}, row {row}: two columns are headed 编号 (id) or 决定 (decision).",
                file=file,
                row=row,
                hint="Leave one of each.",
            )
        if ids and decisions:
            return _Headed(table, row, ids[0], decisions[0])
    return None


def _first_rows(table: Table) -> Iterator[tuple[int, dict[str, str | None]]]:
    for chunk in table.chunks():
        for cells in chunk.head(_HEADER_ROWS).iter_rows(named=True):
            yield cells.pop(ROW), cells
        return


def _named(cells: Mapping[str, str | None], words: Sequence[str]) -> list[str]:
    """Return the columns whose cell is one of the words."""
    return [column for column, text in cells.items() if text and key(text) in words]
