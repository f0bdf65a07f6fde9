"""Rows of reprints become reprints and their counts, or are rejected with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import polars as pl

from connectors.tables import ROW
from ranking.intake.batch import (
    Batch,
    IntakeContext,
    censored_list,
    first_fault,
    rejected_rows,
    with_any,
)
from ranking.intake.canonical import ignorable, name_columns
from ranking.intake.channel_book import ChannelBook
from ranking.intake.counts import parse_counts
from ranking.intake.identity import damaged, digest, link_keys, reference_keys
from ranking.intake.recognise import Recognition
from ranking.intake.text import looked_up
from ranking.intake.times import month_of, parse_times
from ranking.model.vocabulary import CHANNEL_TYPE_WORDS, REPRINT_MEASURES
from ranking.schemas import REPRINT_COUNTS, REPRINTS

_BEFORE = timedelta(days=1)
"""A reprint may be dated this much before its post (dates without a time); more is an error."""


class ReprintIntake:
    """Takes in chunks of one table of reprints; channels that turn up are kept in mind."""

    def __init__(
        self, recognition: Recognition, context: IntakeContext, values: Mapping[str, str]
    ) -> None:
        """Prepare the look-ups once for all chunks."""
        self._recognition = recognition
        self._context = context
        self._values = values
        self._book = ChannelBook(context.channels)
        self._posts = _references(context.posts)

    def take(self, cells: pl.DataFrame) -> Batch:
        """Return one batch for rows below the header."""
        ignored = ignorable(cells, self._recognition)
        cells = cells.filter(~ignored)
        rows = name_columns(cells, self._recognition, self._values)
        counts = {name: parse_counts(rows[name]) for name in REPRINT_MEASURES}
        read = self._read(rows)
        judged = rows.hstack(first_fault(_faults(rows, read, counts))).with_columns(
            published=read["post_time"].fill_null(read["published_at"]),
            account_shown=pl.lit(None, pl.String),
        )
        sound = judged["reason"].is_null()
        parents = self._parents(rows, read)
        reprints = _reprints(rows.filter(sound), read.filter(sound), parents.filter(sound))
        observed = self._observations(rows, read, counts).filter(sound)
        observed = observed.with_columns(reprints["reprint_id"])
        new_channels = self._book.add(reprints["channel_id"])
        return Batch(
            rows_read=ignored.len(),
            datasets={
                "reprints": reprints,
                "reprint_counts": with_any(observed, REPRINT_MEASURES),
            },
            rejected=rejected_rows(judged, cells, self._recognition),
            ignored=int(ignored.sum()),
            flags=_flags(observed, new_channels),
            new_channels=new_channels,
        )

    def _read(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return all cells but the counts, read; columns ``*_fault`` hold reason codes."""
        published = parse_times(rows["published_at"], self._context.now)
        observed = parse_times(rows["observed_at"], self._context.now)
        frame = rows.select(
            "channel",
            self._refs(rows["post"]).alias("ref"),
            looked_up(rows["channel_type"], CHANNEL_TYPE_WORDS, pl.String).alias("kind"),
            published["value"].alias("published_at"),
            published["fault"].alias("published_fault"),
            observed["value"].fill_null(self._context.observed_at).alias("observed_at"),
            observed["fault"].alias("observed_fault"),
        )
        frame = frame.join(self._posts, on="ref", how="left", maintain_order="left")
        return frame.hstack(self._book.find(frame))

    def _refs(self, cells: pl.Series) -> pl.Series:
        """Return the key of each reference, the surest first: as written, by link, by number."""
        known = self._posts["ref"].implode()
        as_written = cells.is_in(known).fill_null(False)
        rest = cells.set(as_written, None)
        linked = link_keys(rest)
        linked = linked.set(~linked.is_in(known).fill_null(False), None)
        numbers = reference_keys(rest.set(linked.is_not_null(), None))
        return cells.zip_with(as_written, linked.fill_null(numbers))

    def _parents(self, rows: pl.DataFrame, read: pl.DataFrame) -> pl.Series:
        """Return what each reprint was taken from as the file has it; null = the post itself."""
        cells = rows["parent"]
        if cells.null_count() == len(cells):
            return cells
        named = pl.DataFrame({"ref": self._refs(cells)}).join(
            self._posts, on="ref", how="left", maintain_order="left"
        )
        return cells.set((named["post_id"] == read["post_id"]).fill_null(False), None)

    def _observations(
        self, rows: pl.DataFrame, read: pl.DataFrame, counts: Mapping[str, pl.DataFrame]
    ) -> pl.DataFrame:
        """Return REPRINT_COUNTS (reprint_id still null), month and row."""
        return read.select(
            pl.lit(None).alias("reprint_id"),
            "observed_at",
            pl.lit(self._context.source or self._recognition.format.id).alias("source"),
            *(parsed["value"].alias(name) for name, parsed in counts.items()),
            censored_list(counts),
            month_of(pl.col("post_time")).alias("month"),
            rows[ROW],
        ).cast(REPRINT_COUNTS)


