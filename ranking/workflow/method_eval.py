"""Any method over any table: read, check, compute, and keep every intermediate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ranking.errors import DataError, UsageError
from ranking.methods.model import Index, Method
from ranking.methods.vocabulary import STAGES, Stage
from ranking.model.edition import Note
from ranking.model.names import nearest
from ranking.scoring.domain import OutOfDomainError
from ranking.scoring.engine import evaluate
from ranking.scoring.ranks import ranks
from ranking.workflow.eval_inputs import Inputs, gather
from ranking.workflow.workspace import TableOpener


@dataclass(frozen=True)
class Request:
    """What to compute: a table, names of its columns, its days, its stage, one index or all."""

    table: Path
    columns: Mapping[str, str]
    days: int | None = None
    stage: str = "raw"
    index: str | None = None


@dataclass(frozen=True)
class Evaluation:
    """The table as it was (text cells) and what was computed, row by row.

    ``computed``: every intermediate, then ``index`` and ``index_rank`` (or, of a method with
    several indexes, ``<index>.index`` and ``<index>.index_rank``), at full precision.
    """

    method: Method
    table: pl.DataFrame
    computed: pl.DataFrame
    notes: tuple[Note, ...]


def evaluate_file(method: Method, request: Request, read: TableOpener) -> Evaluation:
    """Compute the indexes of a method for every row of a file.

    Raises UnreadableFileError, UsageError for an unknown stage or index, and DataError for a
    table that lacks a column, is empty, or has cells that no number or no logarithm.
    """
    stage = _stage(request.stage)
    indexes = _indexes(method, request.index)
    inputs = gather(method, indexes, stage, request, read)
    computed = [
        _compute(method, index, inputs, stage, alone=len(indexes) == 1) for index in indexes
    ]
    unique: dict[str, pl.Series] = {c.name: c for frame in computed for c in frame.get_columns()}
    frame = pl.DataFrame(list(unique.values()))
    _refuse_clash(inputs, frame)
    return Evaluation(method, inputs.table.cells, frame, tuple(_notes(inputs, frame)))


def _stage(name: str) -> Stage:
    if name in STAGES:
        return STAGES[STAGES.index(name)]
    raise UsageError(
        "--stage {stage}: no such stage; stages are: {known}.",
        stage=name,
        known=", ".join(STAGES),
        near=nearest(name, STAGES, 1),
        hint="Name the last thing that was done to the columns of the table.",
    )


def _indexes(method: Method, wanted: str | None) -> Sequence[Index]:
    if wanted is None:
        return method.indexes
    index = method.index(wanted)
    if index is not None:
        return (index,)
    known = [one.id for one in method.indexes]
    raise UsageError(
        "Method '{method}' has no index '{index}'; it has: {known}.",
        method=method.id,
        index=wanted,
        known=", ".join(known),
        near=nearest(wanted, known, 1),
        hint="Leave --index out to compute all of them.",
    )


def _compute(
    method: Method, index: Index, inputs: Inputs, stage: Stage, *, alone: bool
) -> pl.DataFrame:
    """Return the added columns of one index; alone, they lose its id."""
    try:
        scored = evaluate(index, inputs.frame, method.features, stage)
    except OutOfDomainError as error:
        raise error.at(inputs.table.rows) from error
    rank = ranks(pl.col(index.id), method.comparison_precision, method.ties)
    scored = scored.with_columns(rank.alias(f"{index.id}.index_rank"))
    added = [name for name in scored.columns if name not in inputs.frame.columns]
    ordered = [n for n in added if n != index.id and not n.endswith(".index_rank")]
    names = {name: name.removeprefix(f"{index.id}.") if alone else name for name in ordered}
    last = {index.id: "index", f"{index.id}.index_rank": "index_rank"}
    if not alone:
        last = {name: f"{index.id}.{new}" for name, new in last.items()}
    return scored.select(*ordered, *last).rename(names | last)


def _refuse_clash(inputs: Inputs, computed: pl.DataFrame) -> None:
    clash = [name for name in computed.columns if name in inputs.table.cells.columns]
    if clash:
        raise DataError(
            "'{file}' has a column '{name}', which is the name of a column to be added.",
            file=inputs.table.name,
            name=clash[0],
            hint="Rename the column in the table, for instance '{name}_published'.",
        )


def _notes(inputs: Inputs, computed: pl.DataFrame) -> Sequence[Note]:
    notes = list(inputs.notes)
    for name in [c for c in computed.columns if c.rpartition(".")[2] == "index"]:
        missing = computed[name].null_count()
        if missing:
            notes.append(
                Note(
                    "no_index",
                    "{count} of {rows} rows have no index: a number it needs is missing.",
                    {"count": missing, "rows": computed.height},
                )
            )
    return notes
