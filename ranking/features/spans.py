"""Who owned which account on which days of a month, with mergers applied to the roster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from ranking.lists import Merger
from ranking.model.month import Month

SPANS = pl.Schema(
    {
        "account": pl.String(),
        "platform": pl.String(),
        "account_name": pl.String(),
        "unit": pl.String(),
        "group": pl.String(),
        "first_day": pl.Date(),
        "end_day": pl.Date(),
    }
)
"""One row an account and a span [first_day, end_day) within the month, sorted by both."""


@dataclass(frozen=True)
class _Span:
    account: str
    platform: str
    name: str
    unit: str
    group: str
    first: date
    end: date
    since: date


def month_spans(roster: pl.DataFrame, mergers: Sequence[Merger], month: Month) -> pl.DataFrame:
    """Return the SPANS of a month: the roster cut to its days, merged units under one name.

    A unit's group is that of its newest own entry; a unit that exists by merger only takes the
    group of the unit merged into it.
    """
    own = list(_of_month(roster.iter_rows(named=True), month))
    spans = own
    for merger in sorted(mergers, key=lambda m: (m.since, m.from_unit)):
        spans = [piece for span in spans for piece in _merged(span, merger)]
    groups = _groups(spans) | _groups(own)
    ordered = sorted(spans, key=lambda s: (s.account, s.first))
    rows = [
        (s.account, s.platform, s.name, s.unit, groups[s.unit], s.first, s.end) for s in ordered
    ]
    return pl.DataFrame(rows, schema=SPANS, orient="row")


def _of_month(rows: Iterable[dict[str, Any]], month: Month) -> Iterator[_Span]:
    start, end = month.first_day, month.next().first_day
    for row in rows:
        since, until = row["valid_from"] or date.min, row["valid_to"] or date.max
        if max(since, start) < min(until, end):
            yield _Span(
                row["account"],
                row["platform"],
                row["name"],
                row["unit"],
                row["group"],
                max(since, start),
                min(until, end),
                since,
            )


def _merged(span: _Span, merger: Merger) -> list[_Span]:
    if span.unit != merger.from_unit or merger.since >= span.end:
        return [span]
    after = replace(span, unit=merger.into, first=max(span.first, merger.since))
    if merger.since <= span.first:
        return [after]
    return [replace(span, end=merger.since), after]


def _groups(spans: Iterable[_Span]) -> dict[str, str]:
    ordered = sorted(spans, key=lambda s: (s.since, s.first, s.account, s.group))
    return {span.unit: span.group for span in ordered}
