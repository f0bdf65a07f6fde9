"""From all observations of a month to the latest one per key: what scoring reads.

Per post (or reprint) and measure, the latest observation that has the measure counts; a later
observation without it does not erase it. Of equal times the larger source name is later, then the
larger counts, compared measure by measure; so the result never depends on the order of arrival.

With a cut-off, a month is as it was known at that instant. A count enters by its own time. Rows of
descriptions carry no time: they enter by their batch, in time or late as a whole. What was counted
in time and is described by late batches alone enters with its first description.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import polars as pl

from ranking.facts.parents import resolve_parents
from ranking.model.batch import Batch
from ranking.model.vocabulary import POST_MEASURES, REPRINT_MEASURES
from ranking.schemas import COMPACT_POSTS, COMPACT_REPRINTS, REPRINTS, UTC_US

_REPRINTS = [name for name in REPRINTS if name in COMPACT_REPRINTS or name == "rejected"]


@dataclass(frozen=True)
class Rule:
    """Which observations count: all, or those within ``horizon`` of publication, up to ``cutoff``.

    The instant of the cut-off itself still counts.
    """

    horizon: timedelta | None = None
    cutoff: datetime | None = None

    def __str__(self) -> str:
        until = f", cut-off {self.cutoff.astimezone(UTC).isoformat()}" if self.cutoff else ""
        return f"latest per measure, horizon {self.horizon}{until}, 1"


def coverage_hash(batches: Sequence[Batch], rule: Rule) -> str:
    """Return SHA-256 (hex) over the raw batches a compact file is made of, and the rule."""
    text = "\n".join([str(rule), *sorted(batch.sha256 for batch in batches)])
    return hashlib.sha256(text.encode()).hexdigest()


def compact_posts(
    posts: pl.LazyFrame, counts: pl.LazyFrame, rule: Rule, late: pl.LazyFrame | None = None
) -> pl.DataFrame:
    """Return COMPACT_POSTS from raw posts (in order of arrival) and raw post_counts.

    ``late`` posts are those of batches seen after the cut-off.
    """
    known = _known(posts, late, counts, "post_id", rule)
    described = _latest_description(known, "post_id")
    seen = _within(counts, described, "post_id", rule)
    observed = _latest_counts(seen, "post_id", POST_MEASURES, ("reads_unit",))
    return _joined(described, observed, "post_id", COMPACT_POSTS)


def compact_reprints(
    reprints: pl.LazyFrame, counts: pl.LazyFrame, rule: Rule, late: pl.LazyFrame | None = None
) -> pl.DataFrame:
    """Return COMPACT_REPRINTS from raw reprints (in order of arrival) and raw reprint_counts.

    The horizon of a reprint runs from its own publication; without a time all its counts stay.
    ``late`` reprints are those of batches seen after the cut-off. A reprint that was taken back
    last is left out with its counts.
    """
    after = pl.LazyFrame(schema=REPRINTS) if late is None else late
    linked = _any_parent(reprints) or _any_parent(after)
    needed = [name for name in _REPRINTS if linked or name != "parent"]

    def told(columns: Sequence[str], posts: pl.DataFrame | None = None) -> pl.DataFrame:
        """Return the latest description of every reprint, or of those of some posts."""
        in_time, rest = (_of_posts(one.select(columns), posts) for one in (reprints, after))
        return _latest_description(_known(in_time, rest, counts, "reprint_id", rule), "reprint_id")

    described = told(needed)
    if described.get_column("rejected").any():
        described = described.filter(~pl.col("rejected").fill_null(value=False))
    if linked:
        posts = described.filter(pl.col("parent").is_not_null()).select("post_id").unique()
        described = resolve_parents(described, told(("reprint_id", "post_id", "url"), posts))
    else:
        described = described.with_columns(pl.lit(None, pl.String).alias("parent"))
    seen = _within(counts, described, "reprint_id", rule)
    observed = _latest_counts(seen, "reprint_id", REPRINT_MEASURES, ())
    return _joined(described, observed, "reprint_id", COMPACT_REPRINTS)


def _any_parent(reprints: pl.LazyFrame) -> bool:
    """Tell whether addresses are needed at all: a month may hold millions of reprints."""
    return bool(reprints.select(pl.col("parent").is_not_null().any()).collect().item())


def _of_posts(reprints: pl.LazyFrame, posts: pl.DataFrame | None) -> pl.LazyFrame:
    if posts is None:
        return reprints
    return reprints.join(posts.lazy(), on="post_id", how="semi", maintain_order="left")


def _within(counts: pl.LazyFrame, described: pl.DataFrame, key: str, rule: Rule) -> pl.LazyFrame:
    """Leave out observations made after the cut-off or the horizon."""
    if rule.cutoff is not None:
        counts = counts.filter(pl.col("observed_at") <= _instant(rule.cutoff))
    if rule.horizon is None:
        return counts
    times = described.lazy().select(key, pl.col("published_at").alias("_from"))
    in_time = pl.col("observed_at") <= pl.col("_from") + rule.horizon
    return counts.join(times, on=key).filter(in_time | pl.col("_from").is_null()).drop("_from")


def _known(
    rows: pl.LazyFrame, late: pl.LazyFrame | None, counts: pl.LazyFrame, key: str, rule: Rule
) -> pl.DataFrame:
    """Add to the descriptions the first one of what only late batches describe."""
    known = rows.collect()
    more = pl.DataFrame(schema=known.schema) if late is None else late.collect()
    if more.is_empty() or rule.cutoff is None:
        return known
    counted = counts.filter(pl.col("observed_at") <= _instant(rule.cutoff)).select(key).collect()
    more = more.unique(key, keep="first", maintain_order=True)
    more = more.join(counted, on=key, how="semi").join(known, on=key, how="anti")
    return pl.concat([known, more])


def _instant(at: datetime) -> pl.Expr:
    return pl.lit(at.astimezone(UTC), UTC_US)


def _latest_description(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    """Per column the last value that is not null, in order of arrival."""
    if frame.get_column(key).n_unique() == frame.height:
        return frame
    others = [name for name in frame.columns if name != key]
    return frame.group_by(key, maintain_order=True).agg(
        pl.col(name).drop_nulls().last() for name in others
    )


def _latest_counts(
    counts: pl.LazyFrame, key: str, measures: Sequence[str], companions: Sequence[str]
) -> pl.DataFrame:
    frame = counts.with_columns(
        pl.when(pl.col(m).is_not_null())
        .then(pl.col("censored").list.contains(m).fill_null(value=False))
        .alias(f"_{m}")
        for m in measures
    ).collect()
    wanted = [*measures, *companions, *(f"_{m}" for m in measures)]
    if frame.get_column(key).n_unique() != frame.height:
        frame = (
            frame.sort([key, "observed_at", "source", *wanted])
            .group_by(key, maintain_order=True)
            .agg(pl.col(name).drop_nulls().last() for name in wanted)
        )
    return frame.select(key, *measures, *companions, _censored(frame, measures))


def _censored(frame: pl.DataFrame, measures: Sequence[str]) -> pl.Series:
    """Return, per row, the measures that are lower bounds; mostly there are none at all."""
    marks = frame.select(pl.col(f"_{m}").fill_null(value=False).alias(m) for m in measures)
    if not marks.select(pl.any_horizontal(pl.all().any())).item():
        return pl.Series("censored", [[]], pl.List(pl.String)).new_from_index(0, frame.height)
    named = [pl.when(pl.col(m)).then(pl.lit(m)) for m in measures]
    return marks.select(pl.concat_list(named).list.drop_nulls().alias("censored")).to_series()


def _joined(
    described: pl.DataFrame, observed: pl.DataFrame, key: str, schema: pl.Schema
) -> pl.DataFrame:
    empty = pl.lit([], dtype=pl.List(pl.String))
    described, observed = described.sort(key), observed.sort(key)
    if described.get_column(key).equals(observed.get_column(key)):
        both = described.hstack(observed.drop(key))  # the usual case, far cheaper than a join
    else:
        both = described.join(observed, on=key, how="left", validate="1:1")
        both = both.with_columns(pl.col("censored").fill_null(empty)).sort(key)
    return both.select(pl.col(name).cast(dtype) for name, dtype in schema.items())
