"""How posts were received: heavy-tailed counts that hang together (likes follow reads)."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.random import Generator

from ranking.model.vocabulary import Platform

_LOG_READS = 7.9
_LOG_ECHO = 1.1


def add_counts(posts: pl.DataFrame, rng: Generator) -> pl.DataFrame:
    """Add reads, likes, wow, comments, reposts, favourites, people (readers) and weight.

    Weibo has no reads, wow or favourites (null). No count of an article exceeds its reads.
    """
    size = posts.height
    wechat = (posts["platform"] == Platform.WECHAT).to_numpy()
    appeal = posts["popularity"].to_numpy() + posts["virality"].to_numpy()
    late = np.log(posts["position"].fill_null(1).to_numpy().astype(float))
    reads = _counts(_LOG_READS + 1.15 * appeal - 0.6 * late, rng)
    echo = _counts(_LOG_ECHO + 1.1 * appeal, rng)
    limit = np.where(wechat, reads, np.iinfo(np.int64).max)

    def follow(rate: float, times: float) -> np.ndarray:
        base = np.where(wechat, reads * rate, echo * times)
        return np.minimum(rng.poisson(base * rng.lognormal(0, 0.5, size)), limit)

    return posts.with_columns(
        _only(wechat, reads, "reads"),
        _only(wechat, np.ceil(reads * rng.uniform(0.62, 0.9, size)).astype(np.int64), "people"),
        pl.Series("likes", follow(0.006, 3.0)),
        _only(wechat, follow(0.003, 0.0), "wow"),
        pl.Series("comments", follow(0.0012, 0.6)),
        pl.Series("reposts", follow(0.02, 1.0)),
        _only(wechat, follow(0.004, 0.0), "favourites"),
        pl.Series("weight", np.exp(0.9 * appeal) * np.where(posts["original"], 1.6, 0.6)),
    )


def _counts(log_mean: np.ndarray, rng: Generator) -> np.ndarray:
    return np.floor(np.exp(log_mean + rng.normal(0, 0.3, len(log_mean)))).astype(np.int64)


def _only(mask: np.ndarray, values: np.ndarray, name: str) -> pl.Series:
    """Return the values where the mask holds and null elsewhere."""
    return pl.select(pl.when(pl.Series(mask)).then(pl.Series(values)).alias(name)).to_series()
