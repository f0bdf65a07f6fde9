"""Shingles: every five characters in a row of a text, as one stable 64-bit number.

The number depends on the characters alone: not on the machine, nor on any library's version.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ranking.reprints.normal import Texts

WIDTH = 5
"""Characters of a shingle."""
_STEP = np.uint64(0x9E3779B97F4A7C15)
_STEP_TWICE = np.uint64(0x9E3779B97F4A7C15**2 % 2**64)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_ROOM = 3
"""Bits of a table of known keys beyond their number."""
Hashes = npt.NDArray[np.uint64]


def rolled(codes: npt.NDArray[np.uint16]) -> Hashes:
    """Return the hash of the five characters from each place on, also across the ends of texts.

    A polynomial in the characters, so its high bits are the good ones. Empty below five.
    """
    if len(codes) < WIDTH:
        return np.zeros(0, np.uint64)
    wide = codes.astype(np.uint64)
    pairs = wide[:-1] * _STEP
    pairs += wide[1:]
    fours = pairs[:-2] * _STEP_TWICE
    fours += pairs[2:]
    hashes = fours[:-1]
    hashes *= _STEP
    hashes += wide[4:]
    hashes *= _STEP
    return hashes


def mixed(hashes: Hashes) -> Hashes:
    """Return the hashes with every bit depending on all: fit to be stored and cut."""
    hashes = (hashes ^ (hashes >> _HALF)) * _MIX
    return hashes ^ (hashes >> _HALF)


def whole(texts: Texts) -> npt.NDArray[np.bool_]:
    """Tell of each place of ``rolled`` whether its five characters are within one text."""
    within = np.ones(max(len(texts.codes) - WIDTH + 1, 0), np.bool_)
    for back in range(1, WIDTH):
        ends = texts.starts[1:] - back
        within[ends[(ends >= 0) & (ends < len(within))]] = False
    return within


def among(keys: Hashes, known: Hashes) -> npt.NDArray[np.bool_]:
    """Tell of each key whether it is one of the known.

    Known keys are thrown into a table, and those that another displaced are thrown again, in
    other places. Exact, and fastest where the table stays in the processor's cache.
    """
    found = np.zeros(len(keys), np.bool_)
    places: npt.NDArray[np.int64] | slice = slice(None)
    factor = 1
    while len(known):
        bits = len(known).bit_length() + _ROOM
        table, slots = _thrown(known, factor, bits)
        met = table.take(_slots(keys, factor, bits))
        equal = met == keys
        found[places] = equal
        # Where key 0 itself is in the table, 0 does not say that a slot is empty.
        left = np.flatnonzero(~equal & (met != 0) if table[0] else ~equal)
        places = left if isinstance(places, slice) else places[left]
        keys = keys[left]
        known = known[table.take(slots) != known]
        factor = (factor * int(_STEP) + 2) % 2**64 | 1
    return found


def _thrown(keys: Hashes, factor: int, bits: int) -> tuple[Hashes, npt.NDArray[np.int64]]:
    """Return a table of the keys, 0 = no key, and the slot of each; of several that meet in a
    slot the last is there."""
    table = np.zeros(1 << bits, np.uint64)
    table[0] = ~np.uint64(0)  # 0 would be found here, where it belongs
    slots = _slots(keys, factor, bits)
    table[slots] = keys
    return table, slots


def _slots(keys: Hashes, factor: int, bits: int) -> npt.NDArray[np.int64]:
    turned = keys if factor == 1 else keys * np.uint64(factor)
    return (turned >> np.uint64(64 - bits)).view(np.int64)


def first_equal(keys: Hashes) -> npt.NDArray[np.int64]:
    """Return for each key the place of one key that equals it: for all equal ones the same, the
    last of them.

    Groups without sorting: keys are thrown into a table, and those that met another key there
    are thrown again, in other places. Exact, and about four times as fast as a sort.
    """
    found = np.empty(len(keys), np.int64)
    todo, mine, factor = np.arange(len(keys)), keys, int(_STEP)
    while len(todo):
        bits = len(todo).bit_length() + 2
        slots = ((mine * np.uint64(factor)) >> np.uint64(64 - bits)).view(np.int64)
        table = np.empty(1 << bits, np.int64)
        table[slots] = todo
        winners = table.take(slots, mode="clip")
        found[todo] = winners
        others = np.flatnonzero(keys.take(winners, mode="clip") != mine)
        todo, mine = todo[others], mine[others]
        factor = (factor * 3 + 2) % 2**64 | 1
    return found
