"""What a source answered, as tables of text: it passes the same checks as a file does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import polars as pl

from connectors.interface import Measure, PostRow, ReprintRow
from connectors.tables import ROW, Table
from ranking.intake.formats import Format
from ranking.intake.recognise import Recognition

RowT = TypeVar("RowT", PostRow, ReprintRow)
_TOPICS = "#"
"""Between topics, since no topic of a platform has it."""
_COUNTS: tuple[Measure, ...] = ("likes", "wow", "comments", "reposts", "favourites")
_READS = {"times": "read_times", "people": "read_people", None: "read_times"}
_YES_OR_NO = {True: "是", False: "否", None: None}


@dataclass(frozen=True)
class Seen(Generic[RowT]):
    """A row, whose it is (``platform:native_id`` of the roster) and when it was observed."""

    account: str
    row: RowT
    observed_at: datetime


def post_table(
    seen: Sequence[Seen[PostRow]], known: Mapping[str, datetime], source: str, format_: Format
) -> tuple[Table, Recognition]:
    """Return posts under the headers of ``format_``, row n of the table for ``seen[n - 1]``.

    ``known`` says when posts were published that came with nothing but counts.
    """
    cells = [_post_cells(one, known) for one in seen]
    return _table(cells, source, format_)


def reprint_table(
    seen: Sequence[Seen[ReprintRow]], source: str, format_: Format
) -> tuple[Table, Recognition]:
    """Return reprints under the headers of ``format_``, row n of the table for ``seen[n - 1]``."""
    return _table([_reprint_cells(one) for one in seen], source, format_)


def _post_cells(seen: Seen[PostRow], known: Mapping[str, datetime]) -> dict[str, str | None]:
    platform, _, account_id = seen.account.partition(":")
    row = seen.row
    published = row.published_at or known.get(row.native_id or "")
    reads = {_READS[row.reads_unit]: _count(row, "reads")}
    return {
        "platform": platform,
        "account_id": account_id,
        "native_id": row.native_id,
        "url": row.url,
        "title": row.title,
        "text": row.text,
        "published_at": published.isoformat() if published else None,
        "topics": _TOPICS.join(row.topics) or None,
        "original": _YES_OR_NO[row.original],
        "position": str(row.position) if row.position else None,
        **reads,
        **{name: _count(row, name) for name in _COUNTS},
        "observed_at": seen.observed_at.isoformat(),
    }


def _reprint_cells(seen: Seen[ReprintRow]) -> dict[str, str | None]:
    row = seen.row
    measures: tuple[Measure, ...] = ("reads", "likes", "comments")
    return {
        "post": row.post,
        "channel": row.channel,
        "channel_type": row.channel_type,
        "published_at": row.published_at.isoformat() if row.published_at else None,
        "title": row.title,
        "url": row.url,
        **{name: _count(row, name) for name in measures},
        "observed_at": seen.observed_at.isoformat(),
    }


def _count(row: PostRow | ReprintRow, measure: Measure) -> str | None:
    """Write a count as a person would: a lower bound has a plus sign."""
    count = row.counts.get(measure)
    return None if count is None else f"{count}{'+' * (measure in row.censored)}"


def _table(
    cells: Sequence[Mapping[str, str | None]], source: str, format_: Format
) -> tuple[Table, Recognition]:
    names = [name for name in format_.columns if any(name in row for row in cells)]
    columns = {name: f"c{number}" for number, name in enumerate(names)}
    data = {columns[name]: [row.get(name) for row in cells] for name in names}
    rows = pl.int_range(1, len(cells) + 1, dtype=pl.Int64, eager=True).alias(ROW)
    frame = pl.DataFrame(data, schema=dict.fromkeys(data, pl.String)).insert_column(0, rows)
    said = format_.model_copy(update={"id": source, "topic_separators": _TOPICS})
    recognition = Recognition(
        format=said,
        sheet=source,
        header_rows=(0,),
        columns=columns,
        headers={columns[name]: format_.columns[name][0] for name in names},
        unused=(),
    )
    return Table(source, len(names), lambda: _once(frame)), recognition


def _once(frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
    yield frame
