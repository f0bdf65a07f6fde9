"""One month as the study sees it: a row a unit, a row a post, and the boards made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl

from ranking.features.reprints import collapse
from ranking.features.weights import weighted_reprints
from ranking.methods.model import Index, Method
from ranking.methods.month import Reprints
from ranking.model.month import Month
from ranking.model.vocabulary import REPRINT_MEASURES, ChannelType
from ranking.scoring.engine import evaluate
from ranking.scoring.ranks import ranks
from ranking.wiring import open_workspace
from ranking.workflow.configuration import load_configuration
from ranking.workflow.frames import channels_frame
from ranking.workflow.gather import month_inputs
from ranking.workflow.month_inputs import MonthInputs

PRECISION = Decimal("1e-9")
_OF_POSTS = ("weighted_reprints", "max_reprints", "reprinted_posts")
"""Features of communication that are sums or maxima over posts."""


@dataclass(frozen=True)
class StudyMonth:
    """A month without the units that are not ranked.

    ``units``: unit, group, accounts and every feature. ``posts``: unit, account, original,
    weibo_times, reprints, weighted (its part of weighted_reprints), reads, likes, comments (own
    and of its reprints), ``again_<m>`` (of its reprints alone), capped (how many of the reads are
    10万+). ``by_channel``: unit, original, channel_id, times.
    """

    name: str
    method: Method
    units: pl.DataFrame
    posts: pl.DataFrame
    by_channel: pl.DataFrame
    channels: pl.DataFrame

    def groups(self) -> list[str]:
        """Return the groups, the largest last."""
        return self.units.group_by("group").len().sort("len", "group")["group"].to_list()

    def weighted(self, rules: Reprints) -> StudyMonth:
        """Return the month with reprints weighted by other rules."""
        every = self.posts.select("unit", "original", "weibo_times")
        new = weighted_reprints(every, self.by_channel, self.channels, rules)
        assert new is not None
        return replace(self, units=self.units.update(new, on="unit"))


def board(index: Index, units: pl.DataFrame) -> pl.DataFrame:
    """Return unit, group, value and rank (within the group), in the order of ``units``."""
    table = evaluate(index, units).select("unit", "group", value=index.id)
    return table.with_columns(rank=ranks(pl.col("value"), PRECISION).over("group"))


def rank_of(index: Index, units: pl.DataFrame, unit: str) -> tuple[float | None, int | None]:
    """Return a unit's index and its rank within its group."""
    row = board(index, units).row(by_predicate=pl.col("unit") == unit, named=True)
    return row["value"], row["rank"]


def unit_at(index: Index, units: pl.DataFrame, group: str, place: float) -> str:
    """Return the unit at a place of its board: 0 the first, 0.5 the median, 1 the last."""
    own = board(index, units).filter(group=group).sort("rank", "unit", nulls_last=True)
    return str(own["unit"][round((own.height - 1) * place)])


def changed(units: pl.DataFrame, unit: str, **features: float | None) -> pl.DataFrame:
    """Return the units with some features of one unit replaced; None = not observed."""
    mine = pl.col("unit") == unit
    return units.with_columns(
        pl.when(mine).then(pl.lit(value)).otherwise(pl.col(name)).cast(pl.Float64).alias(name)
        for name, value in features.items()
    )


def sums(posts: pl.DataFrame) -> dict[str, float]:
    """Return the features that follow from posts alone; all zero without posts."""
    if posts.is_empty():
        return dict.fromkeys((*_OF_POSTS, *(f"total_{m}" for m in REPRINT_MEASURES)), 0.0)
    return {
        "weighted_reprints": float(posts["weighted"].sum()),
        "reprinted_posts": float((posts["reprints"] >= 1).sum()),
        "max_reprints": float(posts["reprints"].max() or 0),  # type: ignore[arg-type]
        **{f"total_{m}": float(posts[m].sum()) for m in REPRINT_MEASURES},
    }


def received(month: StudyMonth, unit: str, posts: pl.DataFrame) -> pl.DataFrame:
    """Return the units after one had these posts instead of its own.

    What is not observed of the unit stays so. Its channels change as chance would have it with
    the number of its reprints.
    """
    row = month.units.row(by_predicate=pl.col("unit") == unit, named=True)
    before, after = (float(p["reprints"].sum()) for p in (month.posts.filter(unit=unit), posts))
    now = expected_channels(month, before)
    spread = expected_channels(month, after) / now if now else 0.0
    features = {k: v for k, v in sums(posts).items() if row[k] is not None}
    if row["channels"] is not None:
        features["channels"] = row["channels"] * spread
    return changed(month.units, unit, **features)


