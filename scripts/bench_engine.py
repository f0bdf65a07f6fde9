"""Measures the scoring engine against the same arithmetic written by hand, in one run.

    python scripts/bench_engine.py [--rows 1000000] [--runs 7]

WCI 13 over a large synthetic table beside the bare Polars expression (which keeps no intermediate
columns), and the whole chain of the composite index (51 units x 49 indicators). Medians; ratios
say more than seconds on a shared machine.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from ranking.features.cards import load_cards
from ranking.methods.load import load_method
from ranking.methods.model import Method
from ranking.scoring.engine import evaluate
from ranking.settings import shipped_config

WCI_COLUMNS = {
    "posts": 60,
    "reads": 10**6,
    "headline_reads": 10**5,
    "max_reads": 10**5,
    "likes": 10**4,
    "headline_likes": 10**3,
    "max_likes": 10**3,
}
"""Columns and their largest count, drawn uniformly: what is timed does not depend on them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args(arguments)
    by_hand, engine, gap = wci(options.rows, options.runs)
    print("| what | seconds | bound |\n|---|---:|---|")
    print(f"| WCI 13, {options.rows:,} rows, by hand in Polars | {by_hand:.3f} | |")
    print(f"| WCI 13, the engine with every intermediate | {engine:.3f} | 3 x by hand |")
    print(f"| ratio | {engine / by_hand:.2f} | 3 |")
    print(f"| composite index, 51 x 49, whole chain | {chain(options.runs):.3f} | 0.3 |")
    print(f"\nlargest relative difference between engine and hand: {gap:.1e}")
    return 0


def wci(rows: int, runs: int) -> tuple[float, float, float]:
    """Return median seconds by hand and by engine, and their largest relative difference."""
    method, table = shipped("wci-13"), wci_table(rows)
    index = method.indexes[0]
    expression = wci_by_hand().alias("hand")
    by_hand, engine = [], []
    for _ in range(runs):
        by_hand.append(seconds(lambda: table.with_columns(expression)))
        engine.append(seconds(lambda: evaluate(index, table, method.features)))
    both = evaluate(index, table, method.features).with_columns(expression)
    gap = both.select(((pl.col(index.id) - pl.col("hand")).abs() / pl.col("hand")).max()).item()
    return statistics.median(by_hand), statistics.median(engine), gap


def wci_table(rows: int) -> pl.DataFrame:
    """Return a synthetic table of that many accounts over a month."""
    generator = np.random.default_rng(2026)
    columns = {name: generator.integers(1, most, rows) for name, most in WCI_COLUMNS.items()}
    return pl.DataFrame(columns).with_columns(days=pl.lit(30))


def wci_by_hand() -> pl.Expr:
    """Return the formula of WCI 13 as one writes it in Polars."""
    c = pl.col

    def mark(reads: pl.Expr, likes: pl.Expr) -> pl.Expr:
        return 0.85 * reads.log1p() + 0.15 * (10 * likes).log1p()

    by_day = mark(c("reads") / c("days"), c("likes") / c("days"))
    by_post = mark(c("reads") / c("posts"), c("likes") / c("posts"))
    headline = mark(c("headline_reads") / c("days"), c("headline_likes") / c("days"))
    best = mark(c("max_reads"), c("max_likes"))
    return (0.30 * by_day + 0.30 * by_post + 0.30 * headline + 0.10 * best) ** 2 * 10


def chain(runs: int) -> float:
    """Return median seconds of the composite index over a synthetic table with gaps."""
    method = shipped("asem-connectivity")
    table = composite_table(method)
    index = method.indexes[0]
    return statistics.median(
        seconds(lambda: evaluate(index, table, method.features)) for _ in range(runs)
    )


def composite_table(method: Method) -> pl.DataFrame:
    """Return 51 synthetic units: skewed numbers, one in forty missing, two groups."""
    generator = np.random.default_rng(51)
    names = [*method.inputs, *(c for beside in method.companions for c in beside.columns)]
    columns: dict[str, list[float | None]] = {}
    for name in dict.fromkeys(names):
        drawn = generator.lognormal(3, 1.5, 51)
        gaps = generator.random(51) < (0 if name.startswith("Den_") else 1 / 40)
        columns[name] = [None if gap else float(x) for x, gap in zip(drawn, gaps, strict=True)]
    groups = ["Europe"] * 30 + ["Asia"] * 21
    return pl.DataFrame(columns).with_columns(pl.Series("Group_EurAsia", groups))


def shipped(method_id: str) -> Method:
    """Return a shipped method."""
    config = shipped_config()
    cards = load_cards(config / "features.toml")
    return load_method(config / "methods" / f"{method_id}.toml", cards)


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
