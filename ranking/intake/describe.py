"""What a row says of its post beside counts: topics, originality, place in the message."""

from __future__ import annotations

import re

import polars as pl

from ranking.intake.recognise import Recognition
from ranking.intake.text import folded, looked_up

_ORIGINAL: dict[str, object] = {
    **dict.fromkeys(("是", "原创", "true", "1", "yes", "y", "√"), True),
    **dict.fromkeys(("否", "非原创", "转载", "转发", "false", "0", "no", "n", "×"), False),
}
_PLACES: dict[str, object] = {"头条": 1, "次条": 2, "二条": 2, "三条": 3, "四条": 4, "五条": 5}


def describe(rows: pl.DataFrame, recognition: Recognition) -> pl.DataFrame:
    """Return ``topics``, ``original``, ``position`` and the faults of the last two.

    topics is null where the table has no such column. original is what the row says, else whether
    it names no post it forwards, else null. Faults: original_unreadable, position_unreadable.
    """
    original, position = _original(rows, recognition), _position(rows)
    return pl.DataFrame(
        {
            "topics": _topics(rows, recognition),
            "original": original,
            "position": position,
            "original_fault": _fault(rows["original"], original, "original_unreadable"),
            "position_fault": _fault(rows["position"], position, "position_unreadable"),
        }
    )


def _fault(cells: pl.Series, read: pl.Series, code: str) -> pl.Series:
    unread = cells.is_not_null() & read.is_null()
    return pl.select(pl.when(unread).then(pl.lit(code))).to_series()


def _topics(rows: pl.DataFrame, recognition: Recognition) -> pl.Series:
    if "topics" not in recognition.columns:
        return pl.Series([None], dtype=pl.List(pl.String)).new_from_index(0, rows.height)
    separators = re.escape(recognition.format.topic_separators)
    topic = pl.element().str.strip_chars(" \t#")
    parts = pl.col("topics").fill_null("").str.extract_all(f"[^{separators}]+")
    return rows.select(parts.list.eval(topic.filter(topic != ""))).to_series()


def _original(rows: pl.DataFrame, recognition: Recognition) -> pl.Series:
    said = looked_up(rows["original"], _ORIGINAL, pl.Boolean)
    if "retweet_of" not in recognition.columns:
        return said
    forwards = rows["retweet_of"].is_not_null() & (rows["retweet_of"] != "0").fill_null(False)
    unsaid = rows["original"].is_null()
    return said.zip_with(~unsaid, ~forwards)


def _position(rows: pl.DataFrame) -> pl.Series:
    """Read 1, 第1条, 头条: the 1-based place in a WeChat message."""
    number = folded(rows["position"]).str.extract(r"^第?(\d{1,2})条?$").cast(pl.Int64)
    return number.set(number < 1, None).fill_null(looked_up(rows["position"], _PLACES, pl.Int64))
