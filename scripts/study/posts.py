"""Experiments on posts: a viral post, splitting, junk, idle months, accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from ranking.methods.model import Index
from ranking.model.vocabulary import REPRINT_MEASURES
from study.month import (
    StudyMonth,
    board,
    changed,
    expected_channels,
    rank_of,
    received,
    unit_at,
)

Change = Callable[..., pl.DataFrame]
COUNTS = ("reprints", "weighted", *REPRINT_MEASURES)
"""What a post brings its unit."""
LIMIT = 100_000
"""What 10万+ enters as."""
SEED = 20260101


def viral(month: StudyMonth, index: Index, unit: str, factor: float) -> pl.DataFrame:
    """Return the units after the best post of one had ``factor`` times all its counts.

    Its best post is the one with most reprints, or most reads where the index is influence. It
    also reaches as many more channels as the extra reprints would by chance.
    """
    own = month.posts.filter(unit=unit)
    best = own[best_post(index)].arg_max()
    scaled = own.with_row_index().with_columns(
        pl.when(pl.col("index") == best).then(pl.col(c) * factor).otherwise(pl.col(c)).alias(c)
        for c in COUNTS
    )
    return received(month, unit, scaled)


def best_post(index: Index) -> str:
    """Return the count by which a post is a unit's best."""
    return "reads" if index.id == "influence" else "reprints"


def factor_to_reach(
    reached: Callable[[float], bool], ceiling: float = 1e9, steps: int = 50
) -> float | None:
    """Return the smallest factor from 1 for which ``reached`` holds; None = not by ``ceiling``."""
    if not reached(ceiling):
        return None
    low, high = 1.0, ceiling
    for _ in range(steps):
        middle = (low * high) ** 0.5
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


def to_win(month: StudyMonth, index: Index, unit: str) -> float | None:
    """Return the factor on its best post with which a unit is first of its group."""
    return factor_to_reach(
        lambda f: rank_of(index, viral(month, index, unit, f), unit)[1] == 1, steps=30
    )


def split(month: StudyMonth, unit: str, parts: int, *, best_too: bool) -> pl.DataFrame:
    """Return the units after one published every post in ``parts`` that share its reprints.

    ``best_too`` False leaves its most reprinted post whole. Sums, and so influence, do not change.
    """
    own = month.posts.filter(unit=unit)["reprints"]
    whole = pl.Series(own.to_list())
    pieces = int(whole.clip(upper_bound=parts).sum())
    best = int(whole.max() or 0)  # type: ignore[arg-type]
    if best_too:
        return changed(month.units, unit, reprinted_posts=pieces, max_reprints=-(-best // parts))
    return changed(month.units, unit, reprinted_posts=pieces - min(parts, best) + min(1, best))


def junk(month: StudyMonth, unit: str, posts: int, weight: float) -> pl.DataFrame:
    """Return the units after one made ``posts`` more posts, each reprinted once by one channel."""
    row = month.units.row(by_predicate=pl.col("unit") == unit, named=True)
    return changed(
        month.units,
        unit,
        weighted_reprints=(row["weighted_reprints"] or 0) + posts * weight,
        reprinted_posts=(row["reprinted_posts"] or 0) + posts,
    )


def gains(
    index: Index, month: StudyMonth, group: str, change: Change, *details: object, **more: object
) -> Iterator[tuple[str, float, int]]:
    """Yield (unit, points, places gained) for every unit of a group, if it alone made a change.

    ``change(month, unit, *details, **more)`` returns the units then. Without an index: nothing.
    """
    before = board(index, month.units).filter(group=group)
    for unit, _, value, rank in before.iter_rows():
        new, place = rank_of(index, change(month, unit, *details, **more), unit)
        if new is not None and place is not None:
            yield unit, new - value, rank - place


def lacking(month: StudyMonth, unit: str, feature: str) -> pl.DataFrame:
    """Return the units after a feature of one went missing altogether."""
    return changed(month.units, unit, **{feature: None})


def reduced(month: StudyMonth, unit: str, share: float) -> pl.DataFrame:
    """Return the units after one made only ``share`` of its posts, drawn at random; 0 = none.

    A share that leaves less than one post leaves its median post.
    """
    own = month.posts.filter(unit=unit)
    kept = own.sample(fraction=share, seed=SEED)
    if share and kept.is_empty():
        kept = own.sort("reprints")[own.height // 2 : own.height // 2 + 1]
    return received(month, unit, kept)


def one_account(month: StudyMonth, unit: str) -> pl.DataFrame:
    """Return the units after one had only the busiest of its accounts."""
    own = month.posts.filter(unit=unit)
    account = own.group_by("account").len().sort("len", "account")["account"][-1]
    kept = own.filter(account=account)
    return received(month, unit, kept)


def multiplied(units: pl.DataFrame, month: StudyMonth, unit: str, factor: float) -> pl.DataFrame:
    """Return the units after one had ``factor`` times the posts, received as its posts are."""
    row = units.row(by_predicate=pl.col("unit") == unit, named=True)
    grows = ["weighted_reprints", "reprinted_posts", *(f"total_{m}" for m in REPRINT_MEASURES)]
    reprints = float(month.posts.filter(unit=unit)["reprints"].sum())
    now = expected_channels(month, reprints)
    spread = expected_channels(month, reprints * factor) / now if now else 1.0
    return changed(
        units,
        unit,
        **{name: row[name] * factor for name in grows},
        channels=None if row["channels"] is None else row["channels"] * spread,
    )


def withheld(month: StudyMonth, unit: str, measure: str) -> pl.DataFrame:
    """Return the units after one's own counts of a measure went missing; its reprints' stay.

    Missing altogether where its reprints have none.
    """
    again = float(month.posts.filter(unit=unit)[f"again_{measure}"].sum())
    return changed(month.units, unit, **{f"total_{measure}": again or None})


def uncapped(month: StudyMonth, times: float) -> pl.DataFrame:
    """Return the units as if every read count shown as 10万+ were ``times`` the limit."""
    capped = month.posts.group_by("unit").agg(pl.col("capped").sum())
    more = pl.col("capped").fill_null(0) * LIMIT * (times - 1)
    joined = month.units.join(capped, on="unit", how="left", maintain_order="left")
    return joined.with_columns(total_reads=pl.col("total_reads") + more)


def first_median_last(index: Index, month: StudyMonth, group: str) -> dict[str, str]:
    """Return the units at three places of a board."""
    places = {"first": 0.0, "median": 0.5, "last": 1.0}
    return {name: unit_at(index, month.units, group, place) for name, place in places.items()}
