"""Shingles: every five characters in a row of a text, as one stable 64-bit number.

The number depends on the characters alone: not on the machine, nor on any library's version.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ranking.reprints.compiled import compiled
from ranking.reprints.normal import Codes

WIDTH = 5
"""Characters of a shingle."""
Hashes = npt.NDArray[np.uint64]
STEP = np.uint64(0x9E3779B97F4A7C15)
"""The factor of all polynomials in characters."""
_GONE = np.uint64(pow(0x9E3779B97F4A7C15, WIDTH, 2**64))
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


@compiled
def rolled(codes: Codes, begin: int, end: int, hashes: Hashes) -> int:
    """Write the hash of the five characters from each place of a text on; return how many.

    The text is ``codes[begin:end]``; ``hashes`` has room for one a character. A polynomial in
    the characters, so its high bits are the good ones.
    """
    value = np.uint64(0)
    for at in range(begin, end):
        if at >= begin + WIDTH:
            value -= np.uint64(codes[at - WIDTH]) * _GONE
        value = (value + np.uint64(codes[at])) * STEP
        if at >= begin + WIDTH - 1:
            hashes[at - begin - WIDTH + 1] = value
    return max(end - begin - WIDTH + 1, 0)


@compiled
def hashed(codes: Codes, begin: int, end: int) -> np.uint64:
    """Return the hash of a run of characters of any length."""
    value = np.uint64(end - begin)
    for at in range(begin, end):
        value = (value + np.uint64(codes[at])) * STEP
    return mixed(value)


@compiled
def mixed(value: np.uint64) -> np.uint64:
    """Return the number with every bit depending on all: fit to be stored and cut."""
    value = (value ^ (value >> _HALF)) * _MIX
    return value ^ (value >> _HALF)
