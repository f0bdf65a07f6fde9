"""The engine: the whole way from a table to an index, and what must never happen."""

from __future__ import annotations

from math import inf, log1p, nan
from typing import Any

import polars as pl
import pytest

from ranking.methods.features import Derived
from ranking.scoring.domain import OutOfDomainError
from ranking.scoring.engine import evaluate
from tests.builders.month import shanghai
from tests.builders.trees import bare, frame, indicator, level, scores, table, tree

FLAT = tree(indicator("a", "0.7"), indicator("b", "0.3", scale=10, reference=5))
NESTED = tree(
    level("reach", "0.6", indicator("a", "0.5"), indicator("b", "0.5")),
    indicator("c", "0.4"),
)


def test_a_flat_index_is_the_formula() -> None:
    """100 × Σ w·ln(1 + scale·x) ÷ Σ w·ln(1 + scale·reference)."""
    raw = 0.7 * log1p(12) + 0.3 * log1p(10 * 3)
    full = 0.7 * log1p(100) + 0.3 * log1p(10 * 5)
    assert scores(FLAT, table(a=[12], b=[3])) == [pytest.approx(100 * raw / full, rel=1e-14)]


def test_the_index_is_100_at_the_references() -> None:
    """Every shipped index is 100 where all counts are the reference counts."""
    for index in shanghai().indexes:
        row = table(**{i.feature: [int(i.reference or 0)] for i in index.indicators()})
        assert scores(index, row) == [pytest.approx(100, abs=1e-12)]


def test_levels_are_aggregated_from_the_leaves_up() -> None:
    """A level is the weighted mean of its children, and so is the root of levels."""
    inner = 0.5 * log1p(1) + 0.5 * log1p(2)
    expected = 100 * (0.6 * inner + 0.4 * log1p(3)) / log1p(100)
    assert scores(NESTED, table(a=[1], b=[2], c=[3])) == [pytest.approx(expected, rel=1e-14)]


def test_at_a_later_stage_a_feature_used_twice_has_two_columns() -> None:
    """They are called as the indicators are: a day's reads are not a post's."""
    nodes = [{"id": f"a_{per}", "feature": "a", "per": per} for per in ("day", "post")]
    assert scores(bare(*nodes), frame(a=[60], days=[30], posts=[4])) == [(2 + 15) / 2]
    assert scores(bare(*nodes), frame(a_day=[2], a_post=[15]), stage="denominated") == [17 / 2]


def test_a_refusal_says_what_enters_the_logarithm() -> None:
    """The cell is -5; what has no logarithm is ten times its share of a day."""
    node = {"feature": "a", "per": "day", "scale": 10, "transform": "ln1p"}
    with pytest.raises(OutOfDomainError, match=r"'10 × a ÷ days' is -25\.0 in row 1"):
        evaluate(bare(node), frame(a=[-5], days=[2]))
    with pytest.raises(OutOfDomainError, match=r"'10 × a' is -50\.0 in row 1"):
        evaluate(bare(node), frame(a=[-5]), stage="denominated")


def test_every_intermediate_is_a_column() -> None:
    """Stages with a rule, levels, references and the index; no other, and rows keep their order."""
    found = evaluate(NESTED, table(a=[1, 5], b=[2, 0], c=[3, 3]))
    assert found.columns == [
        *("a", "b", "c"),
        *(f"power.{name}.transformed" for name in "abc"),
        *("power.reach.value", "power.reach.reference"),
        *("power.index.value", "power.index.reference", "power"),
    ]
    assert found["a"].to_list() == [1, 5]


def test_a_plain_finish_only_multiplies() -> None:
    """Without a reference the index is multiplier × the weighted mean."""
    index = tree(indicator("a", "0.5"), indicator("b", "0.5"), relative=False)
    found = scores(index, table(a=[4, 4], b=[9, None]))
    expected = [100 * (0.5 * log1p(4) + 0.5 * log1p(9)), 100 * log1p(4)]
    assert found == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("finish", "wanted"),
    [
        ({"power": 2, "multiplier": 10}, [160, 90]),
        ({"power": "0.5", "offset": -1}, [1, 3**0.5 - 1]),
        ({"multiplier": 2, "offset": 5}, [13, 11]),
    ],
)
def test_the_finish_is_multiplier_times_power_plus_offset(
    finish: dict[str, Any], wanted: list[float]
) -> None:
    """In that order."""
    index = bare("a", finish=finish)
    assert scores(index, frame(a=[4, 3])) == pytest.approx(wanted, rel=1e-14)


def test_a_root_of_a_negative_level_is_refused() -> None:
    """A whole power of it is a number, a broken one is none."""
    assert scores(bare("a", finish={"power": 3}), frame(a=[-2])) == [-8]
    with pytest.raises(OutOfDomainError, match=r"'power' is -2\.0 in row 1"):
        scores(bare("a", finish={"power": "1.5"}), frame(a=[-2]))


