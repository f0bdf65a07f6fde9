"""What a matching is reported, and remembered, to have found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import polars as pl

from ranking.model.reprint_matching import MatchReport, UnknownChannel
from ranking.reprints.choose import ACCEPTED, DOUBTFUL, REJECTED

_NOT_KEPT = ("unknown", "up_to_date")
_NOTHING_DONE = {"compared": 0, "added": 0, "taken_back": 0, "changed": 0}


def found(matches: pl.DataFrame, articles: pl.DataFrame) -> dict[str, Any]:
    """Return the counts of articles by their best match (REPRINT_MATCHES), by field name."""
    order = {ACCEPTED: 0, DOUBTFUL: 1, REJECTED: 2}
    best = matches.sort(pl.col("verdict").replace_strict(order, return_dtype=pl.Int64)).unique(
        "article_id", keep="first", maintain_order=True
    )
    verdicts = {word: best.filter(pl.col("verdict") == word) for word in order}
    evidence = verdicts[ACCEPTED].group_by("evidence").len().sort("evidence")
    return {
        "articles": articles.height,
        **{word: frame.height for word, frame in verdicts.items()},
        "unmatched": articles.height - best.height,
        "evidence": dict(evidence.iter_rows()),
        "title_only": articles["said"].null_count(),
    }


def remembered(report: MatchReport) -> dict[str, Any]:
    """Return what the ledger keeps of a report, as plain JSON."""
    return {name: value for name, value in vars(report).items() if name not in _NOT_KEPT}


def up_to_date(summary: Mapping[str, Any], unknown: tuple[UnknownChannel, ...]) -> MatchReport:
    """Return the report of a month that is as its last matching left it."""
    known = {one.name for one in fields(MatchReport)}
    kept = {name: value for name, value in summary.items() if name in known}
    return MatchReport(**{**kept, **_NOTHING_DONE, "unknown": unknown, "up_to_date": True})
