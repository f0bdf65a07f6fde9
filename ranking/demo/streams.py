"""Random numbers that depend on the seed and on what they are for, never on the order of calls."""

from __future__ import annotations

from zlib import crc32

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence

from ranking.model.month import Month


def stream(seed: int, purpose: str, month: Month | None = None) -> Generator:
    """Return the generator of one purpose (and month)."""
    key = [seed, crc32(purpose.encode())]
    if month is not None:
        key += [month.year, month.number]
    return Generator(PCG64(SeedSequence(key)))


def draw(weights: np.ndarray, size: int, rng: Generator) -> np.ndarray:
    """Draw ``size`` positions, each with a chance in proportion to its weight."""
    edges = np.cumsum(weights)
    found: np.ndarray = np.searchsorted(edges, rng.random(size) * edges[-1], side="right")
    return found
