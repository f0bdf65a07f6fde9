"""Reads the table of channels: refused as a whole, with every fault, or taken as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from connectors.tables import ROW, Table
from ranking.errors import IntakeError, Problem
from ranking.intake.canonical import canonical_rows
from ranking.intake.recognise import Recognition
from ranking.intake.text import folded, looked_up
from ranking.model import names
from ranking.model.vocabulary import CHANNEL_TIER_WORDS, CHANNEL_TYPE_WORDS
from ranking.schemas import CHANNELS

_SHOWN = 20


@dataclass(frozen=True)
class ChannelTable:
    """``channels``: CHANNELS; ``repeated``: how many rows said what one before had said."""

    channels: pl.DataFrame
    repeated: int


def read_channels(table: Table, recognition: Recognition) -> ChannelTable:
    """Return the channels of a channel table, each once.

    Raises IntakeError that lists the faults by row: no name, unknown type or tier, a weight that is
    no number of at least 0, or an id, or a name or alias within a type, that two different rows
    claim.
    """
    rows = canonical_rows(table, recognition)
    frame = rows.select(
        ROW,
        *("channel_id", "name"),
        looked_up(rows["type"], CHANNEL_TYPE_WORDS, pl.String).alias("type"),
        _split(rows["aliases"]),
        pl.col("weight").cast(pl.Float64, strict=False),
        looked_up(rows["tier"], CHANNEL_TIER_WORDS, pl.String).alias("tier"),
        _split(rows["merged"]),
    )
    once = frame.filter(~_repeated(frame))
    faults = [*_cell_faults(rows, frame), *_claims(once)]
    if faults:
        raise IntakeError(
            "The channel table in sheet '{sheet}' has {count} fault(s); nothing was imported.",
            sheet=table.name,
            count=len(faults),
            problems=faults[:_SHOWN],
            hint="Correct these rows and import the table again.",
        )
    derived = [channel_id_of(*pair) for pair in once.select("type", "name").iter_rows()]
    own = pl.Series(derived, dtype=pl.String)
    channels = once.with_columns(pl.col("channel_id").fill_null(own)).select(CHANNELS.names())
    return ChannelTable(channels, frame.height - once.height)


def channel_id_of(kind: str, name: str) -> str:
    """Return the id of a channel that has none of its own: ``type:name`` (names.key)."""
    return f"{kind}:{names.key(name)}"


def _split(cells: pl.Series) -> pl.Series:
    """Return the names in a cell, separated by comma, semicolon, 、 or |; none = an empty list."""
    parts = folded(cells).fill_null("").str.extract_all("[^,;、|]+")
    name = pl.element().str.strip_chars()
    return parts.list.eval(name.filter(name != ""))


def _repeated(frame: pl.DataFrame) -> pl.Series:
    """Return which rows say the same as one above them, whatever the order of their aliases."""
    seen: set[tuple[object, ...]] = set()
    repeated = []
    for row in frame.drop(ROW).iter_rows(named=True):
        lists = [tuple(sorted(map(names.key, row[name]))) for name in ("aliases", "merged")]
        said = tuple(row[name] for name in ("channel_id", "type", "weight", "tier"))
        whole = (names.key(row["name"] or ""), *said, *lists)
        repeated.append(whole in seen)
        seen.add(whole)
    return pl.Series(repeated, dtype=pl.Boolean)


def _cell_faults(rows: pl.DataFrame, frame: pl.DataFrame) -> Iterator[Problem]:
    """Yield a sentence a cell that cannot be used."""
    cells = rows.select(ROW, "name", "type", "weight", "tier").iter_rows()
    read_rows = frame.iter_rows(named=True)
    for (row, name, kind, weight, tier), read in zip(cells, read_rows, strict=True):
        if name is None:
            yield Problem("row {row}: the name is empty", {"row": row})
        if read["type"] is None:
            known = ", ".join(CHANNEL_TYPE_WORDS)
            what = {"row": row, "type": kind or "", "known": known}
            yield Problem("row {row}: type '{type}' is none of {known}", what)
        if tier is not None and read["tier"] is None:
            what = {"row": row, "tier": tier, "known": ", ".join(CHANNEL_TIER_WORDS)}
            yield Problem("row {row}: tier '{tier}' is none of {known}", what)
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
