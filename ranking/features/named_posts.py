"""Which units a post concerns that an adjustment names, whether it counts or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import narwhals as nw
import polars as pl

from ranking.features.adjusted import Adjusted
from ranking.features.attribution import day_of_publication, owned


def named_posts(
    posts: pl.LazyFrame, spans: pl.DataFrame, adjusted: Adjusted
) -> Mapping[str, frozenset[str]]:
    """Return, by post, the owner of its account that day and whom adjustments make it count for.

    A post that was left out has them too; one that is not in the facts has none.
    """
    named = [*adjusted.posts, *adjusted.posts_for]
    if not named:
        return {}
    found = nw.from_native(posts).filter(nw.col("post_id").is_in(named))
    keys = found.select("post_id", "account", "published_at").with_columns(day_of_publication())
    units: defaultdict[str, set[str]] = defaultdict(set)
    owners = owned(keys, nw.from_native(spans.lazy())).select("post_id", "unit")
    for post_id, unit in owners.collect().iter_rows():
        units[post_id].add(unit)
    for post_id, account in keys.select("post_id", "account").collect().iter_rows():
        found_for = (adjusted.posts_for.get(post_id), adjusted.accounts_for.get(account))
        units[post_id] |= {one.unit for one in found_for if one and one.unit}
    return {post_id: frozenset(of) for post_id, of in sorted(units.items())}
