"""What a table must hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from ranking.methods.load import load_method
from ranking.methods.model import Method
from ranking.methods.needs import Needs, monthly, needed_columns
from ranking.methods.vocabulary import STAGES, Stage
from tests.builders.methods import DAYS, derived, small_method
from tests.builders.month import CONFIG, shipped_cards

MEAN = 'imputation = { kind = "group_mean", group = "region" }'
NODES = f"""
{{ feature = "mean", denominator = "people", {MEAN} }},
{{ feature = "reads", per = "day", imputation = {{ kind = "value", value = 0 }} }},
{{ feature = "likes", transform = "log1p_ratio", reference = 9, reference_per = "day" }},
{{ feature = "twice" }},
"""
COMPANION = '[[companions]]\nfile = "f.csv"\nkey = "k"\ncolumns = ["people", "area"]\n'
TABLES = DAYS + COMPANION + derived("mean", "reads / posts") + derived("twice", "mean * 2")
MINIMUM = 'minimum = [{ feature = "active", at_least = 1, reason = "r" }]\n'


@pytest.fixture
def method(tmp_path: Path) -> Method:
    index = MINIMUM + 'aggregate = "amean"'
    inputs = "reads posts likes active"
    return small_method(tmp_path, NODES, inputs=inputs, tables=TABLES, index=index)


def needs(method: Method, stage: Stage = "raw", given: tuple[str, ...] = ()) -> Needs:
    return needed_columns(method, method.indexes[0], stage, given)


def test_a_raw_table_needs_what_formulas_divisions_and_rules_are_made_of(method: Method) -> None:
    """Columns of companions and of labels apart, each once."""
    assert needs(method) == Needs(
        numbers=("reads", "posts", "days", "likes", "active"),
        beside=("people",),
        labels=("region",),
    )


def test_a_derived_feature_that_the_table_has_needs_no_parts(method: Method) -> None:
    """It is believed; another that rests on it needs it instead of its parts."""
    assert needs(method, given=("mean",)).numbers == ("mean", "reads", "days", "likes", "active")
    assert "posts" in needs(method, given=("twice",)).numbers


@pytest.mark.parametrize(
    ("stage", "numbers", "labels"),
    [
        ("denominated", ("mean", "reads", "likes", "days", "twice", "active"), ("region",)),
        ("imputed", ("mean", "reads", "likes", "days", "twice", "active"), ()),
        ("treated", ("mean", "reads", "likes", "days", "twice", "active"), ()),
        ("transformed", ("mean", "reads", "likes", "twice", "active"), ()),
        ("normalised", ("mean", "reads", "likes", "twice", "active"), ()),
    ],
)
def test_a_later_table_needs_each_indicator_s_column_and_what_is_still_to_be_done(
    method: Method, stage: Stage, numbers: tuple[str, ...], labels: tuple[str, ...]
) -> None:
    """No parts and no divisors: they are behind it."""
    assert needs(method, stage) == Needs(numbers, (), labels)


def test_references_per_day_need_the_days_to_the_end_where_the_index_is_relative(
    tmp_path: Path,
) -> None:
    """The level at the references is computed last."""
    nodes = '{ feature = "reads", reference = 9, reference_per = "day" }'
    index = 'aggregate = "amean"\nfinish = { relative_to_reference = true }'
    method = small_method(tmp_path, nodes, tables=DAYS, index=index)
    assert {needs(method, stage).numbers for stage in STAGES} == {("reads", "days")}


def test_the_rule_of_the_index_holds_where_an_indicator_has_none(tmp_path: Path) -> None:
    """Groups named for the whole index."""
    index = 'aggregate = "amean"\nimputation = { kind = "group_mean", group = "region" }'
    assert needs(small_method(tmp_path, index=index)).labels == ("region",)


@pytest.mark.parametrize(
    ("inputs", "tables", "node", "missing"),
    [
        ("reads:total_reads", "", "", []),
        ("reads:total_reads", DAYS, ', per = "day"', []),
        ("reads", "", "", ["reads"]),
        ("reads:total_reads posts", "", ', per = "post"', ["posts"]),
        ("reads:total_reads", COMPANION, ', denominator = "area"', ["area"]),
        (
            "reads:total_reads",
            "",
            ', imputation = { kind = "group_mean", group = "region" }',
            ["region"],
        ),
        ("reads:total_reads", "", ', imputation = { kind = "group_mean", group = "group" }', []),
    ],
)
def test_a_method_can_score_months_if_they_have_all_it_needs(
    tmp_path: Path, inputs: str, tables: str, node: str, missing: list[str]
) -> None:
    """Else the columns that are lacking are named."""
    nodes = f'{{ feature = "reads"{node} }}'
    method = small_method(tmp_path, nodes, inputs=inputs, tables=tables)
    assert monthly(method, shipped_cards()) == missing


@pytest.mark.parametrize("path", sorted((CONFIG / "methods").glob("*.toml")), ids=lambda p: p.stem)
def test_shipped_methods_lack_only_inputs_without_a_month_companions_and_groups(
    path: Path,
) -> None:
    """The default method lacks nothing."""
    method = load_method(path, shipped_cards())
    lacking = monthly(method, shipped_cards())
    beside = {name for companion in method.companions for name in companion.columns}
    tables_only = {name for name, item in method.inputs.items() if item.month is None}
    assert {name for name in lacking if not name.startswith("Group")} <= beside | tables_only
    assert path.stem != "shanghai" or lacking == []
