"""Spans of texts and of places: whole rows cut out of the flat arrays."""

from __future__ import annotations

import numpy as np

from ranking.reprints.normal import Ints, Texts


def span(texts: Texts, first: int, last: int) -> Texts:
    """Return the texts from ``first`` to before ``last``, without their lines."""
    starts = texts.starts[first : last + 1]
    return Texts(texts.codes[starts[0] : starts[-1]], starts - starts[0], texts.lines[:0])


def chosen(texts: Texts, rows: Ints) -> Texts:
    """Return the texts of these rows, in their order, without their lines."""
    bounds = zip(texts.starts[rows].tolist(), texts.starts[rows + 1].tolist(), strict=True)
    parts = [texts.codes[begin:end] for begin, end in bounds]
    starts = np.cumsum([0, *map(len, parts)])
    return Texts(np.concatenate([texts.codes[:0], *parts]), starts, texts.lines[:0])


def places_of(begin: Ints, end: Ints) -> Ints:
    """Return all places of the spans, one after the other."""
    sizes = end - begin
    return np.repeat(begin - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
