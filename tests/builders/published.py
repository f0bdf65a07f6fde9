"""Published cases of the shared oracles: where they lie, and matrices of votes and columns."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ranking.scoring.outranking import outranking

ORACLES = Path(__file__).resolve().parents[3] / "shared" / "oracles"
WITHOUT_ORACLES = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared reference data are not here"),
]
INDICATORS = [
    *("patents", "royalties", "internet", "exports"),
    *("log10_telephones", "log10_electricity", "schooling", "enrolment"),
]
"""The columns of tai.csv that the index is made of."""

Matrix = dict[tuple[str, str], float]
Profile = Sequence[tuple[int, str]]


def read(name: str) -> list[dict[str, str]]:
    with (ORACLES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cases(name: str, unknown: Mapping[str, str]) -> list[Any]:
    """One parameter a row with its id; one that is skipped where the files are absent."""
    rows = read(name) if ORACLES.is_dir() else [{"case_id": "absent"}]
    kept = [row for row in rows if row["case_id"] not in unknown]
    return [pytest.param(row, id=row["case_id"]) for row in kept]


def content(row: Mapping[str, str], key: str) -> Any:
    """What a cell holds: JSON, or nothing."""
    return json.loads(row[key]) if row.get(key) else {}


def matrix(
    columns: Sequence[Sequence[float]], weights: Sequence[float], names: Sequence[str]
) -> Matrix:
    """The outranking matrix by names of rows, 0 where a row would meet itself."""
    series = [pl.Series(f"x{n}", column, pl.Float64) for n, column in enumerate(columns)]
    found = {
        (names[one], names[other]): share
        for one, other, share in outranking(series, weights).iter_rows()
    }
    return {(name, name): 0.0 for name in names} | found


def ballots(profile: Profile) -> tuple[list[str], dict[str, list[float]], list[int]]:
    """Candidates, a column a group of voters that holds minus the position, and the votes."""
    candidates = sorted(profile[0][1])
    columns = {
        f"group_{number}": [float(-order.index(name)) for name in candidates]
        for number, (_, order) in enumerate(profile)
    }
    return candidates, columns, [votes for votes, _ in profile]


def kemeny(order: Sequence[str], pairs: Matrix) -> float:
    """The sum of the shares of all pairs in that order."""
    return sum(pairs[a, b] for place, a in enumerate(order) for b in order[place + 1 :])
