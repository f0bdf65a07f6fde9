"""Posts as people name them on a command line."""

from __future__ import annotations

import polars as pl

from ranking.intake.identity import link_keys, reference_keys, references


def posts_named(posts: pl.DataFrame, text: str) -> list[str]:
    """Return the post_ids that the text means, sorted: more than one = it is not clear which.

    ``posts``: post_id, url, published_at. The surest way that finds any counts: as written, by
    link, by the platform's number.
    """
    refs = references(posts)
    asked = pl.Series([text], dtype=pl.String)
    for keys in (pl.Series.clone, link_keys, reference_keys):
        wanted = keys(asked)[0]
        found = refs.filter(keys(refs["ref"]) == wanted)["post_id"] if wanted else ()
        if len(found):
            return sorted(set(found))
    return []
