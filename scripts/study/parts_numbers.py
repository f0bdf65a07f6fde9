"""Parts 7 to 10 of the report: what the numbers of the method do, and a real day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np
import polars as pl

from ranking.methods.model import Index
from study.candidates import first_draft
from study.markdown import Cell, bar, table
from study.month import StudyMonth, board, rank_of, unit_at
from study.numbers import (
    Shift,
    drawn_ranks,
    gaps,
    places_for,
    shares,
    shift,
    spearman,
    terms,
)
from study.parts_posts import Months, boards_of
from study.posts import viral
from study.variants import with_all, with_channel, with_nodes, with_originals, without

DRAWS, SPREAD = 1000, 0.25


def sensitivity(months: Months) -> Iterator[str]:
    """Part 7: weights drawn at random, references, factors of reprints."""
    rows: list[list[Cell]] = []
    for month, index, group in boards_of(months):
        own = month.units.filter(group=group)
        ranks = drawn_ranks(index, own, DRAWS, SPREAD)
        nominal = board(index, own)["rank"].to_numpy()
        width = np.subtract(*np.percentile(ranks, [95, 5], axis=0))
        rho = float(np.mean([spearman(nominal, drawn) for drawn in ranks]))
        moved = float(np.abs(ranks - nominal).mean())
        rows.append(
            [month.name, index.id, group, float(width.mean()), float(width.max()), moved, rho]
        )
    yield f"{DRAWS:,} draws of every weight within ±{SPREAD:.0%}, fixed seed; 5 to 95 % interval:\n"
    head = ["month", "board", "group", "mean width (places)", "widest", "mean move", "mean ρ"]
    yield table(head, rows)
    yield "Other numbers of the method, on the last month, against the chosen ones:\n"
    yield table(["change", "group", "moved", "mean move", "most", "ρ"], _other_numbers(months[-1]))


def _other_numbers(month: StudyMonth) -> Iterator[list[Cell]]:
    for index in month.method.indexes:
        for factor in ("0.5", "2"):
            for node in index.indicators():
                assert node.reference is not None
                new = {"reference": node.reference * Decimal(factor)}
                other = with_nodes(index, **{node.feature: new})
                found = shift(index, month.units, month.units, other)
                yield from _shifted(f"reference of {node.feature} ×{factor}", found)
    rules, index = month.method.reprints, month.method.indexes[0]
    assert rules is not None
    for share in ("0.3", "0.7", "1.0"):
        changed = month.weighted(with_originals(rules, Decimal(share)))
        yield from _shifted(f"not original: {share}", shift(index, month.units, changed.units))
    for kind in ("client", "website", "wechat", "weibo"):
        for factor in ("0.5", "2"):
            changed = month.weighted(with_channel(rules, kind, Decimal(factor)))
            yield from _shifted(
                f"weight of {kind} ×{factor}", shift(index, month.units, changed.units)
            )


def _shifted(name: str, found: dict[str, Shift]) -> Iterator[list[Cell]]:
    for group, s in found.items():
        yield [name, group, f"{s.moved} of {s.units}", s.mean, s.largest, f"{s.rho:.4f}"]


def levels(months: Months) -> Iterator[str]:
    """Part 8: how high indexes are, how near neighbours are, and what bonus points move."""
    rows: list[list[Cell]] = []
    for month, index, group in boards_of(months):
        linear = with_all(index, transform="identity")
        for name, form in (
            ("first draft", first_draft(index)),
            ("chosen", index),
            ("linear", linear),
        ):
            own = board(form, month.units).filter(group=group)["value"]
            three = [float(f(own.to_numpy())) for f in (np.min, np.median, np.max)]
            full = np.median(shares(form, month.units.filter(group=group)), axis=0)
            rows.append(
                [month.name, index.id, group, name, *three, "  ".join(f"{x:.2f}" for x in full)]
            )
    head = ["month", "board", "group", "numbers", "least", "median", "most"]
    yield table([*head, "median share of each reference"], rows)
    yield "Places gained by one unit's points (mean, most):\n"
    gains: list[list[Cell]] = []
    for month, index, group in boards_of(months):
        gap = float(np.median(gaps(index, month.units, group)))
        cells = [places_for(index, month.units, group, p) for p in (0.5, 1, 2, 3, 5)]
        gains.append(
            [month.name, index.id, group, gap, *(f"{c.mean():.1f}, {c.max():.0f}" for c in cells)]
        )
    head = ["month", "board", "group", "median gap"]
    yield table([*head, *(f"{p} points" for p in ("0.5", "1", "2", "3", "5"))], gains)


def redundancy(months: Months) -> Iterator[str]:
    """Part 9: which indicator drives the ranks."""
    rows: list[list[Cell]] = []
    for month, index, group in boards_of(months):
        own = month.units.filter(group=group)
        values, _ = terms(index, own)
        with np.errstate(invalid="ignore"):  # a tiny month may have a count that all units share
            together = np.asarray(np.corrcoef(values.T))
        weights = np.array([float(n.weight) for n in index.indicators()])
        pull = values.std(axis=0) * weights
        for i, node in enumerate(index.indicators()):
            s = shift(index, own, own, without(index, node.feature))[group]
            rho = float(np.delete(together[i], i).min())
            share = float(pull[i] / pull.sum())
            rows.append(
                [month.name, group, node.feature, share, bar(share, 1), rho, s.mean, s.largest]
            )
    head = ["month", "group", "indicator", "share of the spread", "", "least correlation"]
    yield table([*head, "left out: mean move", "most"], rows)


def real_day(day: StudyMonth) -> Iterator[str]:
    """Part 10: the formula on a day of real likes, comments and reposts; all units in one group."""
    month = replace(day, units=day.units.with_columns(group=pl.lit("all")))
    rows: list[list[Cell]] = []
    for index in month.method.indexes:
        found = board(index, month.units)
        value = found["value"]
        zero, tied = int((value == 0).sum()), int(value.is_duplicated().sum())
        rho = spearman(month.units["posts"].to_numpy(), value.to_numpy())
        most = [float(np.quantile(value.to_numpy(), q)) for q in (0.5, 0.9, 0.99, 1)]
        rows.append([index.id, found.height, zero, tied, *most, rho])
    head = ["board", "units", "index 0", "tied", "median", "90 %", "99 %", "most"]
    yield table([*head, "ρ(posts, index)"], rows)
    yield "Rank after the best post of a unit had all its counts multiplied:\n"
    yield table(["board", "form", "unit", "rank", "×10", "×100", "×1000"], _real_viral(month))


def _real_viral(month: StudyMonth) -> Iterator[list[Cell]]:
    for index in month.method.indexes:
        for name, form in (("ln", index), ("linear", with_all(index, transform="identity"))):
            for percent in (10, 25, 40):
                unit = unit_at(form, month.units, "all", percent / 100)
                after = [_rank_after(month, form, unit, f) for f in (1, 10, 100, 1000)]
                yield [index.id, name, f"at {percent} %", *after]


def _rank_after(month: StudyMonth, index: Index, unit: str, factor: float) -> int | None:
    units = month.units if factor == 1 else viral(month, index, unit, factor)
    return rank_of(index, units, unit)[1]
