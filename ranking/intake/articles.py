"""Rows of monitoring feeds 全网监测 become articles with their counts, or are rejected."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from connectors.tables import ROW
from ranking.intake.batch import Batch, IntakeContext, censored_list, first_fault, rejected_rows
from ranking.intake.canonical import ignorable, name_columns
from ranking.intake.counts import parse_counts
from ranking.intake.identity import digest
from ranking.intake.recognise import Recognition
from ranking.intake.text import MISSING, keyed, looked_up, mapped
from ranking.intake.times import month_of, parse_times
from ranking.model import addresses, names
from ranking.model.vocabulary import (
    CHANNEL_TYPE_WORDS,
    PLATFORM_WORDS,
    REPRINT_MEASURES,
    ChannelType,
)
from ranking.schemas import ARTICLES, CHANNELS

_PLATFORMS = {word: ChannelType(platform.value) for word, platform in PLATFORM_WORDS.items()}
"""Sources that are a platform: there the account is the channel."""
_ADDRESS = r"(?i)^([a-z][a-z0-9+.-]*://|www\.)\S|^[a-z0-9.-]+\.[a-z]{2,}([/?:]\S*)?$"
_PAGE = r"[/?].*[^/]"
"""An address of no more than a host is every article's of that site."""
_MARKUP = r"(?s)<[^>]*>|&[a-z]+;|\s"
_TELLING = 200
"""Characters of a text that tell an article without link and title."""


