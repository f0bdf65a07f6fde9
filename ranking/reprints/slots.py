"""Names and numbers, and what stands in their place in another text.

Press releases of two districts may be equal but for the district and the figures. The places of
names and numbers are known by the words around them, so the same place is found in another text,
and filled otherwise there it speaks against a reprint. That a paragraph was cut does not.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl

from ranking.reprints.chunks import in_chunks
from ranking.reprints.compiled import compiled
from ranking.reprints.normal import Codes, Ints, Texts
from ranking.reprints.shingles import STEP, Hashes, hashed, mixed
from ranking.reprints.unit_names import Flags, Names, named

AROUND = 4
"""Characters on either side by which a place is known; names and numbers are left out of them."""
NUMBER, NAME = 0, 1
_COUNTS = ("numbers_other", "numbers_same", "names_other", "names_same")


class Slots(NamedTuple):
    """Names and numbers of texts: text i has those from ``starts[i]`` to before ``starts[i + 1]``,
    sorted by ``places``: hashes of what stands around, whose last bit is the kind. ``fillings``:
    the number of the unit, or a hash of the digits."""

    starts: Ints
    places: Hashes
    fillings: Hashes


class _Room(NamedTuple):
    """Where one text is worked on: one element a character."""

    taken: Flags
    before: Ints
    others: Codes
    begins: Ints
    ends: Ints
    units: Ints
    places: Hashes
    fillings: Hashes


def slots(texts: Texts, names: Names) -> Slots:
    """Return the names and numbers of the texts."""

    def found(first: int, last: int) -> Slots:
        size = texts.starts[last] - texts.starts[first]
        part = Slots(
            np.zeros(last - first, np.int64), np.empty(size, np.uint64), np.empty(size, np.uint64)
        )
        count = _collect(texts, first, names, part)
        return Slots(part.starts, part.places[:count].copy(), part.fillings[:count].copy())

    parts = in_chunks(texts.starts, found)
    nothing = [np.zeros(0, np.uint64)]
    return Slots(
        np.cumsum(np.concatenate([[0], *(part.starts for part in parts)])),
        np.concatenate([part.places for part in parts] or nothing),
        np.concatenate([part.fillings for part in parts] or nothing),
    )


def agreement(pairs: pl.DataFrame, articles: Texts, names: Names, posts: Slots) -> pl.DataFrame:
    """Return the pairs (article, post), sorted, with names_same, names_other, numbers_same and
    numbers_other.

    Counted are places that both texts have; of a place that a text has several times, one equal
    filling is enough.
    """
    pairs = pairs.sort("article", "post")
    here, there = pairs["article"].to_numpy(), pairs["post"].to_numpy()

    def counted(first: int, last: int) -> Ints:
        counts = np.zeros((last - first, len(_COUNTS)), np.int64)
        _hold(articles, here[first:last], names, posts, there[first:last], counts)
        return counts

    parts = in_chunks(np.cumsum([0, *articles.lengths[here]]), counted)
    counts = np.concatenate([np.zeros((0, len(_COUNTS)), np.int64), *parts])
    return pairs.with_columns(pl.Series(name, counts[:, at]) for at, name in enumerate(_COUNTS))


@compiled
def _collect(texts: Texts, first: int, names: Names, part: Slots) -> int:
    """Fill the part with the slots of as many texts as it has starts: their numbers, for now."""
    count, bounds = 0, texts.starts[first : first + len(part.starts) + 1]
    room = _room(np.diff(bounds).max())
    for text in range(len(part.starts)):
        found = _read(texts.codes[bounds[text] : bounds[text + 1]], names, room)
        part.starts[text] = found
        part.places[count : count + found] = room.places[:found]
        part.fillings[count : count + found] = room.fillings[:found]
        count += found
    return count


@compiled
def _hold(
    articles: Texts, here: Ints, names: Names, posts: Slots, there: Ints, counts: Ints
) -> None:
    """Fill _COUNTS, a row each pair: each article held against its post."""
    longest = 0
    for article in here:
        longest = max(longest, articles.starts[article + 1] - articles.starts[article])
    room = _room(longest)
    last, found = -1, 0
    for pair in range(len(here)):
        article, post = here[pair], there[pair]
        if article != last:
            text = articles.codes[articles.starts[article] : articles.starts[article + 1]]
            last, found = article, _read(text, names, room)
        begin, end = posts.starts[post], posts.starts[post + 1]
        _agree(
            room.places[:found],
            room.fillings[:found],
            posts.places[begin:end],
            posts.fillings[begin:end],
            counts[pair],
        )


@compiled
def _agree(
    here: Hashes, fillings: Hashes, there: Hashes, their_fillings: Hashes, counts: Ints
) -> None:
    """Count the places that both have, by kind and by whether a filling is the same.

    Both sides are sorted by place and filling.
    """
    one, other = 0, 0
    while one < len(here) and other < len(there):
        place = max(here[one], there[other])
        same = False
        met = here[one] == there[other]
        while not same and one < len(here) and other < len(there):
            if here[one] != place or there[other] != place:
                break
            same = fillings[one] == their_fillings[other]
            if fillings[one] < their_fillings[other]:
                one += 1
            else:
                other += 1
        if met:
            counts[2 * np.int64(place & np.uint64(1)) + np.int64(same)] += 1
        while one < len(here) and (here[one] < place or (met and here[one] == place)):
            one += 1
        while other < len(there) and (there[other] < place or (met and there[other] == place)):
            other += 1


@compiled
def _read(codes: Codes, names: Names, room: _Room) -> int:
    """Fill places and fillings of the room with the slots of one text, sorted; return how many."""
    for at in range(len(codes)):
        room.taken[at] = _is_digit(codes[at])
    found = named(codes, names, room.taken, room.begins, room.ends, room.units)
    size = 0
    for at in range(len(codes)):
        room.before[at] = size
        if not room.taken[at]:
            room.others[size] = codes[at]
            size += 1
    others = room.others[:size]
    for name in range(found):
        room.places[name] = _place(others, room.before[room.begins[name]], NAME)
        room.fillings[name] = np.uint64(room.units[name])
    end = 0
    for at in range(len(codes)):
        if at >= end and _is_digit(codes[at]):
            end = at
            while end < len(codes) and _is_digit(codes[end]):
                end += 1
            room.places[found] = _place(others, room.before[at], NUMBER)
            room.fillings[found] = hashed(codes, at, end)
            found += 1
    _sort(room.places[:found], room.fillings[:found])
    return found


@compiled
def _sort(places: Hashes, fillings: Hashes) -> None:
    """Sort both by place and filling: a Shell sort, since most texts have but a few."""
    gap = 1
    while gap < len(places) // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for at in range(gap, len(places)):
            place, filling = places[at], fillings[at]
            to, before = at, at - gap
            while before >= 0 and (
                places[before] > place or (places[before] == place and fillings[before] > filling)
            ):
                places[to], fillings[to] = places[before], fillings[before]
                to, before = before, before - gap
            places[to], fillings[to] = place, filling
        gap //= 3


@compiled
def _place(others: Codes, at: int, kind: int) -> np.uint64:
    """Return the hash of the characters on either side, and the kind in its last bit."""
    around = np.uint64(0)
    for place in range(at - AROUND, at + AROUND):
        code = np.uint64(others[place]) if 0 <= place < len(others) else np.uint64(0)
        around = (around + code) * STEP
    return (mixed(around) & ~np.uint64(1)) | np.uint64(kind)


@compiled
def _is_digit(code: np.uint16) -> bool:
    return bool(ord("0") <= code <= ord("9"))


@compiled
def _room(size: int) -> _Room:
    return _Room(
        np.empty(size, np.bool_),
        np.empty(size, np.int64),
        np.empty(size, np.uint16),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.uint64),
        np.empty(size, np.uint64),
    )