def _references(posts: pl.DataFrame) -> pl.DataFrame:
    """Return one row a reference: post_id and post_time; ``ambiguous`` = several posts have it."""
    ways = [posts["ref"], reference_keys(posts["ref"]), link_keys(posts["ref"])]
    every = pl.concat([posts.with_columns(ref=way) for way in ways]).drop_nulls("ref").unique()
    return every.group_by("ref").agg(
        pl.col("post_id").min(),
        pl.col("published_at").min().alias("post_time"),
        (pl.col("post_id").n_unique() > 1).alias("ambiguous"),
    )


def _reprints(rows: pl.DataFrame, read: pl.DataFrame, parents: pl.Series) -> pl.DataFrame:
    """Return REPRINTS, month (of the post) and row."""
    when = pl.coalesce(rows["url"], pl.col("published_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
    told_by = read.select(pl.concat_str("post_id", "channel_id", when, separator="\n")).to_series()
    return read.select(
        pl.Series([digest(text) for text in told_by], dtype=pl.String).alias("reprint_id"),
        *("post_id", "channel_id", "published_at"),
        rows["title"],
        rows["url"],
        pl.lit("declared").alias("matched_by"),
        pl.lit(None).alias("similarity"),
        parents.alias("parent"),
        pl.lit(None).alias("rejected"),
        month_of(pl.col("post_time")).alias("month"),
        rows[ROW],
    ).cast(REPRINTS)


def _faults(
    rows: pl.DataFrame, read: pl.DataFrame, counts: Mapping[str, pl.DataFrame]
) -> dict[str, pl.Series]:
    """Return reason codes by column, in the order of report: which post, where, when, how many."""
    found = read.select(
        post=_post_fault(rows),
        channel_type=pl.when(rows["channel_type"].is_not_null() & pl.col("kind").is_null()).then(
            pl.lit("channel_type_unknown")
        ),
        channel="channel_fault",
        published_at=_time_fault(rows),
        observed_at="observed_fault",
    )
    return {
        **{name: found[name] for name in found.columns},
        **{name: parsed["fault"] for name, parsed in counts.items()},
    }


def _post_fault(rows: pl.DataFrame) -> pl.Expr:
    unknown = pl.when(damaged(rows["post"]))
    return (
        pl.when(rows["post"].is_null())
        .then(pl.lit("post_missing"))
        .when(pl.col("ambiguous"))
        .then(pl.lit("post_ambiguous"))
        .when(pl.col("post_id").is_null())
        .then(unknown.then(pl.lit("id_damaged")).otherwise(pl.lit("post_unknown")))
    )


def _time_fault(rows: pl.DataFrame) -> pl.Expr:
    early = pl.col("published_at") < pl.col("post_time") - _BEFORE
    return (
        pl.when(pl.col("published_fault").is_not_null())
        .then("published_fault")
        .when(pl.col("published_at").is_null() & rows["url"].is_null())
        .then(pl.lit("time_missing"))
        .when(early)
        .then(pl.lit("before_original"))
    )


def _flags(observed: pl.DataFrame, new_channels: pl.DataFrame) -> dict[str, int]:
    capped = pl.col("censored").list.contains("reads")
    above = observed.select(((pl.col("likes") > pl.col("reads")) & ~capped).sum()).item()
    counted = {"likes_above_reads": int(above), "channel_added": new_channels.height}
    return {code: number for code, number in counted.items() if number}
