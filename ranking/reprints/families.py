"""Families: posts of one text. A press release that many units print counts for its issuer."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl


def families(posts: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return ``post``, ``credited``: one row a post, sorted.

    ``posts``: post (row number), unit, published_at, withdrawn_at and ``marked``, the unit that
    the text names as its source (null = none). ``pairs``: article, post, jaccard and ``twins``:
    posts that are alike, and whether other names or numbers stand in the same places of them.
    Families are what the others connect, the most alike first, without twins in one family.
    Credited is the member whose unit another member names as its source; else the first publisher
    among those not withdrawn; else the first.
    """
    order = pairs.sort(pl.col("jaccard"), "post", "article", descending=[True, False, False])
    joined = order.filter(~pl.col("twins")).select("article", "post").iter_rows()
    twins = order.filter("twins").select("article", "post").iter_rows()
    first_of = _connected(posts["post"].to_list(), joined, twins)
    table = pl.DataFrame(
        list(first_of.items()), schema={"post": pl.Int64(), "family": pl.Int64()}, orient="row"
    ).join(posts, on="post")
    issuers = (
        table.filter(pl.col("marked") != pl.col("unit"))
        .select("family", unit="marked", issuer=pl.lit(value=True))
        .unique()
    )
    first = (
        table.join(issuers, on=["family", "unit"], how="left")
        .sort(
            pl.col("issuer").is_null(),
            pl.col("withdrawn_at").is_not_null(),
            pl.col("published_at"),
            "post",
            nulls_last=True,
        )
        .group_by("family", maintain_order=True)
        .agg(pl.col("post").first().alias("credited"))
    )
    return table.join(first, on="family").select("post", "credited").sort("post")


def _connected(
    posts: list[int], pairs: Iterable[tuple[int, int]], twins: Iterable[tuple[int, int]]
) -> dict[int, int]:
    """Return the first post of each post's family.

    Pairs are connected in their order. One that would bring twins together is left out: a copy
    without the names would else make one post of them.
    """
    members = {post: {post} for post in posts}
    apart: dict[int, set[int]] = {post: set() for post in posts}
    for one, other in twins:
        apart[one].add(other)
        apart[other].add(one)
    for one, other in pairs:
        here, there = members[one], members[other]
        if here is there or any(apart[post] & there for post in here):
            continue
        here |= there
        members.update(dict.fromkeys(there, here))
    return {post: min(family) for post, family in members.items()}