def test_too_little_is_no_index() -> None:
    """A feature below its minimum, or not observed, takes the index; at the minimum it has one."""
    index = bare("a", minimum=[{"feature": "posts", "at_least": 3, "reason": "few"}])
    found = scores(index, frame(a=[1, 1, 1], posts=[2, 3, None]))
    assert found == [None, 1, None]


def test_zero_counts_a_missing_part_as_nothing() -> None:
    """The weight stays with the missing part."""
    index = tree(indicator("a", "0.5"), indicator("b", "0.5", missing="zero"))
    found = scores(index, table(a=[9], b=[None]))
    assert found == [pytest.approx(50 * log1p(9) / log1p(100), rel=1e-14)]


def test_reweight_leaves_a_missing_part_out_of_both_sums() -> None:
    """The others carry its weight; its reference is left out too, and so is a whole level's."""
    full = pytest.approx(100 * log1p(12) / log1p(100), rel=1e-14)
    assert scores(FLAT, table(a=[12], b=[None])) == [full]
    assert scores(NESTED, table(a=[None], b=[None], c=[12])) == [full]


def test_unavailable_gives_no_index() -> None:
    """Where such a part is missing there is no value, whatever else is known."""
    index = tree(indicator("a", "0.5"), indicator("b", "0.5", missing="unavailable"))
    assert scores(index, table(a=[9, 100], b=[None, 100])) == [None, pytest.approx(100)]


def test_nothing_observed_gives_no_index() -> None:
    """All missing is no value, which differs from all zero."""
    assert scores(NESTED, table(a=[None, 0], b=[None, 0], c=[None, 0])) == [None, 0.0]


def test_an_empty_table_stays_empty() -> None:
    """No unit, no row."""
    assert scores(FLAT, table(a=[], b=[])) == []


def test_derived_features_are_made_of_raw_tables_alone() -> None:
    """A table of a later stage has what it needs."""
    content = {"name": {"zh": "均", "en": "mean"}, "formula": "a / b", "reason": "test"}
    features = {"average": Derived.model_validate(content)}
    index = bare({"feature": "average", "normalisation": {"kind": "rank"}})
    found = scores(index, frame(a=[6, 6], b=[2, 3]), features=features)
    assert found == [2, 1]
    assert scores(index, frame(average=[5, 7]), features=features, stage="normalised") == [5, 7]


def test_a_table_may_enter_at_a_later_stage() -> None:
    """Whatever was done to its columns is not done again."""
    node = {"feature": "a", "per": "day", "transform": "sqrt", "normalisation": {"kind": "minmax"}}
    units = frame(a=[4, 9, 16], days=[1, 1, 1])
    assert scores(bare(node), units) == [0, 0.5, 1]
    denominated = frame(a=[4, 9, 16])
    assert scores(bare(node), denominated, stage="denominated") == [0, 0.5, 1]
    assert scores(bare(node), frame(a=[2, 3, 4]), stage="transformed") == [0, 0.5, 1]
    assert scores(bare(node), frame(a=[2, 3, 4]), stage="normalised") == [2, 3, 4]


@pytest.mark.parametrize("wrong", [nan, inf, -inf])
@pytest.mark.parametrize("place", ["a", "days", "people", "posts"])
def test_numbers_that_are_none_are_refused(place: str, wrong: float) -> None:
    """In a feature, a divisor or a minimum, with its name: ranks would take them for the best."""
    few = {"feature": "posts", "at_least": 1, "reason": "few"}
    node = {"feature": "a", "per": "day", "denominator": "people"}
    index = bare(node, minimum=[few], normalisation={"kind": "rank"})
    units = frame(a=[1, 2], days=[1, 1], people=[1, 1], posts=[5, 5])
    units = units.with_columns(pl.Series(place, [1.0, wrong]))
    with pytest.raises(OutOfDomainError, match=f"'{place}' is .* in row 2"):
        evaluate(index, units)


def test_an_overflow_is_refused() -> None:
    """In an indicator, and in the finish."""
    with pytest.raises(OutOfDomainError, match=r"'power' is inf in row 1 .* finish needs finite"):
        scores(bare({"feature": "a", "transform": "power", "exponent": 30}), frame(a=[1e20]))
    with pytest.raises(OutOfDomainError, match=r"'power' is inf in row 1 .* finish needs finite"):
        scores(bare("a", finish={"power": 30}), frame(a=[1e20]))


def test_an_index_relative_to_nothing_is_refused() -> None:
    """No days, no reference: 0 ÷ 0 is no number."""
    index = tree(indicator("a", "1", reference_per="day"))
    with pytest.raises(OutOfDomainError, match="'power' is nan"):
        scores(index, frame(a=[0], days=[0]))
