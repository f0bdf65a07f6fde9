"""The numbers a method needs, gathered from a table and the tables beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from ranking.errors import DataError, Problem
from ranking.methods.model import Companion, Index, Method
from ranking.methods.needs import Needs, needed_columns
from ranking.methods.vocabulary import Stage
from ranking.model.edition import Note
from ranking.model.names import key, nearest
from ranking.workflow.eval_numbers import numbers
from ranking.workflow.eval_table import TextTable, read_table
from ranking.workflow.workspace import TableOpener

if TYPE_CHECKING:
    from ranking.workflow.method_eval import Request


@dataclass(frozen=True)
class Inputs:
    """The table as it is, and ``frame``: one column a feature (Float64) or group (String)."""

    table: TextTable
    frame: pl.DataFrame
    notes: tuple[Note, ...]


def gather(
    method: Method,
    indexes: Sequence[Index],
    stage: Stage,
    request: Request,
    read: TableOpener,
) -> Inputs:
    """Return every number the indexes need from the stage on.

    Raises DataError that lists the missing columns with the nearest headings, or the cells that
    are no number.
    """
    everything = _needs(method, indexes, stage, ())
    wanted = {*everything.numbers, *everything.labels, *request.columns.values()}
    table = read_table(read, request.table, wanted)
    columns = _columns(method, table, request.columns)
    needed = _needs(method, indexes, stage, columns)
    days = _days(method, needed, columns, request.days)
    elsewhere = {"days"} if days else set()
    _refuse_missing(
        table, [n for n in needed.numbers if n not in {*columns, *elsewhere}], method.id
    )
    own = {n: columns[n] for n in (*needed.numbers, *needed.beside) if n in columns}
    beside = [
        _beside(companion, method, table, request.table, read)
        for companion in method.companions
        if set(companion.columns) & (set(needed.beside) - set(columns))
    ]
    parts = [_labelled(table, needed, method), numbers(table, own, method), *beside]
    frame = pl.concat(parts, how="horizontal")
    if days:
        frame = frame.with_columns(days=pl.lit(float(days)))
    return Inputs(table, frame, tuple(_notes(method, columns, needed, request)))


def _needs(method: Method, indexes: Sequence[Index], stage: Stage, given: Collection[str]) -> Needs:
    """Return the needs of all indexes together."""
    each = [needed_columns(method, index, stage, given) for index in indexes]
    return Needs(
        tuple(dict.fromkeys(name for one in each for name in one.numbers)),
        tuple(dict.fromkeys(name for one in each for name in one.beside)),
        tuple(dict.fromkeys(name for one in each for name in one.labels)),
    )


def _columns(method: Method, table: TextTable, mapped: Mapping[str, str]) -> dict[str, str]:
    """Return the heading of every feature the table has, by --map or by its own name."""
    features = {*method.inputs, *method.features, "days"}
    indicators = [i for index in method.indexes for i in index.indicators()]
    features |= {name for i in indicators for name in (i.feature, i.name)}
    features |= {name for d in method.features.values() for name in d.arithmetic.names}
    features |= {name for companion in method.companions for name in companion.columns}
    _check_map(method, table, mapped, features)
    named = {name: table.column(mapped.get(name, name)) for name in sorted(features)}
    return {name: heading for name, heading in named.items() if heading is not None}


def _check_map(
    method: Method, table: TextTable, mapped: Mapping[str, str], features: set[str]
) -> None:
    for feature, heading in mapped.items():
        if feature not in features:
            raise DataError(
                "--map {feature}={column}: method '{method}' has no feature '{feature}'.",
                feature=feature,
                column=heading,
                method=method.id,
                near=nearest(feature, features),
                known=", ".join(sorted(features)),
                hint="Its features are: {known}.",
            )
        if table.column(heading) is None:
            raise DataError(
                "--map {feature}={column}: '{file}' has no column '{column}'.",
                feature=feature,
                column=heading,
                file=table.name,
                near=nearest(heading, table.cells.columns),
                hint="Write the heading as the table has it.",
            )


def _labelled(table: TextTable, needed: Needs, method: Method) -> pl.DataFrame:
    headings = {label: table.column(label) for label in needed.labels}
    _refuse_missing(table, [label for label, heading in headings.items() if not heading], method.id)
    return pl.DataFrame([table.cells[h].alias(label) for label, h in headings.items() if h])


def _days(
    method: Method, needed: Needs, columns: Mapping[str, str], wanted: int | None
) -> int | None:
    """Return the days that hold for every row, None if the table says or nobody needs them."""
    if "days" not in needed.numbers or ("days" in columns and wanted is None):
        return None
    return wanted or (method.days.table if method.days else None)


def _refuse_missing(table: TextTable, missing: Sequence[str], method: str) -> None:
    if missing:
        raise _missing(table, missing, method)


def _missing(table: TextTable, missing: Sequence[str], method: str) -> DataError:
    headings = table.cells.columns
    problems = []
    for name in missing:
        near = [heading for heading in headings if _alike(key(heading), key(name))][:3]
        params = {"name": name, "near": ", ".join(near)}
        problems.append(Problem("{name} (like it: {near})" if near else "{name}", params))
    return DataError(
        "'{file}' lacks {count} column(s) that '{method}' needs:",
        file=table.name,
        count=len(missing),
        method=method,
        problems=problems,
        first=missing[0],
        hint="Name the table's own columns: --map {first}=COLUMN; days may be given by --days N.",
    )


def _alike(heading: str, name: str) -> bool:
    """Tell whether one holds the other, or a letter or two differ."""
    return heading in name or name in heading or SequenceMatcher(None, heading, name).ratio() > 0.7


def _beside(
    companion: Companion, method: Method, table: TextTable, path: Path, read: TableOpener
) -> pl.DataFrame:
    """Return the companion's columns, one row for each row of the table; null without a match."""
    other_path = path.parent / companion.file
    if not other_path.is_file():
        raise DataError(
            "Method '{method}' needs the columns {columns}: '{file}' has them not, and there is no "
            "'{companion}' beside it.",
            method=method.id,
            columns=", ".join(companion.columns),
            file=table.name,
            companion=companion.file,
            hint="Put that file into the same folder, or add the columns to the table.",
        )
    other = read_table(read, other_path, [companion.key, *companion.columns])
    wanted = [companion.key, *companion.columns]
    absent = [name for name in wanted if other.column(name) is None]
    if absent or table.column(companion.key) is None:
        raise _missing(other if absent else table, absent or [companion.key], method.id)
    headings = {name: other.column(name) or name for name in companion.columns}
    keys = other.cells[other.column(companion.key) or companion.key]
    if keys.is_duplicated().any():
        raise DataError(
            "'{file}' has the {key} '{value}' more than once.",
            file=other.name,
            key=companion.key,
            value=keys.filter(keys.is_duplicated())[0],
            hint="Keep one row each.",
        )
    values = numbers(other, headings, method).with_columns(keys.alias("key"))
    own = table.cells[table.column(companion.key) or companion.key].alias("key").to_frame()
    return own.join(values, on="key", how="left", maintain_order="left").drop("key")


def _notes(
    method: Method, columns: Mapping[str, str], needed: Needs, request: Request
) -> list[Note]:
    """Say which assumption was made for the table."""
    notes = [
        Note(
            "given",
            "{feature} is taken from the table; the method would compute {formula}.",
            {"feature": name, "formula": method.features[name].formula},
        )
        for name in needed.numbers
        if name in method.features and name in columns
    ]
    if "days" in needed.numbers and "days" not in columns and request.days is None and method.days:
        notes.append(
            Note(
                "days",
                "The table has no column days: {days} day(s), as the method says.",
                {"days": method.days.table or 0},
            )
        )
    if request.days is not None and "days" not in needed.numbers:
        notes.append(
            Note(
                "days",
                "Method '{method}' does not use days: --days changes nothing.",
                {"method": method.id},
            )
        )
    return notes
