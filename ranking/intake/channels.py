"""Reads the table of channels: refused as a whole, with every fault, or taken as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from connectors.tables import ROW, Table
from ranking.errors import IntakeError, Problem
from ranking.intake.canonical import canonical_rows
from ranking.intake.recognise import Recognition
from ranking.intake.text import folded, looked_up
from ranking.model import names
from ranking.model.vocabulary import CHANNEL_TYPE_WORDS
from ranking.schemas import CHANNELS

_SHOWN = 20


def read_channels(table: Table, recognition: Recognition) -> pl.DataFrame:
    """Return CHANNELS from a channel table.

    Raises IntakeError that lists the faults by row: no name, unknown type, a weight that is no
    number of at least 0, or an id, or a name or alias within a type, that two rows claim.
    """
    rows = canonical_rows(table, recognition)
    frame = rows.select(
        ROW,
        *("channel_id", "name"),
        looked_up(rows["type"], CHANNEL_TYPE_WORDS, pl.String).alias("type"),
        _split(rows["aliases"]),
        pl.col("weight").cast(pl.Float64, strict=False),
    )
    faults = [*_cell_faults(rows, frame), *_claims(frame)]
    if faults:
        raise IntakeError(
            "The channel table in sheet '{sheet}' has {count} fault(s); nothing was imported.",
            sheet=table.name,
            count=len(faults),
            problems=faults[:_SHOWN],
            hint="Correct these rows and import the table again.",
        )
    derived = [channel_id_of(*pair) for pair in frame.select("type", "name").iter_rows()]
    own = pl.Series(derived, dtype=pl.String)
    return frame.with_columns(pl.col("channel_id").fill_null(own)).select(CHANNELS.names())


def channel_id_of(kind: str, name: str) -> str:
    """Return the id of a channel that has none of its own: ``type:name`` (names.key)."""
    return f"{kind}:{names.key(name)}"


def _split(cells: pl.Series) -> pl.Series:
    """Return the names in a cell, separated by comma, semicolon, 、 or |; none = an empty list."""
    parts = folded(cells).fill_null("").str.extract_all("[^,;、|]+")
    name = pl.element().str.strip_chars()
    return parts.list.eval(name.filter(name != ""))


def _cell_faults(rows: pl.DataFrame, frame: pl.DataFrame) -> Iterator[Problem]:
    """Yield a sentence a cell that cannot be used."""
    cells = rows.select(ROW, "name", "type", "weight").iter_rows()
    for (row, name, kind, weight), read in zip(cells, frame.iter_rows(named=True), strict=True):
        if name is None:
            yield Problem("row {row}: the name is empty", {"row": row})
        if read["type"] is None:
            known = ", ".join(CHANNEL_TYPE_WORDS)
            what = {"row": row, "type": kind or "", "known": known}
            yield Problem("row {row}: type '{type}' is none of {known}", what)
        number = read["weight"]
        if weight is not None and not (number is not None and 0 <= number < float("inf")):
            what = {"row": row, "weight": weight}
            yield Problem("row {row}: weight '{weight}' is not a number of at least 0", what)


def _claims(frame: pl.DataFrame) -> Iterator[Problem]:
    """Yield a sentence a name or id that two rows claim."""
    owners: dict[tuple[str, str], int] = {}
    for row in frame.drop_nulls(["name", "type"]).iter_rows(named=True):
        identity = row["channel_id"] or channel_id_of(row["type"], row["name"])
        called = {names.key(name) for name in (row["name"], *row["aliases"])}
        for claim in [("id", identity), *((row["type"], name) for name in sorted(called))]:
            owner = owners.setdefault(claim, row[ROW])
            if owner != row[ROW]:
                what = {"one": owner, "other": row[ROW], "kind": claim[0], "name": claim[1]}
                yield Problem("rows {one} and {other}: both are {kind} '{name}'", what)
