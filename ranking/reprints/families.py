"""Families: posts of one text. A press release that many units print counts for its issuer."""

from __future__ import annotations

import networkx as nx
import polars as pl

ALIKE = 0.5
"""Jaccard similarity from which two posts are one text, if names and numbers do not differ."""


def families(posts: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return ``post``, ``credited``: one row a post, sorted.

    ``posts``: post (row number), unit, published_at, withdrawn_at and ``marked``, the unit that
    the text names as its source (null = none). ``pairs``: article and post, posts of one text;
    families are what they connect. Credited is the member whose unit another member names as its
    source; else the first publisher among those not withdrawn; else the first.
    """
    graph = nx.Graph()
    graph.add_nodes_from(posts["post"])
    graph.add_edges_from(pairs.select("article", "post").iter_rows())
    members = [(post, min(group)) for group in nx.connected_components(graph) for post in group]
    table = pl.DataFrame(
        members, schema={"post": pl.Int64(), "family": pl.Int64()}, orient="row"
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