def expected_channels(month: StudyMonth, reprints: float) -> float:
    """Return how many different channels so many reprints reach, drawn as the whole month's are."""
    by_id = month.by_channel.group_by("channel_id").agg(pl.col("times").sum()).sort("channel_id")
    times = by_id["times"].to_numpy()
    return float(np.sum(-np.expm1(-reprints * times / times.sum()))) if times.size else 0.0


def load_month(home: Path, name: str) -> StudyMonth:
    """Compute a month of a workspace as ``govrank draft`` does."""
    workspace = open_workspace(home, "study", lambda *_: None)
    configuration = load_configuration(workspace.settings, Month.parse(name))
    with workspace.ledger.reading() as connection:
        inputs = month_inputs(workspace, connection, Month.parse(name), configuration)
    found = _study_month(inputs)
    workspace.close()
    return found


def _study_month(inputs: MonthInputs) -> StudyMonth:
    features, method = inputs.features(), inputs.configuration.method
    left_out = [entry.unit for entry in inputs.configuration.list_file.not_ranked]
    channels = channels_frame(inputs.channels)
    posts = features.posts.filter(~pl.col("unit").is_in(left_out))
    reprints = inputs.facts.reprints if inputs.facts.has_reprint_feed else None
    by_channel = _by_channel(reprints, posts, channels)
    accounts = features.accounts.group_by("unit").agg(accounts=pl.len().cast(pl.Float64))
    units = features.units.filter(~pl.col("unit").is_in(left_out)).join(accounts, on="unit")
    assert method.reprints is not None
    return StudyMonth(
        str(inputs.month),
        method,
        units,
        _posts(posts, reprints, channels, method.reprints),
        by_channel,
        channels,
    )


def _by_channel(
    reprints: pl.LazyFrame | None, posts: pl.DataFrame, channels: pl.DataFrame
) -> pl.DataFrame:
    if reprints is None:
        schema = {"unit": pl.String, "original": pl.Boolean, "channel_id": pl.String}
        return pl.DataFrame(schema={**schema, "times": pl.Int64})
    return collapse(reprints, posts, channels).by_channel


def _posts(
    posts: pl.DataFrame, reprints: pl.LazyFrame | None, channels: pl.DataFrame, rules: Reprints
) -> pl.DataFrame:
    """Give every post what it adds to its unit's features."""
    assert rules.channels is not None
    factors = {
        True: rules.originals.original.factor,
        False: rules.originals.other.factor,
        None: rules.originals.unknown.factor,
    }
    original = pl.col("original").replace_strict(
        {k: float(v) for k, v in factors.items()}, return_dtype=pl.Float64
    )
    on_weibo = pl.col("weibo_times").fill_null(0) * float(rules.channels.weibo.factor)
    counts = [
        (pl.col(m).fill_null(0) + pl.col(f"again_{m}").fill_null(0)).alias(m)
        for m in REPRINT_MEASURES
    ]
    own_capped = pl.col("censored").list.contains("reads").fill_null(value=False).cast(pl.Int64)
    return posts.join(_elsewhere(reprints, channels, rules), on="post_id", how="left").select(
        "unit", "account", "original", "weibo_times",
        pl.col("reprints").fill_null(0),
        ((on_weibo + pl.col("elsewhere").fill_null(0)) * original).alias("weighted"),
        *counts,
        *[pl.col(f"again_{m}").fill_null(0) for m in REPRINT_MEASURES],
        (own_capped + pl.col("capped").fill_null(0)).alias("capped"),
    )  # fmt: skip


def _elsewhere(
    reprints: pl.LazyFrame | None, channels: pl.DataFrame, rules: Reprints
) -> pl.DataFrame:
    """Return post_id, the weight of its reprints outside Weibo, and how many show 10万+."""
    if reprints is None:
        schema = {"post_id": pl.String, "elsewhere": pl.Float64, "capped": pl.Int64}
        return pl.DataFrame(schema=schema)
    assert rules.channels is not None
    by_type = {kind.value: float(rules.channels.of(kind)) for kind in ChannelType}
    weight = pl.coalesce("weight", pl.col("type").replace_strict(by_type, return_dtype=pl.Float64))
    counted = pl.when(pl.col("type") != ChannelType.WEIBO.value).then(weight).otherwise(0.0)
    capped = pl.col("censored").list.contains("reads").fill_null(value=False)
    known = reprints.select("post_id", "channel_id", "censored").join(
        channels.lazy().select("channel_id", "type", "weight"), on="channel_id"
    )
    by_post = known.group_by("post_id").agg(
        counted.sum().alias("elsewhere"), capped.sum().cast(pl.Int64).alias("capped")
    )
    return by_post.collect()
