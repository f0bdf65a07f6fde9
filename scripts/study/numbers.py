"""Experiments on numbers of the method: weights drawn at random, gaps, redundancy, comparisons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ranking.methods.model import Index
from ranking.scoring.engine import evaluate
from ranking.scoring.names import value_column
from ranking.scoring.transforms import TRANSFORMS, reference_of
from study.month import board

Floats = NDArray[np.float64]
SEED = 20260101


@dataclass(frozen=True)
class Shift:
    """Two rankings of one group: Spearman's rho, units that moved, mean and largest move."""

    rho: float
    moved: int
    mean: float
    largest: int
    units: int


def shift(
    index: Index, before: pl.DataFrame, after: pl.DataFrame, other: Index | None = None
) -> dict[str, Shift]:
    """Compare the boards of two tables (or of one, under another index), group by group."""
    old, new = board(index, before), board(other or index, after)
    both = old.join(new, on=("unit", "group"), suffix="_new").drop_nulls(("rank", "rank_new"))
    return {
        str(group[0]): compare(own["rank"].to_numpy(), own["rank_new"].to_numpy())
        for group, own in both.group_by("group", maintain_order=True)
    }


def compare(old: NDArray[np.int64], new: NDArray[np.int64]) -> Shift:
    """Compare two rankings of the same units."""
    moves = np.abs(old - new)
    return Shift(
        spearman(old, new), int((moves > 0).sum()), float(moves.mean()), int(moves.max()), len(old)
    )


def spearman(one: NDArray[np.generic], other: NDArray[np.generic]) -> float:
    """Return Spearman's rank correlation; ties share their mean rank."""
    ranked = [pl.Series(values).rank().to_numpy() for values in (one, other)]
    return float(np.corrcoef(ranked[0], ranked[1])[0, 1])


def terms(index: Index, units: pl.DataFrame) -> tuple[Floats, Floats]:
    """Return the transformed counts (units × indicators, gaps nan) and those at references."""
    table = evaluate(index, units)
    columns = [table[value_column(index, node, "raw")].to_numpy() for node in index.indicators()]
    full = [
        pl.select(TRANSFORMS[n.transform].apply(reference_of(n) * float(n.scale), n)).item()
        for n in index.indicators()
    ]
    return np.column_stack(columns).astype(float), np.array(full)


def drawn_ranks(index: Index, units: pl.DataFrame, draws: int, spread: float) -> NDArray[np.int64]:
    """Return ranks (draws × units) with every weight drawn from its own ± ``spread``, one group."""
    values, full = terms(index, units)
    nominal = np.array([float(node.weight) for node in index.indicators()])
    rng = np.random.default_rng(SEED)
    weights = nominal * rng.uniform(1 - spread, 1 + spread, (draws, len(nominal)))
    seen = ~np.isnan(values)
    scores = (weights @ np.nan_to_num(values).T) / (weights @ (seen * full).T)
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, order.shape[1] + 1)[None, :], axis=1)
    return ranks


def shares(index: Index, units: pl.DataFrame) -> Floats:
    """Return ln(1 + x) ÷ ln(1 + reference) for every unit and indicator."""
    values, full = terms(index, units)
    return np.asarray(values / full)


def gaps(index: Index, units: pl.DataFrame, group: str) -> Floats:
    """Return the differences in points between neighbours on a board."""
    values = np.sort(board(index, units).filter(group=group)["value"].drop_nulls().to_numpy())
    return np.diff(values)


def places_for(index: Index, units: pl.DataFrame, group: str, points: float) -> Floats:
    """Return how many places each unit would gain by so many points of its own."""
    values = board(index, units).filter(group=group)["value"].drop_nulls().to_numpy()
    before = (values[None, :] > values[:, None]).sum(axis=1)
    after = (values[None, :] > values[:, None] + points).sum(axis=1)
    return np.asarray(before - after, dtype=float)


def elasticity(units: pl.DataFrame, feature: str, size: str = "posts") -> float | None:
    """Return the slope of ln(1 + feature) on ln(1 + size); None where all have one size."""
    seen = units.select(size, feature).drop_nulls()
    x, y = (np.log1p(seen[name].to_numpy()) for name in (size, feature))
    return float(np.polyfit(x, y, 1)[0]) if np.ptp(x) else None
