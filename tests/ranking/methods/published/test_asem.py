"""ASEM: every step of the chain against the published stages, then the aggregates."""

from __future__ import annotations

from math import fsum

import polars as pl
import pytest

from ranking.methods.model import Level
from ranking.methods.vocabulary import STAGES, Stage
from ranking.scoring.names import value_column
from ranking.scoring.ranks import ranks
from tests.builders.oracles import (
    Row,
    judged,
    needs_oracles,
    oracle,
    public_method,
    published_rows,
    with_companions,
    worst,
)

pytestmark = needs_oracles
FOLDER = "asem"
PRINTED: tuple[Stage, ...] = ("denominated", "imputed", "treated", "normalised")
AGGREGATES = published_rows(f"{FOLDER}/aggmeta.csv", "Code")
Values = list[float | None]


def chain(start: Stage = "raw") -> pl.DataFrame:
    """Return the evaluated table that starts from the file of a stage."""
    method = public_method("asem-connectivity")
    table = oracle(f"{FOLDER}/{start}.csv")
    return judged(method, with_companions(method, table, FOLDER), stage=start)


@pytest.fixture(scope="module")
def whole() -> pl.DataFrame:
    """The chain from the raw data."""
    return chain()


def after(whole: pl.DataFrame, code: str, stage: Stage) -> Values:
    """Return an indicator as it is after a stage, whether or not the stage did something to it."""
    index = public_method("asem-connectivity").indexes[0]
    indicator = next(i for i in index.indicators() if i.feature == code)
    later = next(iter(STAGES[STAGES.index(stage) + 1 :]), None)
    column = value_column(index, indicator, "raw", later)
    return whole[column].cast(pl.Float64).to_list()


@pytest.mark.parametrize("row", published_rows(f"{FOLDER}/indmeta.csv", "IndCode"))
def test_every_stage_of_an_indicator_is_the_published_one(row: Row, whole: pl.DataFrame) -> None:
    """Within 1e-9 (relative above 1) for 51 countries, with gaps at the same places."""
    code = row["IndCode"]
    for stage in PRINTED:
        wanted = oracle(f"{FOLDER}/{stage}.csv")[code].cast(pl.Float64).to_list()
        assert worst(after(whole, code, stage), wanted) <= 1e-9, stage


def test_gaps_and_treated_points_are_as_many_as_published(whole: pl.DataFrame) -> None:
    """65 gaps are filled; 35 points of 15 indicators are treated."""
    codes = oracle(f"{FOLDER}/indmeta.csv")["IndCode"]
    gaps = [after(whole, code, "denominated").count(None) for code in codes]
    assert (sum(gaps), sum(after(whole, code, "imputed").count(None) for code in codes)) == (65, 0)
    pairs = [(after(whole, c, "imputed"), after(whole, c, "treated")) for c in codes]
    moved = [sum(a != b for a, b in zip(*pair, strict=True)) for pair in pairs]
    assert (sum(moved), sum(number > 0 for number in moved)) == (35, 15)


@pytest.mark.parametrize("start", PRINTED)
def test_the_chain_gives_the_same_from_every_later_stage(start: Stage, whole: pl.DataFrame) -> None:
    """The index from a stage's file is that from the raw data, within 1e-9."""
    assert worst(chain(start)["asem"].to_list(), whole["asem"].to_list()) <= 1e-9


@pytest.mark.parametrize("row", AGGREGATES)
def test_every_aggregate_is_the_weighted_mean_of_its_children(
    row: Row, whole: pl.DataFrame
) -> None:
    """Against plain arithmetic on the published normalised values, within 1e-9."""
    found = whole[f"asem.{_level(row['Code'])}.value"].to_list()
    assert worst(found, _aggregate(row["Code"])) <= 1e-9


@pytest.mark.parametrize("row", AGGREGATES)
def test_ranks_are_those_of_plain_counting(row: Row, whole: pl.DataFrame) -> None:
    """1 plus the number of countries with more, for each aggregate."""
    method = public_method("asem-connectivity")
    value = pl.col(f"asem.{_level(row['Code'])}.value")
    found = whole.select(ranks(value, method.comparison_precision, method.ties)).to_series()
    wanted = _aggregate(row["Code"])
    assert found.to_list() == [1 + sum(other > mine for other in wanted) for mine in wanted]


def _level(code: str) -> str:
    return "index" if code == "Index" else code


def _aggregate(code: str) -> list[float]:
    """Return an aggregate by plain arithmetic from the published normalised values."""
    weights = _children(code)
    columns = {child: _column(child) for child in weights}
    return [
        fsum(weights[child] * values[unit] for child, values in columns.items())
        / fsum(weights.values())
        for unit in range(51)
    ]


def _column(code: str) -> list[float]:
    normalised = oracle(f"{FOLDER}/normalised.csv")
    if code in normalised.columns:
        return normalised[code].cast(pl.Float64).to_list()
    return _aggregate(code)


def _children(code: str) -> dict[str, float]:
    """Return the children of an aggregate with their weights, from the published tables."""
    indicators = list(oracle(f"{FOLDER}/indmeta.csv").iter_rows(named=True))
    direct = {r["IndCode"]: float(r["IndWeight"]) for r in indicators if r["Agg1"] == code}
    if direct:
        return direct
    parents = (("Agg1", "Agg2"), ("Agg2", "Agg3"))
    below = {r[low] for r in indicators for low, high in parents if r[high] == code}
    levels = oracle(f"{FOLDER}/aggmeta.csv").iter_rows(named=True)
    return {r["Code"]: float(r["Weight"]) for r in levels if r["Code"] in below}


def test_the_tree_is_the_published_one() -> None:
    """Parents, directions, weights and denominators of 49 indicators and 10 levels."""
    root = public_method("asem-connectivity").indexes[0].root()
    found = [
        (pillar.id, sub.id, i.feature, i.direction, float(i.weight), i.denominator)
        for sub in _levels(root)
        for pillar in _levels(sub)
        for i in pillar.nodes
    ]
    wanted = oracle(f"{FOLDER}/indmeta.csv").select(
        "Agg1", "Agg2", "IndCode", "Direction", pl.col("IndWeight").cast(float), "Denominator"
    )
    assert sorted(found, key=str) == sorted(wanted.rows(), key=str)
    weights = {n.id: float(n.weight) for s in _levels(root) for n in (s, *_levels(s))}
    levels = oracle(f"{FOLDER}/aggmeta.csv").filter(pl.col("AgLevel") < 4)
    assert weights == dict(levels.select("Code", pl.col("Weight").cast(float)).rows())


def _levels(level: Level) -> list[Level]:
    return [node for node in level.nodes if isinstance(node, Level)]
