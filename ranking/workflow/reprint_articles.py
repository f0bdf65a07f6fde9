"""The articles that a month is matched with: the latest of every article, texts read in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from ranking.facts.files import scan_batches
from ranking.ledger.batches import read_batches
from ranking.ledger.database import Connection
from ranking.model.batch import Batch
from ranking.model.month import Month
from ranking.model.vocabulary import REPRINT_MEASURES
from ranking.reprints.frames import ARTICLES
from ranking.schemas import REPRINT_COUNTS
from ranking.workflow.workspace import Workspace

AT_ONCE = 50_000
"""Articles whose texts are in memory at a time."""
_DAY = timedelta(days=1)
_DESCRIBED = ("channel", "channel_type", "title", "url", "linked", "published_at")
_PLACE = ("month", "said", "batch", "row")


@dataclass(frozen=True)
class Articles:
    """The articles of a month and of the days around it.

    ``frame``: one row an article, sorted by article_id: its latest description (channel,
    channel_type, title, url, linked, published_at, each the latest that is not null),
    ``first_seen``, ``last_seen``, ``month`` (under which it is stored), ``said`` (a hash of the
    text; null = it has none), and where that stands: ``batch`` (its number) and ``row``.
    ``scans`` are the rows of ``batches``; of those of the month before only the last day is read.
    """

    frame: pl.DataFrame
    month: Month
    batches: Sequence[Batch]
    scans: Sequence[pl.LazyFrame]

    def parts(self, chosen: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Yield ARTICLES of matching with their texts, for rows as in the frame, in parts."""
        ordered = chosen.sort("batch", "row", nulls_last=True)
        for at in range(0, ordered.height, AT_ONCE):
            part = ordered[at : at + AT_ONCE]
            texts = part.join(self._texts(part), on="article_id", how="left")
            yield texts.rename({"channel": "source"}).select(ARTICLES.names())

    def whole(self, number: int) -> Iterator[pl.DataFrame]:
        """Yield channel and text of all observations of a batch, in parts."""
        batch = self.batches[number]
        for at in range(0, batch.rows, AT_ONCE):
            rows = self.scans[number].slice(at, AT_ONCE)
            yield _in_time(rows, batch, self.month).select("channel", "text").collect()

    def observations(self, article_ids: pl.DataFrame) -> pl.DataFrame:
        """Return every observation of these articles (column ``article_id``) that has any count:
        the columns of REPRINT_COUNTS, with article_id in place of reprint_id."""
        columns = ["article_id", *REPRINT_COUNTS.names()[1:]]
        counted = pl.any_horizontal(pl.col(name).is_not_null() for name in REPRINT_MEASURES)
        parts = [
            scan.filter(counted)
            .select(columns)
            .join(article_ids.lazy(), on="article_id", how="semi")
            for scan in self.scans
        ]
        return pl.concat(parts).collect()

    def _texts(self, part: pl.DataFrame) -> pl.DataFrame:
        found = [pl.DataFrame(schema={"article_id": pl.String, "text": pl.String})]
        placed = part.select("article_id", "batch", "row").drop_nulls("batch")
        for (number,), rows in placed.partition_by("batch", as_dict=True).items():
            first, last = rows["row"].min(), rows["row"].max()
            assert isinstance(first, int) and isinstance(last, int)  # noqa: S101, PT018 - of rows
            texts = self.scans[int(str(number))].select("text").slice(first, last - first + 1)
            named = texts.with_row_index("row", first).with_columns(pl.col("row").cast(pl.Int64))
            here = rows.lazy().select("article_id", "row")
            found.append(named.join(here, on="row").select("article_id", "text").collect())
        return pl.concat(found)


def article_batches(connection: Connection, month: Month) -> list[Batch]:
    """Return the batches whose articles may reprint a post of the month: those of the month, of
    the next one, and of the last day before it."""
    return [
        batch
        for one in (month.previous(), month, month.next())
        for batch in read_batches(connection, dataset="articles", month=str(one), kind="raw")
    ]


def read_articles(workspace: Workspace, batches: Sequence[Batch], month: Month) -> Articles:
    """Read all but the texts. Raises DataError naming the first damaged or missing batch."""
    scans, parts = [], []
    for number, batch in enumerate(batches):
        workspace.progress("Reading articles", number, len(batches))
        scans.append(scan_batches(workspace.settings.facts, [batch], "articles"))
        numbered = _in_time(scans[-1].with_row_index("row"), batch, month)
        parts.append(_observed(numbered, number, batch.month))
    return Articles(_latest(pl.concat(parts)), month, batches, scans)


def _in_time(rows: pl.LazyFrame, batch: Batch, month: Month) -> pl.LazyFrame:
    if batch.month != str(month.previous()):
        return rows
    return rows.filter(pl.coalesce("published_at", "observed_at") >= month.start - _DAY)


def _observed(rows: pl.LazyFrame, number: int, month: str) -> pl.DataFrame:
    """Return the observations of a batch without their texts.

    What is dated more than a day after it was seen has no date.
    """
    told = pl.col("text").is_not_null()
    sound = pl.col("published_at") <= pl.col("observed_at") + _DAY
    return rows.select(
        "article_id",
        *(name for name in _DESCRIBED if name != "published_at"),
        pl.when(sound).then("published_at").alias("published_at"),
        *("observed_at", "source"),
        pl.when(told).then(pl.col("text").hash()).alias("said"),
        pl.when(told).then(pl.lit(number, pl.Int64)).alias("batch"),
        pl.when(told).then(pl.col("row").cast(pl.Int64)).alias("row"),
        pl.lit(month).alias("month"),
    ).collect()


def _latest(seen: pl.DataFrame) -> pl.DataFrame:
    """Return the frame of Articles, whatever the order in which observations arrived."""
    times = (
        pl.col("observed_at").min().alias("first_seen"),
        pl.col("observed_at").max().alias("last_seen"),
    )
    if seen["article_id"].n_unique() == seen.height:
        alone = (pl.col("observed_at").alias(name) for name in ("first_seen", "last_seen"))
        return seen.select("article_id", *_DESCRIBED, *alone, *_PLACE).sort("article_id")
    latest = [pl.col(name).drop_nulls().last() for name in (*_DESCRIBED, *_PLACE)]
    order = ("article_id", "observed_at", "source", "said", *_DESCRIBED)
    grouped = seen.sort(order).group_by("article_id", maintain_order=True).agg(*latest, *times)
    return grouped.select("article_id", *_DESCRIBED, "first_seen", "last_seen", *_PLACE)
