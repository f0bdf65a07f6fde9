"""Boards of made-up values, ranked as scoring ranks them, and editions of such boards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

import polars as pl

from ranking.model.edition import Board, BoardRow, Edition, Part
from ranking.quality.rank_rule import COMPETITION, RankRule
from ranking.scoring.ranks import add_ranks
from tests.builders.editions import make_edition, simple_office

Numbers = Mapping[str, tuple[float | None, float]]
"""Unit → value and bonus."""


def made_board(numbers: Numbers, rule: RankRule = COMPETITION, index: str = "influence") -> Board:
    """Return a board ranked by value + bonus; its only indicator ``n`` counts twice the value."""
    table = pl.DataFrame(
        {
            "unit": list(numbers),
            "value": [value for value, _ in numbers.values()],
            "bonus": [bonus for _, bonus in numbers.values()],
        },
        schema={"unit": pl.String, "value": pl.Float64, "bonus": pl.Float64},
    ).with_columns(total=pl.col("value") + pl.col("bonus"))
    ranked = add_ranks(table, "total", Decimal(repr(rule.precision)), rule.ties)
    rows = tuple(_row(row) for row in ranked.iter_rows(named=True))
    return Board(index, f"{index}榜", "各区", rows)


def made_edition(*boards: Board, month: str = "2026-10", version: str = "1") -> Edition:
    """Return an edition with these boards, by a version of the method."""
    edition = _any_edition()
    method = replace(edition.method, version=version, sha256=version * 64)
    return replace(edition, month=month, boards=boards, method=method)


@cache
def _any_edition() -> Edition:
    return make_edition(simple_office(甲=1))[0]


def _row(row: dict[str, float]) -> BoardRow:
    value = row["value"]
    count = None if value is None else 2 * value
    part = Part("total_reads", count, "observed", 1.0, value, value)
    return BoardRow(
        rank=row["rank"],
        unit=str(row["unit"]),
        value=value,
        bonus=row["bonus"],
        total=row["total"],
        previous_rank=None,
        change="first",
        moved=None,
        parts={"n": part},
    )
