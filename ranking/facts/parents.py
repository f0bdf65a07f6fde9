"""Which reprint a reprint was taken from: the address that a source wrote becomes an id."""

from __future__ import annotations

import polars as pl

from ranking.model.addresses import FRAGMENT, HEAD, TRACKING


def resolve_parents(described: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return ``described`` (reprint_id, post_id, parent, …) with reprint_ids as parents.

    ``known`` has the addresses: reprint_id, url. Only reprints of the same post are looked at; of
    several at one address the smallest id is taken. Where there is none the text stays, so that
    the reprint shows as one whose parent is not known. One that names itself, by its id or by its
    own address, has itself as its parent, so that the network can tell of it.
    """
    said = described.lazy().select("reprint_id", "post_id", "parent")
    rows = said.join(known.lazy().select("reprint_id", "url"), on="reprint_id", how="left")
    kin = rows.with_columns(_at=address_key(pl.col("url")), _of=address_key(pl.col("parent"))).drop(
        "url"
    )
    asking = kin.filter(pl.col("parent").is_not_null())
    wanted = asking.select("post_id", "_of").unique()
    ways = [kin.select("post_id", _of=name, _found="reprint_id") for name in ("reprint_id", "_at")]
    found = (
        pl.concat(ways)
        .join(wanted, on=["post_id", "_of"], how="semi")
        .group_by("post_id", "_of")
        .agg(pl.col("_found").min())
    )
    itself = (pl.col("_of") == pl.col("reprint_id")) | (pl.col("_of") == pl.col("_at"))
    parent = pl.when(itself).then("reprint_id").otherwise(pl.coalesce("_found", "parent"))
    resolved = asking.join(found, on=["post_id", "_of"], how="left").select(
        "reprint_id", parent.alias("parent")
    )
    return described.drop("parent").join(
        resolved.collect(), on="reprint_id", how="left", maintain_order="left", validate="1:1"
    )


def address_key(texts: pl.Expr) -> pl.Expr:
    """Return ranking.model.addresses.key of every text, for millions of them."""
    bare = texts.str.strip_chars().str.replace(HEAD, "").str.replace(FRAGMENT, "")
    bare = bare.str.replace_all(TRACKING, "")
    asked = bare.str.contains("?", literal=True)
    bare = pl.when(asked).then(bare).otherwise(bare.str.replace("&", "?", literal=True))
    bare = bare.str.strip_chars_end("/")
    host = bare.str.extract("^([^/]*)")
    lowered = pl.concat_str(host.str.to_lowercase(), bare.str.replace("^[^/]*", ""))
    return (
        pl.when(bare.str.contains("/", literal=True) | host.str.contains(".", literal=True))
        .then(lowered)
        .otherwise(bare)
    )
