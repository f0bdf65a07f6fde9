"""What a matching changes of a month's reprints: rows to be added, and why."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ranking.channel_ids import known_ids
from ranking.reprints.choose import ACCEPTED
from ranking.schemas import REPRINT_MATCHES, REPRINTS
from ranking.workflow.reprint_credit import places, reprint_ids

_TOLD = ("published_at", "title", "url", "matched_by", "similarity")
_ROWS = pl.Schema({**REPRINTS, "article_id": pl.String()})
_STORED = pl.Schema({**REPRINTS, "imported": pl.Boolean()})


@dataclass(frozen=True)
class Changes:
    """``matches``: REPRINT_MATCHES with the reprint that each counts as. ``rows``: REPRINTS to be
    added, with ``article_id`` (null = matching finds no article any more), by reprint_id.
    ``counted``: reprint_id and article_id of all that matching stands for, whose counts are its.
    """

    matches: pl.DataFrame
    rows: pl.DataFrame
    counted: pl.DataFrame
    added: int
    taken_back: int
    changed: int


def stored_reprints(raw: pl.LazyFrame, matches: pl.DataFrame) -> pl.DataFrame:
    """Return what is stored of the reprints that a matching may have to do with, one row each.

    ``raw`` are the month's raw reprints in order of arrival. The columns of REPRINTS as they were
    told last, ``rejected`` the last that is not null, ``imported``: a file named it.
    """
    near = raw.join(matches.lazy().select("post_id").unique(), on="post_id", how="semi")
    ours = raw.filter(pl.col("rejected").is_not_null())
    every = pl.concat([near.select("reprint_id"), ours.select("reprint_id")]).unique()
    rows = raw.join(every, on="reprint_id", how="semi", maintain_order="left").collect()
    imported = pl.col("rejected").is_null().any()
    latest = {
        name: pl.when(imported)
        .then(pl.col(name).drop_nulls().last())
        .otherwise(pl.col(name).last())
        for name in REPRINTS
        if name != "reprint_id"
    }
    latest |= {"rejected": pl.col("rejected").drop_nulls().last(), "imported": imported}
    found = rows.group_by("reprint_id", maintain_order=True).agg(**latest)
    return found.select(_STORED.names()).cast(_STORED).sort("reprint_id")


def changes(matches: pl.DataFrame, stored: pl.DataFrame, channels: pl.DataFrame) -> Changes:
    """Return what is to be written so that the reprints are as REPRINT_MATCHES say.

    ``stored`` as ``stored_reprints`` returns it. An imported reprint stays what it is, unless a
    person rejects it, or accepts it again.
    """
    every = _targets(matches, stored, channels)
    once = every.unique("reprint_id", keep="first", maintain_order=True)
    refused, accepted = once.filter("refused"), once.filter(~pl.col("refused"))
    rows = _found(accepted, stored)
    back = _taken_back(stored, accepted, refused)
    counts = every.filter("accepted").join(accepted, on="reprint_id", how="semi")
    return Changes(
        matches=_named(matches, counts),
        rows=pl.concat([_as_found(rows), back]).sort("reprint_id"),
        counted=counts.filter(pl.col("imported_id").is_null()).select("reprint_id", "article_id"),
        added=int(rows["new"].sum()),
        taken_back=back.height,
        changed=int((~rows["new"]).sum()),
    )


def _named(matches: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    ids = counts.select("article_id", "post_id", "reprint_id")
    joined = matches.drop("reprint_id").join(ids, on=["article_id", "post_id"], how="left")
    return joined.select(REPRINT_MATCHES.names()).sort("article_id", "post_id")


def _targets(matches: pl.DataFrame, stored: pl.DataFrame, channels: pl.DataFrame) -> pl.DataFrame:
    """Return the matches that say something of a reprint, with its ``reprint_id``: those that are
    ``accepted``, and those ``refused`` by a person; of one reprint the row that holds first.

    An article at the address of an imported reprint of the same post and channel is that reprint
    (``imported_id``); several articles at one address are one, called as the first by id.
    """
    decided, accepted = pl.col("reason") == "decided", pl.col("verdict") == ACCEPTED
    told = matches.with_columns(refused=decided & ~accepted, accepted=accepted)
    about = told.filter(pl.col("channel_id").is_not_null() & (pl.col("refused") | accepted))
    about = about.with_columns(reprint_ids(about), places(about))
    named = _canonical(about, channels).sort("article_id")
    files = stored.filter(pl.col("imported") & pl.col("url").is_not_null())
    files = _canonical(files.with_columns(places(files)), channels)
    same = ["post_id", "known_as", "place"]
    known = files.group_by(same).agg(pl.col("reprint_id").min().alias("imported_id"))
    one = ("post_id", "known_as", pl.coalesce("place", "reprint_id"))
    joined = named.join(known, on=same, how="left", maintain_order="left").with_columns(
        pl.col("reprint_id").first().over(one),
        pl.col("published_at").drop_nulls().first().over(one),
    )
    final = joined.with_columns(pl.coalesce("imported_id", "reprint_id").alias("reprint_id"))
    return final.sort(~decided, ~pl.col("refused"), "article_id")


def _found(accepted: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """Return what is accepted and not stored so, with what is; ``new``: it did not count."""
    joined = accepted.join(stored, on="reprint_id", how="left", suffix="_stored")
    imported = pl.col("imported").fill_null(value=False)
    differs = ~imported & pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(f"{name}_stored")) for name in _TOLD
    )
    new = pl.col("rejected").fill_null(value=~imported)
    marked = joined.with_columns(new=new, imported=imported, differs=differs)
    return marked.filter(pl.col("new") | pl.col("differs"))


def _taken_back(
    stored: pl.DataFrame, accepted: pl.DataFrame, refused: pl.DataFrame
) -> pl.DataFrame:
    """Return rows that take back what a person rejects, and what matching accepts no more."""
    counts = ~pl.col("rejected").fill_null(value=False)
    by_person = pl.col("reprint_id").is_in(refused["reprint_id"].implode())
    lapsed = ~pl.col("imported") & ~pl.col("reprint_id").is_in(accepted["reprint_id"].implode())
    gone = stored.filter(counts & (by_person | lapsed))
    articles = refused.select("reprint_id", "article_id")
    told = gone.join(articles, on="reprint_id", how="left")
    return _rows(told, rejected=True)


def _as_found(marked: pl.DataFrame) -> pl.DataFrame:
    """Return rows that say what matching found; of an imported reprint only that it counts."""
    told = (
        pl.when(~pl.col("imported")).then(pl.col(name)).otherwise(f"{name}_stored").alias(name)
        for name in (*_TOLD, "channel_id")
    )
    return _rows(marked.with_columns(told), rejected=False)


def _rows(reprints: pl.DataFrame, *, rejected: bool) -> pl.DataFrame:
    return reprints.select(
        *(name for name in REPRINTS if name not in ("parent", "rejected")),
        pl.lit(None, pl.String).alias("parent"),
        pl.lit(rejected).alias("rejected"),
        "article_id",
    ).cast(_ROWS)


def _canonical(reprints: pl.DataFrame, channels: pl.DataFrame) -> pl.DataFrame:
    """Add ``known_as``: the channel that an id stands for now, the id itself where none does."""
    ids = known_ids(channels).select(pl.col("channel_id").alias("known_as"), channel_id="known_id")
    joined = reprints.join(ids, on="channel_id", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("known_as", "channel_id").alias("known_as"))
