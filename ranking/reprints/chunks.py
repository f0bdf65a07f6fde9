"""Texts worked on by several threads, a span of whole rows at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import polars as pl

from ranking.reprints.normal import Ints

_CHUNK = 1 << 18
"""Characters worked on at a time: few enough to stay in the processor's cache."""
_T = TypeVar("_T")


def in_chunks(starts: Ints, work: Callable[[int, int], _T]) -> list[_T]:
    """Return ``work(first, last)`` for spans of whole rows in order, done by several threads.

    ``starts`` are the places where rows begin and the end of the last, in characters.
    """
    count = len(starts) - 1
    wanted = np.arange(0, starts[-1] + _CHUNK, _CHUNK)
    bounds = np.unique([0, *np.minimum(np.searchsorted(starts, wanted), count), count]).tolist()
    with ThreadPoolExecutor(pl.thread_pool_size()) as threads:
        return list(threads.map(work, bounds[:-1], bounds[1:]))
