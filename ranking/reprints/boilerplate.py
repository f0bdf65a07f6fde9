"""Headers and footers, learned: lines that one account or source prints in many of its texts.

Only lines near the beginning and the end of a text are looked at. Counting is of distinct texts,
so that a text printed five times teaches nothing, and never takes rows back: more texts make
more boilerplate. Frames of lines of several days may be put together in any order.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from ranking.matching_rules import TextRules
from ranking.reprints.chunks import in_chunks
from ranking.reprints.compiled import compiled
from ranking.reprints.frames import BOILERPLATE
from ranking.reprints.normal import Ints, Texts, without
from ranking.reprints.shingles import hashed

FIRST, LAST = 4, 6
"""Lines looked at, at the beginning and at the end."""
LONGEST = 80
"""Characters of a line; a longer one is a paragraph."""


def edge_lines(texts: Texts, owners: pl.Series) -> pl.DataFrame:
    """Return one row a line near an end of a text, by place.

    ``row`` of the text, its ``owner`` (null = not known, teaches nothing), ``line`` and ``text``,
    stable hashes, ``begin`` and ``end``, places in ``texts.codes``.
    """
    parts = in_chunks(texts.starts, lambda first, last: _edges(texts, first, last))
    table = np.concatenate([np.zeros((0, 4), np.int64), *parts])
    frame = pl.DataFrame(table, schema=["row", "begin", "end", "line"])
    words = pl.Series("owner", owners.gather(frame["row"]), dtype=pl.String)
    return frame.with_columns(words, pl.col("line").sum().over("row").alias("text"))


def learned(
    lines: pl.DataFrame, rules: TextRules, besides: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return BOILERPLATE of edge lines (owner, line, text), sorted.

    ``besides`` are lines (column ``line``) that are none whatever their number: those of the
    posts, since a source that prints a post five times must not make it boilerplate.
    """
    if besides is not None:
        lines = lines.join(besides, on="line", how="anti")
    many = pl.col("text").n_unique() >= rules.boilerplate_texts.value
    found = lines.drop_nulls("owner").group_by("owner", "line").agg(many.alias("many"))
    return found.filter("many").select("owner", "line").sort("owner", "line").cast(BOILERPLATE)


def of_anybody(lines: pl.DataFrame, boilerplate: pl.DataFrame) -> pl.DataFrame:
    """Return BOILERPLATE of whoever prints a line that is somebody's: a reprint carries the footer
    of its post along, and an account with few posts has that of its sisters."""
    same = lines.join(boilerplate.select("line").unique(), on="line", how="semi")
    found = same.drop_nulls("owner").select("owner", "line").unique().sort("owner", "line")
    return found.cast(BOILERPLATE)


def stripped(
    texts: Texts, lines: pl.DataFrame, boilerplate: pl.DataFrame, rules: TextRules
) -> Texts:
    """Return the texts without the lines that are boilerplate of their owner.

    A text of which too little were left keeps its boilerplate: it is all the text it has.
    """
    gone = lines.join(boilerplate, on=["owner", "line"], how="semi")
    lost = gone.group_by("row").agg((pl.col("end") - pl.col("begin")).sum().alias("lost"))
    left = pl.Series(texts.lengths).gather(lost["row"]) - lost["lost"]
    gone = gone.join(lost.filter(left >= rules.boilerplate_left.value), on="row", how="semi")
    if not gone.height:
        return texts
    gone = gone.sort("begin")
    return without(texts, gone["begin"].to_numpy(), gone["end"].to_numpy())


def _edges(texts: Texts, first: int, last: int) -> npt.NDArray[np.int64]:
    """Return row, begin, end and hash of the edge lines of some texts."""
    bounds = np.searchsorted(texts.lines, texts.starts[first : last + 1])
    table = np.empty((bounds[-1] - bounds[0], 4), np.int64)
    return table[: _fill(texts, first, bounds, table)].copy()


@compiled
def _fill(texts: Texts, first: int, bounds: Ints, table: npt.NDArray[np.int64]) -> int:
    """Fill the table with the edge lines of the texts from ``first`` on; return how many.

    Text ``first + i`` has the lines from ``bounds[i]`` to before ``bounds[i + 1]``.
    """
    found = 0
    for text in range(len(bounds) - 1):
        row, after = first + text, bounds[text + 1]
        for line in range(bounds[text], after):
            begin = texts.lines[line]
            end = texts.lines[line + 1] if line + 1 < after else texts.starts[row + 1]
            edge = line < bounds[text] + FIRST or line >= after - LAST
            if edge and end - begin <= LONGEST:
                table[found, 0], table[found, 1], table[found, 2] = row, begin, end
                table[found, 3] = np.int64(hashed(texts.codes, begin, end))
                found += 1
    return found
