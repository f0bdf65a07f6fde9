"""Formulas as text, for trees of every shape."""

from __future__ import annotations

import re
from decimal import Decimal
from math import fsum, log, log10, prod, sqrt
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.editions.formulas import index_formula, indicator_formula, number
from ranking.methods.model import Index
from ranking.scoring.engine import evaluate
from tests.builders.public import nri_like, wci_like
from tests.builders.trees import indicator, level, table, tree

NODES = (
    level("reach", "0.6", indicator("a", "0.4"), indicator("b", "0.6", scale="2.5")),
    indicator("c", "0.4", missing="zero"),
)
MEANS = {
    "gmean": lambda terms, _: prod(x**w for w, x in terms) ** (1 / sum(w for w, _ in terms)),
    "hmean": lambda terms, _: sum(w for w, _ in terms) / sum(w / x for w, x in terms),
    "pmean": lambda terms, p: (
        (sum(w * x**p for w, x in terms) / sum(w for w, _ in terms)) ** (1 / p)
    ),
    "wproduct": lambda terms, _: prod(x**w for w, x in terms),
}


def value_of(text: str) -> float:
    """Calculate a formula as a reader would."""
    text = re.sub(r"(gmean|hmean|wproduct)\(", r"\1(None; ", text)
    text = re.sub(r"([\d.]+|None); ", r"p=\1, terms=", text)
    text = text.replace("×", "*").replace("÷", "/").replace("^", "**").replace("√", "sqrt")
    text = re.sub(r"terms=(.*)\)", _terms, text)
    functions = {"ln": log, "log10": log10, "sqrt": sqrt}
    means = {name: lambda p, terms, f=f: f(terms, p) for name, f in MEANS.items()}
    return float(eval(text, {"__builtins__": {}}, {**functions, **means}))


def _terms(found: re.Match[str]) -> str:
    pairs = [part.split(": ") for part in found[1].split(", ")]
    return "terms=[" + ", ".join(f"({weight}, {value})" for weight, value in pairs) + "])"


def evaluated(index: Index, frame: pl.DataFrame, **more: Any) -> list[dict[str, Any]]:
    return list(evaluate(index, frame, **more).iter_rows(named=True))


@pytest.mark.parametrize("relative", [True, False])
@pytest.mark.parametrize(
    "counts", [(1, 2, 3), (None, 2, 3), (None, None, 3), (1, None, None), (0, 0, 0)]
)
def test_the_text_computes_to_the_index(relative: bool, counts: tuple[int | None, ...]) -> None:
    """Whatever is missing: what the text says is what was calculated."""
    index: Index = tree(*NODES, relative=relative)
    (row,) = evaluated(index, table(**{n: [count] for n, count in zip("abc", counts, strict=True)}))
    assert value_of(index_formula(index, row)) == pytest.approx(row["power"], rel=1e-12)


def test_an_index_that_is_not_there_has_no_formula() -> None:
    """What has to be observed is not: nothing was calculated, so nothing is shown."""
    index = tree(indicator("a", "1", missing="unavailable"), indicator("b", "1"))
    (row,) = evaluated(index, table(a=[None], b=[3]))
    assert row["power"] is None
    assert index_formula(index, row) == ""


counts = st.integers(0, 10**9)


@given(numbers=st.lists(counts, min_size=8, max_size=8), posts=st.integers(0, 99))
@settings(max_examples=50, deadline=None)
def test_the_formula_of_a_public_index_computes_to_it(numbers: list[int], posts: int) -> None:
    """Averages a day and a post, two levels, a power, marks against references a day."""
    names = ("reads", "likes", "top_reads", "top_likes", "max_reads", "max_likes")
    columns = {name: [n] for name, n in zip(names, numbers, strict=False)}
    frame = table(**columns, posts=[posts], days=[30])
    for method in (wci_like(), nri_like()):
        index = method.indexes[0]
        (row,) = evaluated(index, frame, features=method.features)
        text = index_formula(index, row)
        if row[index.id] is None:
            assert text == ""
            continue
        assert value_of(text) == pytest.approx(row[index.id], rel=1e-9)


def test_a_public_index_reads_as_its_publisher_writes_it() -> None:
    """Every number of the unit stands in its place."""
    index = wci_like().indexes[0]
    frame = table(
        reads=[3000], likes=[60], top_reads=[900], top_likes=[0], max_reads=[800], max_likes=[9]
    )
    (row,) = evaluated(index, frame.with_columns(posts=pl.lit(12), days=pl.lit(30)))
    assert index_formula(index, row) == (
        "10 × (0.3 × (0.85 × ln(1 + 3000 ÷ 30) + 0.15 × ln(1 + 10 × 60 ÷ 30))"
        " + 0.3 × (0.85 × ln(1 + 3000 ÷ 12) + 0.15 × ln(1 + 10 × 60 ÷ 12))"
        " + 0.3 × (0.85 × ln(1 + 900 ÷ 30) + 0.15 × ln(1 + 10 × 0 ÷ 30))"
        " + 0.1 × (0.85 × ln(1 + 800) + 0.15 × ln(1 + 10 × 9))) ^ 2"
    )
    post_likes = index.indicators()[3]
    assert indicator_formula(index, post_likes, row) == "0.15 × ln(1 + 10 × 60 ÷ 12)"


