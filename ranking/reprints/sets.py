"""Sets of 64-bit numbers within compiled loops, emptied in no time.

A number is in the set when its slot has the ``mark`` under which it was added: another mark is
another set in the same room.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ranking.reprints.compiled import compiled
from ranking.reprints.shingles import Hashes

_ONE, _ALL = np.uint64(1), np.uint64(64)


class Room(NamedTuple):
    """Slots, a power of two of them; ``shift`` leaves of a number the bits that choose one."""

    numbers: Hashes
    marks: npt.NDArray[np.int64]
    shift: np.uint64


@compiled
def room_for(count: int) -> Room:
    """Return room for sets of so many numbers; no mark is 0."""
    bits = np.uint64(3)
    while (_ONE << bits) < np.uint64(2 * count):
        bits += _ONE
    size = np.int64(_ONE << bits)
    return Room(np.empty(size, np.uint64), np.zeros(size, np.int64), _ALL - bits)


@compiled
def added(room: Room, mark: int, number: np.uint64) -> bool:
    """Add the number to the set; tell whether it was not there."""
    slot = _slot(room, mark, number)
    new = room.marks[slot] != mark
    room.numbers[slot] = number
    room.marks[slot] = mark
    return bool(new)


@compiled
def has(room: Room, mark: int, number: np.uint64) -> bool:
    """Tell whether the number is in the set."""
    return bool(room.marks[_slot(room, mark, number)] == mark)


@compiled
def _slot(room: Room, mark: int, number: np.uint64) -> np.uint64:
    """Return where the number is, or where it would be."""
    last = np.uint64(len(room.marks) - 1)
    slot = number >> room.shift
    while room.marks[slot] == mark and room.numbers[slot] != number:
        slot = (slot + _ONE) & last
    return slot
