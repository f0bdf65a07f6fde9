"""What one chunk of a table becomes: facts, rejected rows with a reason, and what was ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from connectors.tables import ROW
from ranking.intake.reasons import UNREGISTERED
from ranking.intake.recognise import Recognition
from ranking.intake.times import month_of
from ranking.schemas import CHANNELS

REFERENCES = pl.Schema(
    {"ref": pl.String(), "post_id": pl.String(), "published_at": pl.Datetime("us", "UTC")}
)
"""One row a way to name a post (post_id, the platform's own id, a link)."""

REJECTED = pl.Schema(
    {
        "row": pl.Int64(),
        "status": pl.String(),
        "reason": pl.String(),
        "column": pl.String(),
        "value": pl.String(),
        "month": pl.String(),
        "account": pl.String(),
        "cells": pl.String(),
    }
)
"""One row a rejected row. ``status`` is quarantined or unregistered; ``reason`` a code of REASONS;
``column`` the header in the file; ``value`` null = the cell was empty; ``month`` null = the time
could not be read; ``account`` ``platform:native_id``, or the name as in the file, null = none;
``cells`` the whole row as a JSON object, header → text."""


@dataclass(frozen=True)
class IntakeContext:
    """What the rows are read against.

    ``file`` names the file in messages. ``observed_at`` holds where a row does not say when its
    counts were seen. ``posts`` (REFERENCES) are the posts reprints may name. ``account``
    (``platform:native_id``, an id or a name) is whose export it is, where the file does not say.
    ``source`` names the observations' source; None = the format's id.
    """

    file: str
    observed_at: datetime
    now: datetime
    roster: pl.DataFrame
    channels: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CHANNELS))
    posts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFERENCES))
    account: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Batch:
    """One chunk taken in: rows_read = accepted + rejected.height + ignored.

    ``datasets`` holds frames of ranking.schemas with ``month`` (YYYY-MM, of the post's publication)
    and ``row`` added; the first has one row an accepted row, the counts only rows that say any
    count. ``ignored`` are totals, footers, empty rows and repeated headers. ``flags`` count marks
    of FLAGS. ``new_channels`` (CHANNELS) are WeChat and Weibo channels not seen before.
    """

    rows_read: int
    datasets: dict[str, pl.DataFrame]
    rejected: pl.DataFrame
    ignored: int
    flags: dict[str, int]
    new_channels: pl.DataFrame

    @property
    def accepted(self) -> int:
        """Number of rows that became facts."""
        return self.rows_read - self.rejected.height - self.ignored


def first_fault(faults: Mapping[str, pl.Series]) -> pl.DataFrame:
    """Return, per row, ``reason`` and canonical ``column`` of the first fault; null = sound.

    ``faults`` maps a canonical column → reason codes, in the order in which they are reported.
    """
    frame = pl.DataFrame(dict(faults))
    return frame.select(
        reason=pl.coalesce(frame.columns),
        column=pl.coalesce(
            pl.when(pl.col(name).is_not_null()).then(pl.lit(name)) for name in frame.columns
        ),
    )


def rejected_rows(rows: pl.DataFrame, cells: pl.DataFrame, seen: Recognition) -> pl.DataFrame:
    """Return REJECTED for the rows whose ``reason`` is not null.

    ``rows`` has row, the canonical columns (String), reason, column, account_shown and published
    (UTC); ``cells`` is the same rows as they stand in the file.
    """
    bad = rows["reason"].is_not_null()
    chosen = rows.filter(bad)
    columns = chosen["column"].unique().to_list()
    value = (pl.when(pl.col("column") == name).then(pl.col(name)) for name in columns)
    return chosen.select(
        ROW,
        pl.when(pl.col("reason").is_in(list(UNREGISTERED)))
        .then(pl.lit("unregistered"))
        .otherwise(pl.lit("quarantined"))
        .alias("status"),
        "reason",
        pl.col("column").replace({name: seen.header_of(name) for name in columns}),
        pl.coalesce(*value, pl.lit(None)).alias("value"),
        month_of(pl.col("published")).alias("month"),
        pl.col("account_shown").alias("account"),
        _as_json(cells.filter(bad), seen),
    ).cast(REJECTED)


def _as_json(cells: pl.DataFrame, seen: Recognition) -> pl.Series:
    """Return each row as a JSON object of header → text, empty cells left null."""
    row = pl.struct(pl.col(column).alias(label) for column, label in seen.headers.items())
    return cells.select(cells=row.struct.json_encode()).to_series()


def censored_list(counts: Mapping[str, pl.DataFrame]) -> pl.Series:
    """Return, per row, the names of the counts (in this order) that are lower bounds."""
    marks = pl.DataFrame({name: read["censored"] for name, read in counts.items()})
    distinct = marks.unique()
    lists = [[name for name, mark in row.items() if mark] for row in distinct.to_dicts()]
    named = distinct.with_columns(censored=pl.Series(lists, dtype=pl.List(pl.String)))
    return marks.join(named, on=marks.columns, how="left", maintain_order="left")["censored"]


def with_any(counts: pl.DataFrame, measures: Sequence[str]) -> pl.DataFrame:
    """Return the rows that say at least one count: a row without is no observation."""
    return counts.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in measures))
