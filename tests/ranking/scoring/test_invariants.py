"""What holds of every index: order of rows, threads, scales, and more being better."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ranking.methods.model import Method
from ranking.methods.vocabulary import AggregationName, TransformName
from ranking.scoring.domain import OutOfDomainError
from ranking.scoring.engine import evaluate
from ranking.scoring.ranks import ranks
from tests.builders.public import nri_like, wci_like
from tests.builders.trees import bare, everything, frame, scores

ROOT = Path(__file__).resolve().parents[3]
AGGREGATIONS = get_args(AggregationName)
PRODUCTS = ("gmean", "hmean", "pmean", "wproduct")
FINE = Decimal("1e-9")
LABELS = st.sampled_from(["n", "s", None])
few = st.one_of(st.none(), st.integers(0, 9))
wide = st.one_of(st.none(), st.integers(0, 2**53))
whole = st.lists(st.integers(1, 20).map(float), min_size=2, max_size=6)
calm = settings(deadline=None, max_examples=40)

NORMALISATIONS: list[dict[str, Any]] = [
    {"kind": "none"},
    {"kind": "minmax"},
    {"kind": "zscore"},
    {"kind": "rank"},
    {"kind": "percentile_rank"},
    {"kind": "borda"},
    {"kind": "goalposts", "lower": 0, "upper": 10},
    {"kind": "distance_to_target", "target": 50},
    {"kind": "ratio", "reference": "mean"},
    {"kind": "difference", "reference": "worst"},
]
TREATMENTS: list[dict[str, Any]] = [
    {"kind": "none"},
    {"kind": "log_modulus"},
    {"kind": "winsorise", "max_points": 2, "otherwise": "log_shifted"},
]


@pytest.mark.slow
@pytest.mark.parametrize("aggregate", AGGREGATIONS)
@given(rows=st.lists(st.tuples(few, few, wide, few, LABELS), max_size=8), data=st.data())
@calm
def test_the_order_of_rows_changes_no_bit(
    aggregate: str, rows: list[tuple[Any, ...]], data: st.DataObject
) -> None:
    """In no column of any stage, with whatever aggregation."""
    schema = dict.fromkeys(["a", "posts", "b", "c"], pl.Int64) | {"area": pl.String}
    units = pl.DataFrame(rows, schema=schema, orient="row").with_row_index("unit")
    other = units[data.draw(st.permutations(range(units.height)))] if rows else units
    index = everything(aggregate)
    assert evaluate(index, other).sort("unit").equals(evaluate(index, units))


@pytest.mark.slow
@pytest.mark.parametrize("method", [wci_like(), nri_like()], ids=lambda method: method.id)
@given(
    rows=st.lists(st.tuples(*[st.integers(0, 10**9)] * 7), min_size=2, max_size=6),
    days=st.sampled_from([1, 7, 30]),
)
@calm
def test_a_unit_alone_has_the_bits_it_has_among_others(
    method: Method, rows: list[tuple[int, ...]], days: int
) -> None:
    """In every column of an index that compares nobody, and with days that all rows share."""
    names = ["posts", "reads", "likes", "top_reads", "top_likes", "max_reads", "max_likes"]
    table = pl.DataFrame(rows, schema=names, orient="row").with_columns(days=pl.lit(days))
    index = method.indexes[0]
    together = evaluate(index, table, method.features)
    alone = [evaluate(index, table[n : n + 1], method.features) for n in range(table.height)]
    assert pl.concat(alone).equals(together)


def test_the_number_of_threads_changes_no_bit() -> None:
    """One thread and two give the same bytes, and so do rows in any order."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.builders.threads"],
            cwd=ROOT,
            env=os.environ | {"POLARS_MAX_THREADS": threads, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for threads in "12"
    ]
    one, two = (process.communicate()[0].split() for process in running)
    assert (one[0], two[0]) == ("1", "2")
    assert one[1:] == two[1:]
    assert one[1::2] == one[2::2]
    assert len(set(one[1:])) == 3


@pytest.mark.parametrize("aggregate", [name for name in AGGREGATIONS if name != "copeland"])
@pytest.mark.parametrize("transform", get_args(TransformName))
@given(
    row=st.tuples(*[st.integers(1, 10**9)] * 3),
    more=st.integers(1, 10**9),
    which=st.integers(0, 2),
)
@settings(deadline=None, max_examples=15)
def test_more_never_lowers_an_index(
    aggregate: str, transform: str, row: tuple[int, ...], more: int, which: int
) -> None:
    """Raising one count leaves the index equal or higher, to the step on which it is compared."""
    raised = [count + more * (place == which) for place, count in enumerate(row)]
    rule = {"transform": transform, "exponent": "0.7", "reference": 100, "scale": 10}
    nodes = [{"feature": name} | rule for name in "abc"]
    units = frame(**{name: list(pair) for name, *pair in zip("abc", row, raised, strict=True)})
    before, after = scores(bare(*nodes, aggregate=aggregate, exponent=3), units)
    assert after >= before * (1 - 1e-12)  # type: ignore[operator]


