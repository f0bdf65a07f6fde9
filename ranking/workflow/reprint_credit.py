"""Which of a month's matches count: of posts of the month, in known channels, each article once."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from ranking.intake.channel_book import ChannelBook
from ranking.intake.identity import digest
from ranking.model import addresses
from ranking.model.reprint_matching import Decision
from ranking.reprints.choose import ACCEPTED, REJECTED
from ranking.schemas import CHANNELS, REPRINT_MATCHES

_ARTICLE = ("channel", "channel_type", "title", "url", "published_at")


def credited(
    matches: pl.DataFrame,
    posts: pl.DataFrame,
    articles: pl.DataFrame,
    channels: pl.DataFrame,
    taken: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return REPRINT_MATCHES of the posts (column post_id), and the CHANNELS that are new.

    ``matches`` as the core returns them, ``articles`` with what each is. ``taken`` (article_id):
    those that count for a post of another month.
    """
    own = matches.join(posts.select("post_id"), on="post_id", how="semi")
    named = own.join(articles.select("article_id", *_ARTICLE), on="article_id").sort(
        "article_id", "post_id"
    )
    once = _once(named, taken)
    known, new = _channels(once, channels)
    counted = (pl.col("verdict") == ACCEPTED) & pl.col("channel_id").is_not_null()
    ids = known.with_columns(reprint_ids(known))
    final = ids.with_columns(pl.when(counted).then("reprint_id").alias("reprint_id"))
    return final.select(REPRINT_MATCHES.names()).cast(REPRINT_MATCHES), new


def accepted_ids(matches: pl.DataFrame) -> pl.DataFrame:
    """Return the article_id of every article that matches accept, sorted."""
    return matches.filter(pl.col("verdict") == ACCEPTED).select("article_id").sort("article_id")


def counted_elsewhere(
    before: pl.DataFrame, decisions: Sequence[Decision], posts: Collection[str]
) -> pl.DataFrame:
    """Return article_id of the articles that count for a post of another month, sorted.

    That of the last post for which a person accepted the article; else the earlier month, which
    is known by what it accepted (``before``). ``posts`` are those of this month.
    """
    chosen = {one.article_id: one.post_id in posts for one in decisions if one.accepted}
    people = pl.DataFrame(
        list(chosen.items()),
        schema={"article_id": pl.String, "here": pl.Boolean},
        orient="row",
    )
    earlier = before.join(people, on="article_id", how="anti")
    return pl.concat([earlier, people.filter(~pl.col("here")).select("article_id")]).sort(
        "article_id"
    )


def reprint_ids(reprints: pl.DataFrame) -> pl.Series:
    """Return ``reprint_id`` of rows with post_id, channel_id, url, published_at and article_id:
    of post, channel and address, however that is written; without an address of the time, without
    a time of the article. Null where the channel is."""
    time = pl.col("published_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    when = pl.coalesce("place", time, "article_id")
    text = (
        reprints.with_columns(places(reprints))
        .select(pl.concat_str("post_id", "channel_id", when, separator="\n"))
        .to_series()
    )
    made = [None if one is None else digest(one) for one in text]
    return pl.Series("reprint_id", made, dtype=pl.String)


def places(reprints: pl.DataFrame) -> pl.Series:
    """Return ``place``, by which two reprints of one post in one channel are the same: the
    address, however it is written; null where there is none."""
    urls = [None if one is None else addresses.key(one) for one in reprints["url"]]
    return pl.Series("place", urls, dtype=pl.String)


def _once(matches: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    elsewhere = pl.col("article_id").is_in(taken["article_id"].implode())
    lost = (pl.col("verdict") == ACCEPTED) & elsewhere
    return matches.with_columns(
        verdict=pl.when(lost).then(pl.lit(REJECTED)).otherwise("verdict"),
        reason=pl.when(lost).then(pl.lit("nearer")).otherwise("reason"),
    )


def _channels(matches: pl.DataFrame, channels: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Add ``channel_id`` of known channels; WeChat and Weibo accounts are entered if they count."""
    book = ChannelBook(channels)
    asked = matches.select("channel", pl.col("channel_type").alias("kind"))
    found = matches.with_columns(book.find(asked)["channel_id"])
    new = book.add(found.filter(pl.col("verdict") == ACCEPTED)["channel_id"].drop_nulls())
    return found, new.cast(CHANNELS)


def unknown_names(articles: pl.DataFrame, channels: pl.DataFrame) -> pl.Series:
    """Tell of each article (channel, channel_type) whether no known channel has its source."""
    asked = articles.select("channel", pl.col("channel_type").alias("kind"))
    return ChannelBook(channels).find(asked)["channel_id"].is_null()
