"""Fingerprints: the few shingles of a text by which candidates are found.

Of a long post one shingle in sixteen is kept, chosen by its hash, so that two texts keep the same
ones; of a short one every second, of a very short one all. Of an article those are looked up that
a post may have kept.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from ranking.reprints.chunks import in_chunks
from ranking.reprints.compiled import compiled
from ranking.reprints.normal import Ints, Texts
from ranking.reprints.sets import added, room_for
from ranking.reprints.shingles import Hashes, mixed, rolled

SHORT, SHORTEST = 320, 160
"""A text below SHORT keeps every second shingle: one in sixteen would be under twenty; below
SHORTEST it keeps all."""
_SAMPLED_BITS = 4
_SAMPLED, _HALF, _ALL = (np.uint64(2**bits - 1) for bits in (64 - _SAMPLED_BITS, 63, 64))
_ROOM = 6
"""Bits of the table of asked-for hashes beyond their number: of others, one in 64 at most is
looked up."""
Asked = npt.NDArray[np.uint8]
"""Flags of hashes, by their highest bits; eight flags a byte."""
_ANY = np.full(2, 255, np.uint8)


def fingerprints(texts: Texts) -> pl.DataFrame:
    """Return ``row`` and ``hash``, Int64, one row a distinct fingerprint of a text."""
    return _framed(texts, _limits(texts), _ANY)


def looked_up(texts: Texts, asked: Asked) -> pl.DataFrame:
    """Return ``row`` and ``hash``, Int64, one row a distinct fingerprint of an article that a post
    may have kept, and more."""
    return _framed(texts, np.full(texts.height, _ALL), asked)


def asked_for(posts: Texts) -> Asked:
    """Return a table of the hashes that posts keep, by their highest bits: the sampled ones, and
    those of short posts."""
    short = np.flatnonzero(posts.lengths < SHORT)
    size = max(int(posts.lengths[short].sum()), 1 << _SAMPLED_BITS)
    table = np.zeros(1 << (size.bit_length() + _ROOM - 3), np.uint8)
    table[: len(table) >> _SAMPLED_BITS] = 255
    _ask(posts, short, _limits(posts), table)
    return table


def _limits(posts: Texts) -> Hashes:
    """Return up to which hash each post keeps its shingles."""
    lengths = posts.lengths
    return np.where(lengths < SHORTEST, _ALL, np.where(lengths < SHORT, _HALF, _SAMPLED))


def _framed(texts: Texts, limits: Hashes, asked: Asked) -> pl.DataFrame:
    def kept(first: int, last: int) -> tuple[Ints, Hashes]:
        size = texts.starts[last] - texts.starts[first]
        rows, hashes = np.empty(size, np.int64), np.empty(size, np.uint64)
        count = _kept(texts, first, last, limits, asked, rows, hashes)
        return rows[:count].copy(), hashes[:count].copy()

    parts = in_chunks(texts.starts, kept)
    rows = np.concatenate([rows for rows, _ in parts] or [np.zeros(0, np.int64)])
    hashes = np.concatenate([hashes for _, hashes in parts] or [np.zeros(0, np.uint64)])
    return pl.DataFrame({"row": rows, "hash": hashes.view(np.int64)})


@compiled
def _kept(
    texts: Texts, first: int, last: int, limits: Hashes, asked: Asked, rows: Ints, hashes: Hashes
) -> int:
    """Fill rows and hashes with those up to the row's limit that are asked for; return how many."""
    starts, shift = texts.starts, _shift(asked)
    longest = np.diff(starts[first : last + 1]).max()
    all_of_row, seen = np.empty(longest, np.uint64), room_for(longest)
    found = 0
    for row in range(first, last):
        for at in range(rolled(texts.codes, starts[row], starts[row + 1], all_of_row)):
            value = all_of_row[at]
            if value <= limits[row] and asked[value >> shift] & _bit(value, shift):
                value = mixed(value)
                if added(seen, row + 1, value):
                    rows[found], hashes[found] = row, value
                    found += 1
    return found


@compiled
def _ask(posts: Texts, rows: Ints, limits: Hashes, table: Asked) -> None:
    """Flag the hashes that these posts keep."""
    all_of_row, shift = np.empty(SHORT, np.uint64), _shift(table)
    for row in rows:
        begin, end = posts.starts[row], posts.starts[row + 1]
        for at in range(rolled(posts.codes, begin, end, all_of_row)):
            value = all_of_row[at]
            if value <= limits[row]:
                table[value >> shift] |= _bit(value, shift)


@compiled
def _shift(table: Asked) -> np.uint64:
    """Return by how many bits a hash is shifted to be the place of a byte in the table."""
    bits = np.uint64(0)
    while (1 << bits) < len(table):
        bits += np.uint64(1)
    return np.uint64(64) - bits


@compiled
def _bit(value: np.uint64, shift: np.uint64) -> np.uint8:
    """Return the flag of a hash within its byte: chosen by the next three bits."""
    return np.uint8(1 << ((value >> (shift - np.uint64(3))) & np.uint64(7)))