@pytest.mark.parametrize("rule", NORMALISATIONS)
@given(column=st.lists(st.integers(0, 20), min_size=2, max_size=6), more=st.integers(1, 20))
@calm
def test_more_never_lowers_a_normalised_value(
    rule: dict[str, Any], column: list[int], more: int
) -> None:
    """Of the unit that has more, while the others stay."""
    index = bare("a", normalisation=rule)
    before = scores(index, frame(a=column))[0]
    after = scores(index, frame(a=[column[0] + more, *column[1:]]))[0]
    assume(before is not None and after is not None)
    assert after >= before - 1e-12  # type: ignore[operator]


@given(rows=st.lists(st.tuples(*[st.integers(1, 20)] * 3), max_size=6), factor=st.floats(0.01, 100))
@calm
def test_a_unit_of_measurement_changes_no_rank_by_geometric_mean(
    rows: list[tuple[int, ...]], factor: float
) -> None:
    """Multiplying one column by a number above 0 multiplies every index alike."""
    columns = dict(zip("abc", map(list, zip(*rows, strict=True)), strict=True)) if rows else {}
    units = frame(**(columns or {"a": [], "b": [], "c": []}))
    index = bare("a", "b", "c", aggregate="gmean")
    scaled = units.with_columns(pl.col("b") * factor)
    one, other = (
        evaluate(index, table).select(ranks(pl.col("power"), FINE)).to_series().to_list()
        for table in (units, scaled)
    )
    assert one == other


@pytest.mark.parametrize("kind", ["minmax", "zscore"])
@given(column=whole, slope=st.floats(0.01, 100), shift=st.integers(-100, 100))
@calm
def test_the_zero_and_unit_of_a_scale_do_not_matter(
    kind: str, column: list[float], slope: float, shift: int
) -> None:
    """Min-max and z-score of a·x + b are those of x."""
    assume(len(set(column)) > 1)
    index = bare("a", normalisation={"kind": kind})
    moved = [slope * value + shift for value in column]
    assert scores(index, frame(a=moved)) == pytest.approx(scores(index, frame(a=column)), abs=1e-9)


@pytest.mark.parametrize("kind", ["rank", "percentile_rank", "borda"])
@given(column=whole)
@calm
def test_ranks_see_order_alone(kind: str, column: list[float]) -> None:
    """Any increasing map of the values leaves them as they are."""
    index = bare("a", normalisation={"kind": kind})
    mapped = [value**3 - 5 for value in column]
    assert scores(index, frame(a=mapped)) == scores(index, frame(a=column))


@pytest.mark.parametrize("aggregate", ["amean", "gmean", "hmean", "pmean", "copeland"])
@given(
    rows=st.lists(st.tuples(*[st.integers(1, 1000)] * 3), min_size=1, max_size=5),
    weights=st.tuples(*[st.decimals("0.01", "9", places=2)] * 3),
    factor=st.decimals("0.01", "50", places=2),
)
@calm
def test_a_common_factor_of_weights_changes_no_bit(
    aggregate: str, rows: list[tuple[int, ...]], weights: tuple[Decimal, ...], factor: Decimal
) -> None:
    """Weights of means need not add up to 1: only their proportions count."""
    units = frame(**dict(zip("abc", map(list, zip(*rows, strict=True)), strict=True)))
    one, other = (
        [{"feature": f, "weight": w * times} for f, w in zip("abc", weights, strict=True)]
        for times in (Decimal(1), factor)
    )
    rules: dict[str, Any] = {"aggregate": aggregate, "exponent": 3}
    assert scores(bare(*one, **rules), units) == scores(bare(*other, **rules), units)


EDGES: list[list[float | None]] = [
    [],
    [None],
    [None, None, None],
    [0],
    [5],
    [0, 0, 0],
    [0.1, 0.1, 0.1],
    [0, None, 0],
    [None, 7],
    [-3, 0, 3],
]


@pytest.mark.parametrize("treatment", TREATMENTS, ids=lambda rule: rule["kind"])
@pytest.mark.parametrize("rule", NORMALISATIONS, ids=lambda rule: rule["kind"])
@pytest.mark.parametrize("aggregate", AGGREGATIONS)
def test_edge_tables_give_numbers_nulls_or_a_refusal(
    aggregate: str, rule: dict[str, Any], treatment: dict[str, Any]
) -> None:
    """Never NaN or infinity; a missing value never gets what an observed one gets for nothing."""
    index = bare("a", aggregate=aggregate, exponent=2, normalisation=rule, treatment=treatment)
    for column in EDGES:
        units = frame(a=column)
        try:
            found = evaluate(index, units)["power"]
        except OutOfDomainError:
            assert aggregate in PRODUCTS or -3 in column
            continue
        assert len(found) == len(column)
        assert found.drop_nulls().is_finite().all()
        assert all(f is None for f, value in zip(found, column, strict=True) if value is None)


@pytest.mark.parametrize("missing", ["reweight", "unavailable"])
@pytest.mark.parametrize("aggregate", AGGREGATIONS)
def test_missing_is_never_zero(aggregate: str, missing: str) -> None:
    """A null and a 0 beside the same counts give different results, or no result."""
    nodes = [{"feature": name, "missing": missing, "transform": "ln1p"} for name in ("a", "b")]
    scale = {"kind": "goalposts", "lower": -1, "upper": 9}
    index = bare(*nodes, aggregate=aggregate, exponent=2, normalisation=scale)
    missing_, zero, _ = scores(index, frame(a=[8, 8, 7], b=[None, 0, 1]))
    assert zero is not None
    assert missing_ != zero
    assert (missing_ is None) == (missing == "unavailable")
