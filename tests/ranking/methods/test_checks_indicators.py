"""Indicators: every rule has its numbers, and every number its rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.methods import DAYS, small_faults, small_method

NODE = "indexes[0].nodes[0]"
OURS = {"top": 'certainty = "ours"\nreason = "r"'}
RELATIVE = 'aggregate = "amean"\nfinish = { relative_to_reference = true }'
MINMAX = 'aggregate = "amean"\nnormalisation = { kind = "minmax" }'


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        (
            'per = "day"',
            (
                "per: needs 'days', which the file does not have: "
                "add [days] with month = 30 and a reason"
            ),
        ),
        ('per = "post"', "per: needs 'posts', which the file does not have: add an input 'posts'"),
        (
            'per = "headline"',
            (
                "per: needs 'headlines', which the file does not have: add an input 'headlines', "
                "the number of headline posts"
            ),
        ),
        (
            'transform = "log1p_ratio", reference = 9, reference_per = "day"',
            (
                "reference_per: needs 'days', which the file does not have: "
                "add [days] with month = 30 and a reason"
            ),
        ),
        ("scale = 0", "scale: found 0: the feature would not count; take it out"),
        (
            'scale = -1, transform = "ln1p"',
            "scale: found -1: ln1p is not defined below 0; use a scale above 0",
        ),
        (
            'scale = -0.5, transform = "sqrt"',
            "scale: found -0.5: sqrt is not defined below 0; use a scale above 0",
        ),
        (
            'scale = 0.0, transform = "log10"',
            "scale: found 0: the feature would not count; take it out",
        ),
        ('transform = "power"', "exponent: is missing: power needs an exponent above 0"),
        (
            "exponent = 2",
            "exponent: nothing uses it: the transform is 'identity'; take it out, or use power",
        ),
        (
            'transform = "log1p_ratio"',
            "reference: is missing: log1p_ratio needs the count at which the indicator is full",
        ),
        (
            "reference = 9",
            (
                "reference: nothing uses it: take it out, use log1p_ratio, or set "
                "finish.relative_to_reference"
            ),
        ),
        (
            'reference_per = "period"',
            (
                "reference_per: nothing uses it: take it out, use log1p_ratio, or set "
                "finish.relative_to_reference"
            ),
        ),
        (
            "direction = -1",
            "direction: -1 needs a normalisation that turns the scale round, such as minmax",
        ),
        (
            'direction = -1, normalisation = { kind = "none" }',
            "direction: -1 needs a normalisation that turns the scale round, such as minmax",
        ),
        ("weight = 0", "weight: found 0: a weight must be above 0; take out what shall not count"),
        (
            "weight = -0.2",
            "weight: found -0.2: a weight must be above 0; take out what shall not count",
        ),
        ("weight = nan", "weight: found NaN: a number is expected"),
        ("wieght = 1", "wieght: is not a known key; did you mean 'weight'?"),
        ('imputation = { kind = "group_mean" }', "imputation.group: is missing"),
        (
            'normalisation = { kind = "minmx" }',
            (
                "normalisation.kind: found 'minmx', allowed: 'minmax', 'zscore', 'rank', "
                "'percentile_rank', 'borda', 'goalposts', 'distance_to_target', 'ratio', "
                "'difference', 'none'; did you mean 'minmax'?"
            ),
        ),
        ('treatment = { knd = "none" }', "treatment.kind: is missing"),
        (
            'treatment = { kind = "winsorise", max_points = 3, max_point = 4 }',
            "treatment.max_point: is not a known key; did you mean 'max_points'?",
        ),
        (
            'imputation = { kind = "value", value = 1, vlue = 2 }',
            "imputation.vlue: is not a known key; did you mean 'value'?",
        ),
    ],
)
def test_a_faulty_indicator_is_told_how_to_be_repaired(
    tmp_path: Path, node: str, fault: str
) -> None:
    """One fault, at its key."""
    assert small_faults(tmp_path, f'{{ feature = "reads", {node} }}') == [f"{NODE}.{fault}"]


def test_a_reference_is_needed_where_the_index_is_relative_to_it(tmp_path: Path) -> None:
    """Whatever the transform."""
    (found,) = small_faults(tmp_path, index=RELATIVE)
    assert found == (
        f"{NODE}.reference: is missing: finish.relative_to_reference needs the count at which the "
        "indicator is full"
    )


@pytest.mark.parametrize(
    ("node", "more"),
    [
        ('per = "day"', {"tables": DAYS}),
        ('per = "post"', {"inputs": "reads posts"}),
        ('per = "headline"', {"inputs": "reads headlines"}),
        ("scale = -1", {}),
        ('scale = 2, transform = "log10"', {}),
        ('transform = "power", exponent = 0.5', {}),
        ('transform = "log1p_ratio", reference = 9, reference_per = "period"', {}),
        ('reference = 9, reference_per = "day"', {"index": RELATIVE, "tables": DAYS}),
        ('direction = -1, normalisation = { kind = "zscore" }', {}),
        ("direction = -1", {"index": MINMAX}),
        ('reason = "r"', OURS),
    ],
)
def test_what_has_all_it_needs_is_accepted(tmp_path: Path, node: str, more: dict[str, str]) -> None:
    """The same rules with their numbers."""
    method = small_method(tmp_path, f'{{ feature = "reads", {node} }}', **more)
    assert method.indexes[0].indicators()[0].feature == "reads"


def test_an_opt_out_of_the_index_s_normalisation_cannot_turn_a_scale(tmp_path: Path) -> None:
    """An indicator's own rule goes before the index's."""
    node = '{ feature = "reads", direction = -1, normalisation = { kind = "none" } }'
    (found,) = small_faults(tmp_path, node, index=MINMAX)
    assert found.startswith(f"{NODE}.direction: -1 needs a normalisation")


def test_a_method_of_one_s_own_gives_its_reasons(tmp_path: Path) -> None:
    """One for the whole and one at every indicator."""
    assert small_faults(tmp_path, top='certainty = "ours"') == [
        "reason: is missing: a method of one's own says why it is as it is",
        f"{NODE}.reason: is missing: a weight of one's own needs its reason",
    ]
