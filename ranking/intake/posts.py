"""Rows of posts become posts and their counts, or are rejected with a reason."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from connectors.tables import ROW
from ranking.intake.accounts import Accounts
from ranking.intake.batch import (
    Batch,
    IntakeContext,
    censored_list,
    first_fault,
    rejected_rows,
    with_any,
)
from ranking.intake.canonical import ignorable, name_columns
from ranking.intake.counts import first_known, parse_counts
from ranking.intake.describe import describe
from ranking.intake.identity import damaged, post_ids
from ranking.intake.recognise import Recognition
from ranking.intake.text import folded, looked_up
from ranking.intake.times import day_of, month_of, parse_times
from ranking.model.vocabulary import PLATFORM_WORDS, POST_MEASURES
from ranking.schemas import CHANNELS, POST_COUNTS, POSTS

_CELLS = ("read_times", "read_people", "likes", "wow", "comments", "reposts", "favourites")


class PostIntake:
    """Takes in chunks of one table of posts. ``values`` say whose export it is, where needed."""

    def __init__(
        self, recognition: Recognition, context: IntakeContext, values: Mapping[str, str]
    ) -> None:
        """Prepare the look-ups once for all chunks."""
        self._recognition = recognition
        self._context = context
        self._values = values
        self._accounts = Accounts(context.roster)

    def take(self, cells: pl.DataFrame) -> Batch:
        """Return one batch for rows below the header."""
        ignored = ignorable(cells, self._recognition)
        cells = cells.filter(~ignored)
        rows = name_columns(cells, self._recognition, self._values)
        counts = {name: parse_counts(rows[name]) for name in _CELLS}
        read = self._read(rows)
        judged = rows.hstack(first_fault(_faults(rows, read, counts))).with_columns(
            published=read["published_at"], account_shown=_shown(read)
        )
        sound = judged["reason"].is_null()
        posts = _posts(rows, read).filter(sound)
        observed = self._observations(rows, read, counts).filter(sound)
        return Batch(
            rows_read=ignored.len(),
            datasets={"posts": posts, "post_counts": with_any(observed, POST_MEASURES)},
            rejected=rejected_rows(judged, cells, self._recognition),
            ignored=int(ignored.sum()),
            flags=_flags(read.filter(sound), observed),
            new_channels=pl.DataFrame(schema=CHANNELS),
        )

    def _read(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return all cells but the counts, read; columns ``*_fault`` hold reason codes."""
        published = parse_times(rows["published_at"], self._context.now)
        observed = parse_times(rows["observed_at"], self._context.now)
        frame = rows.select(
            *("native_id", "account_name", "url", "title"),
            folded(rows["account_id"]).str.replace(r"^(\d+)\.0+$", "$1"),
            looked_up(rows["platform"], PLATFORM_WORDS, pl.String).alias("platform"),
            published["value"].alias("published_at"),
            published["fault"].alias("published_fault"),
            observed["value"].fill_null(self._context.observed_at).alias("observed_at"),
            observed["fault"].alias("observed_fault"),
        ).with_columns(day=day_of(pl.col("published_at")))
        frame = frame.hstack(self._accounts.attribute(frame))
        return frame.hstack(post_ids(frame)).hstack(describe(rows, self._recognition))

    def _observations(
        self, rows: pl.DataFrame, read: pl.DataFrame, counts: Mapping[str, pl.DataFrame]
    ) -> pl.DataFrame:
        """Return POST_COUNTS, month and row. Times of reading are preferred to people."""
        reads = first_known(counts["read_times"], counts["read_people"])
        final = {"reads": reads, **{name: counts[name] for name in POST_MEASURES[1:]}}
        times, people = counts["read_times"]["value"], counts["read_people"]["value"]
        return read.select(
            "post_id",
            "observed_at",
            pl.lit(self._context.source or self._recognition.format.id).alias("source"),
            *(parsed["value"].alias(name) for name, parsed in final.items()),
            pl.when(times.is_not_null())
            .then(pl.lit("times"))
            .when(people.is_not_null())
            .then(pl.lit("people"))
            .alias("reads_unit"),
            censored_list(final),
            month_of(pl.col("published_at")).alias("month"),
            rows[ROW],
        ).cast(POST_COUNTS)


def _posts(rows: pl.DataFrame, read: pl.DataFrame) -> pl.DataFrame:
    """Return POSTS, month and row."""
    return read.select(
        *("post_id", "account", "published_at", "title"),
        rows["text"],
        "url",
        "topics",
        "original",
        pl.coalesce("idx", "position").alias("position"),
        pl.lit(None).alias("withdrawn_at"),
        month_of(pl.col("published_at")).alias("month"),
        rows[ROW],
    ).cast(POSTS)


def _faults(
    rows: pl.DataFrame, read: pl.DataFrame, counts: Mapping[str, pl.DataFrame]
) -> dict[str, pl.Series]:
    """Return reason codes by column, in the order of report: when, whose, which, how many."""
    by_id = read["account_id"].is_not_null()
    none = pl.lit(None, pl.String)
    account = pl.col("account_fault")
    found = read.select(
        published_at=pl.when(pl.col("published_at").is_null()).then(
            pl.col("published_fault").fill_null("time_missing")
        ),
        platform=pl.when(pl.col("platform").is_null()).then(
            pl.when(rows["platform"].is_null())
            .then(pl.lit("platform_missing"))
            .otherwise(pl.lit("platform_unknown"))
        ),
        account_id=pl.when(damaged(read["account_id"]))
        .then(pl.lit("id_damaged"))
        .when(by_id)
        .then(account),
        account_name=pl.when(by_id).then(none).otherwise(account),
        native_id="id_fault",
        original="original_fault",
        position="position_fault",
        observed_at="observed_fault",
    )
    return {
        **{name: found[name] for name in found.columns[:5]},
        **{name: parsed["fault"] for name, parsed in counts.items()},
        **{name: found[name] for name in found.columns[5:]},
    }


def _shown(read: pl.DataFrame) -> pl.Series:
    """Return the account as a person would look for it: platform:id, else the name."""
    by_id = pl.format("{}:{}", "platform", "account_id")
    return read.select(pl.coalesce(by_id, "account_id", "account_name")).to_series()


def _flags(read: pl.DataFrame, observed: pl.DataFrame) -> dict[str, int]:
    """Count the marks of accepted rows. A censored count of reads may be above the likes."""
    capped = pl.col("censored").list.contains("reads")
    above = observed.select(((pl.col("likes") > pl.col("reads")) & ~capped).sum()).item()
    counted = {"likes_above_reads": int(above), "account_renamed": int(read["renamed"].sum())}
    return {code: number for code, number in counted.items() if number}