def test_nothing_divided_by_nothing_is_shown_as_0() -> None:
    """A unit without posts has 0 reads a post, and no division by 0 is printed."""
    index = tree(indicator("a", "1", per="post"), relative=False)
    (row,) = evaluated(index, table(a=[0], posts=[0]))
    assert index_formula(index, row) == "100 × (ln(1 + 0))"


@pytest.mark.parametrize("aggregate", ["gmean", "hmean", "pmean", "wproduct"])
def test_other_aggregates_are_named_with_their_weights(aggregate: str) -> None:
    """The reader sees which mean it is, each weight, and the exponent."""
    nodes = [
        indicator(n, w, transform=t) for n, w, t in (("a", "0.2", "sqrt"), ("b", "0.6", "log10"))
    ]
    content = {"id": "power", "name": "力", "aggregate": aggregate, "nodes": nodes}
    finish = {"power": 2, "multiplier": 5, "offset": -1}
    exponent = {"exponent": "0.5"} if aggregate == "pmean" else {}
    index = Index.model_validate(content | {"finish": finish} | exponent)
    (row,) = evaluated(index, table(a=[16], b=[1000]))
    shown = "0.5; " if exponent else ""
    text = index_formula(index, row)
    assert text == f"5 × {aggregate}({shown}0.2: √(16), 0.6: log10(1000)) ^ 2 - 1"
    assert value_of(text) == pytest.approx(row["power"], rel=1e-12)


def test_what_rests_on_other_units_is_shown_as_the_number_it_came_to() -> None:
    """A scale of the column, an outlier brought in: no formula of one unit's numbers gives them."""
    content = {"id": "power", "name": "力", "aggregate": "amean"}
    scaled = indicator("a", "1", transform="identity", normalisation={"kind": "minmax"})
    tamed = indicator("b", "3", treatment={"kind": "winsorise", "max_points": 1})
    index = Index.model_validate(content | {"nodes": [scaled, tamed]})
    frame = table(a=[0, 5, 10, 7, 8, 9], b=[3, 4, 5, 6, 7, 9000])
    rows = evaluated(index, frame)
    assert index_formula(index, rows[1]) == "(0.5 + 3 × ln(1 + 4)) ÷ 4"
    assert index_formula(index, rows[5]) == "(0.9 + 3 × ln(1 + 7)) ÷ 4"
    for row in rows:
        assert value_of(index_formula(index, row)) == pytest.approx(row["power"], rel=1e-12)


def test_a_filled_gap_is_shown_as_what_fills_it() -> None:
    """The mean of the group stands where the unit's own count is missing."""
    gap = {"imputation": {"kind": "group_mean", "group": "group"}}
    index = tree(indicator("a", "1", **gap), relative=False)
    frame = table(a=[None, 4, 8]).with_columns(group=pl.lit("各区"))
    assert [index_formula(index, row) for row in evaluated(index, frame)] == [
        "100 × (ln(1 + 6))",
        "100 × (ln(1 + 4))",
        "100 × (ln(1 + 8))",
    ]


def test_copeland_is_shown_as_its_wins_less_defeats() -> None:
    """Pairs of units have no formula of one unit's numbers."""
    content = {"id": "power", "name": "力", "aggregate": "copeland"}
    index = Index.model_validate(content | {"nodes": [indicator("a", "1"), indicator("b", "2")]})
    rows = evaluated(index, table(a=[1, 2, 3], b=[3, 2, 1]))
    assert [index_formula(index, row) for row in rows] == ["2", "0", "-2"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234.0, "1234"),
        (30, "30"),
        (0.5, "0.5"),
        (1e-7, "0.0000001"),
        (Decimal("0.50"), "0.5"),
        (2.0**60, "1152921504606847000"),
    ],
)
def test_numbers_are_written_in_full(value: float | Decimal, text: str) -> None:
    """No exponent and no trailing zeros."""
    assert number(value) == text


def test_the_sum_of_rounded_parts_is_not_what_is_shown() -> None:
    """Weights that do not add up to 1 are divided by their sum, and it is shown."""
    index = tree(indicator("a", "1"), indicator("b", "2"), relative=False)
    (row,) = evaluated(index, table(a=[4], b=[9]))
    assert index_formula(index, row) == "100 × (ln(1 + 4) + 2 × ln(1 + 9)) ÷ 3"
    assert row["power"] == pytest.approx(100 * fsum([log(5), 2 * log(10)]) / 3, rel=1e-12)


@pytest.mark.parametrize(
    ("written", "text"), [("0.30", "0.3"), ("10", "10"), ("1E+3", "1000"), ("-0.5", "-0.5")]
)
def test_numbers_are_plain(written: str, text: str) -> None:
    """No exponent, no needless zeros, and a whole number keeps its own."""
    assert number(Decimal(written)) == text