class ArticleIntake:
    """Takes in chunks of one feed. Channels need not be known: matching says which are."""

    def __init__(
        self, recognition: Recognition, context: IntakeContext, values: Mapping[str, str]
    ) -> None:
        """Remember what the chunks are read against."""
        self._recognition = recognition
        self._context = context
        self._values = values

    def take(self, cells: pl.DataFrame) -> Batch:
        """Return one batch for rows below the header."""
        ignored = ignorable(cells, self._recognition)
        cells = cells.filter(~ignored)
        rows = name_columns(cells, self._recognition, self._values)
        counts = {name: parse_counts(rows[name]) for name in REPRINT_MEASURES}
        read = self._read(rows)
        judged = rows.hstack(first_fault(_faults(read, counts))).with_columns(
            published=read["published_at"], account_shown=pl.lit(None, pl.String)
        )
        sound = judged["reason"].is_null()
        articles = self._articles(rows, read, counts).filter(sound)
        return Batch(
            rows_read=ignored.len(),
            datasets={"articles": articles},
            rejected=rejected_rows(judged, cells, self._recognition),
            ignored=int(ignored.sum()),
            flags=_flags(read.filter(sound), articles),
            new_channels=pl.DataFrame(schema=CHANNELS),
        )

    def _read(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return all cells but the counts, read; columns ``*_fault`` hold reason codes."""
        published = parse_times(rows["published_at"], self._context.now)
        observed = parse_times(rows["observed_at"], self._context.now)
        outside = published["fault"] == "outside_any_month"
        title = _content(rows["title"])
        frame = pl.DataFrame(
            {
                **_channels(rows),
                "title": title,
                "text": _content(rows["text"], title.is_null()),
                "url": _address(rows["url"]),
                "linked": _address(rows["linked"]),
                "published_at": published["value"],
                "published_fault": published["fault"].set(outside, None),
                "observed_at": observed["value"].fill_null(self._context.observed_at),
                "observed_fault": observed["fault"],
                "outside": outside.fill_null(False),
                "no_address": rows["url"].is_not_null(),
            }
        )
        at = mapped(frame["url"], addresses.key)
        same = at == mapped(frame["linked"], addresses.key)
        return frame.with_columns(
            at=at,
            linked=pl.when(~same.fill_null(False)).then("linked"),
            no_address=pl.col("no_address") & pl.col("url").is_null(),
        )

    def _articles(
        self, rows: pl.DataFrame, read: pl.DataFrame, counts: Mapping[str, pl.DataFrame]
    ) -> pl.DataFrame:
        """Return ARTICLES, month (of publication, else of observation) and row."""
        return read.select(
            _article_ids(read),
            *("channel", "channel_type", "title", "text", "url", "linked"),
            *("published_at", "observed_at"),
            pl.lit(self._context.source or self._recognition.format.id).alias("source"),
            *(parsed["value"].alias(name) for name, parsed in counts.items()),
            censored_list(counts),
            month_of(pl.coalesce("published_at", "observed_at")).alias("month"),
            rows[ROW],
        ).cast(ARTICLES)


def _channels(rows: pl.DataFrame) -> dict[str, pl.Series]:
    """Return channel and channel_type; ``type_other`` = the type's word is none of ours.

    Where the feed names a platform alone, or no source, the account is the channel.
    """
    platform = looked_up(rows["channel"], _PLATFORMS, pl.String)
    own = rows["account"].is_not_null() & (platform.is_not_null() | rows["channel"].is_null())
    channel = rows["account"].zip_with(own, rows["channel"])
    said = looked_up(rows["channel_type"], CHANNEL_TYPE_WORDS, pl.String)
    return {
        "channel": mapped(channel, lambda name: names.display(name) or None),
        "channel_type": said.fill_null(platform),
        "type_other": rows["channel_type"].is_not_null() & said.is_null() & platform.is_null(),
    }


def _content(cells: pl.Series, alone: pl.Series | None = None) -> pl.Series:
    """Return titles or texts; null where a cell says nothing (暂无, markup without a word).

    ``alone``: the rows in which markup is looked into, as it takes long in texts.
    """
    said = cells.set(cells.is_in(list(MISSING)).fill_null(False), None)
    looked = said if alone is None else said.set(~alone, None)
    bare = looked.str.replace_all(_MARKUP, "") == ""
    return said.set(bare.fill_null(False), None)


def _address(cells: pl.Series) -> pl.Series:
    """Return the addresses; null where a cell holds something else (查看原文)."""
    return cells.set(~cells.str.contains(_ADDRESS).fill_null(True), None)


def _article_ids(read: pl.DataFrame) -> pl.Series:
    """Return one id an article: channel and address, else title and time, else its beginning."""
    paged = pl.col("at").str.contains(_PAGE)
    when = pl.col("published_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ").fill_null("")
    titled = pl.concat_str("title", when, separator="\n")
    told = pl.coalesce(
        pl.when(paged).then("at"), titled, pl.col("text").str.head(_TELLING), pl.lit("")
    )
    keys = read.select(pl.concat_str(keyed(read["channel"]).fill_null(""), told, separator="\n"))
    ids = [digest(key) for key in keys.to_series()]
    return pl.Series("article_id", ids, dtype=pl.String)


def _faults(read: pl.DataFrame, counts: Mapping[str, pl.DataFrame]) -> dict[str, pl.Series]:
    """Return reason codes by column, in the order of report: where, what, when, how many."""
    nothing = pl.col("title").is_null() & pl.col("text").is_null()
    found = read.select(
        channel=pl.when(keyed(read["channel"]).is_null()).then(pl.lit("channel_missing")),
        text=pl.when(nothing).then(pl.lit("content_missing")),
        published_at="published_fault",
        observed_at="observed_fault",
    )
    return {
        **{name: found[name] for name in found.columns},
        **{name: parsed["fault"] for name, parsed in counts.items()},
    }


def _flags(read: pl.DataFrame, articles: pl.DataFrame) -> dict[str, int]:
    capped = pl.col("censored").list.contains("reads")
    above = articles.select(((pl.col("likes") > pl.col("reads")) & ~capped).sum()).item()
    counted = {
        "likes_above_reads": int(above),
        "channel_type_other": int(read["type_other"].sum()),
        "link_unreadable": int(read["no_address"].sum()),
        "time_ignored": int(read["outside"].sum()),
    }
    return {code: number for code, number in counted.items() if number}
