"""A month's posts, prepared once: what every feed of the month is held against."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ranking.matching_rules import MatchingRules
from ranking.reprints.boilerplate import edge_lines, learned, of_anybody, stripped
from ranking.reprints.candidates import candidates, telling
from ranking.reprints.families import families
from ranking.reprints.fingerprints import Asked, asked_for, fingerprints
from ranking.reprints.frames import FINGERPRINTS, ORIGINALS
from ranking.reprints.marks import marked_units
from ranking.reprints.normal import Texts, normalise
from ranking.reprints.slots import Slots, agreement, slots
from ranking.reprints.unit_names import Names, prepared_names
from ranking.reprints.verify import compared


@dataclass(frozen=True)
class Posts:
    """``frame``: ORIGINALS by time and post_id, with ``post`` (row number), ``credited`` (the post
    that its family counts for) and ``since`` (when the family's first was published).
    ``texts`` without boilerplate, ``prints`` (row, hash), ``index`` (post, hash), those of them
    that are looked up, of copies to the letter the first one's; ``slots``, ``lines`` of the
    posts (no boilerplate of any source), ``boilerplate`` (owner, line), ``asked`` of short posts,
    ``spellings`` (NAMES), ``names``, and the ``rules`` by which they were prepared and are matched.
    """

    frame: pl.DataFrame
    texts: Texts
    prints: pl.DataFrame
    index: pl.DataFrame
    slots: Slots
    lines: pl.DataFrame
    boilerplate: pl.DataFrame
    asked: Asked
    spellings: pl.DataFrame
    names: Names
    rules: MatchingRules

    @property
    def fingerprints(self) -> pl.DataFrame:
        """FINGERPRINTS, to be kept in a file; sorted."""
        ids = self.frame.select("post_id", row="post")
        named = self.prints.join(ids, on="row").select(FINGERPRINTS.names())
        return named.cast(FINGERPRINTS).sort("post_id", "hash")


def prepare(
    originals: pl.DataFrame,
    spellings: pl.DataFrame,
    rules: MatchingRules,
    prints: pl.DataFrame | None = None,
) -> Posts:
    """Return the posts of ORIGINALS, in any order. ``spellings`` are NAMES.

    ``prints`` are the FINGERPRINTS of these same posts by these same rules, if they were kept.
    """
    order = originals.select(ORIGINALS.names()).sort("published_at", "post_id", nulls_last=True)
    frame = order.with_row_index("post").with_columns(pl.col("post").cast(pl.Int64))
    simplified = rules.texts.simplified.value
    whole = normalise(frame["text"], simplified=simplified)
    lines = edge_lines(whole, frame["account"])
    boilerplate = of_anybody(lines, learned(lines, rules.texts))
    texts = stripped(whole, lines, boilerplate, rules.texts)
    names = prepared_names(spellings, simplified=simplified)
    found = slots(texts, names)
    own = fingerprints(texts) if prints is None else _numbered(prints, frame)
    ours = lines.join(boilerplate, on=["owner", "line"], how="anti").select("line").unique()
    copies = _copies(texts, rules.verdicts.shortest.value)
    later = copies.filter(pl.col("article") != pl.col("post")).select(row="article")
    firsts = own.join(later, on="row", how="anti")
    index = telling(firsts.lazy()).collect()
    pairs = pl.concat([copies, _alike(texts, firsts, index, names, found, rules)])
    credited = _credited(frame, pairs, spellings, simplified=simplified)
    asked = asked_for(texts)
    return Posts(
        credited, texts, own, index, found, ours, boilerplate, asked, spellings, names, rules
    )


def _numbered(prints: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    numbers = frame.select("post_id", row="post")
    return prints.join(numbers, on="post_id").select("row", "hash")


def _credited(
    frame: pl.DataFrame, pairs: pl.DataFrame, spellings: pl.DataFrame, *, simplified: bool
) -> pl.DataFrame:
    units = marked_units(frame["text"], spellings, simplified=simplified)
    marked = frame.with_columns(marked=units)
    joined = frame.join(families(marked, pairs), on="post", maintain_order="left")
    return joined.with_columns(since=pl.col("published_at").min().over("credited"))


def _alike(
    texts: Texts,
    prints: pl.DataFrame,
    index: pl.DataFrame,
    names: Names,
    found: Slots,
    rules: MatchingRules,
) -> pl.DataFrame:
    """Return article, post, jaccard and ``twins``: pairs of posts that are alike, though not to the
    letter, and whether they are so but for names or numbers."""
    met = candidates(prints.lazy(), index.lazy()).collect()
    possible = met.filter(pl.col("article") > pl.col("post"))
    pairs = agreement(compared(texts, texts, possible), texts, names, found)
    short = pl.min_horizontal("post_shingles", "article_shingles") < rules.verdicts.short.value
    least = (
        pl.when(short).then(rules.verdicts.nearly_all.value).otherwise(rules.posts.one_text.value)
    )
    agree = (pl.col("names_other") == 0) & (pl.col("numbers_other") <= pl.col("numbers_same"))
    alike = pairs.filter(pl.col("jaccard") >= least)
    return alike.select("article", "post", "jaccard", twins=~agree)


def _copies(texts: Texts, shortest: int) -> pl.DataFrame:
    """Return each text that says anything (``article``) and the first equal to it (``post``), with
    ``jaccard`` and ``twins`` as ``families`` takes them."""
    said = [row for row, size in enumerate(texts.lengths.tolist()) if size >= shortest]
    keys = [texts.codes[texts.starts[row] : texts.starts[row + 1]].tobytes() for row in said]
    frame = pl.DataFrame(
        {"article": said, "key": keys}, schema={"article": pl.Int64, "key": pl.Binary}
    )
    first = pl.col("article").min().over("key").alias("post")
    return frame.select("article", first, jaccard=pl.lit(1.0), twins=pl.lit(value=False))
