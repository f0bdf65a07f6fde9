"""The sign that a value may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from ranking.methods.signs import least_sign
from tests.builders.methods import small_method


@pytest.mark.parametrize(
    ("node", "sign"),
    [
        ("scale = 2", 0),
        ('transform = "ln1p"', 0),
        ('transform = "log10"', -1),
        ("scale = -2", -1),
        ('normalisation = { kind = "none" }', 0),
        ('normalisation = { kind = "minmax" }', 0),
        ('normalisation = { kind = "minmax", lower = 1, upper = 100 }', 1),
        ('normalisation = { kind = "minmax", lower = -1 }', -1),
        ('normalisation = { kind = "zscore" }', -1),
        ('normalisation = { kind = "zscore", mean = 10, sd = 2 }', 1),
        ('normalisation = { kind = "rank" }', 1),
        ('normalisation = { kind = "percentile_rank" }', 1),
        ('normalisation = { kind = "borda" }', 0),
        ('normalisation = { kind = "goalposts", lower = 0, upper = 1 }', 0),
        ('normalisation = { kind = "distance_to_target", target = 5 }', 0),
        ('normalisation = { kind = "difference", reference = "mean" }', -1),
        ('normalisation = { kind = "ratio", reference = "mean" }', 0),
        ('normalisation = { kind = "ratio", reference = 2 }, transform = "log10"', -1),
    ],
)
def test_the_sign_of_an_indicator_follows_from_its_last_rule(
    tmp_path: Path, node: str, sign: int
) -> None:
    """Counts are 0 or more; ratios and no rule at all leave signs as they are."""
    (index,) = small_method(tmp_path, f'{{ feature = "reads", {node} }}').indexes
    assert least_sign(index, index.nodes[0]) == sign


ZERO = '{ id = "a", feature = "reads" }'
POSITIVE = '{ id = "b", feature = "reads", normalisation = { kind = "rank" } }'
NEGATIVE = '{ id = "c", feature = "reads", normalisation = { kind = "zscore" } }'


@pytest.mark.parametrize(
    ("aggregate", "nodes", "sign"),
    [
        ("amean", (ZERO, POSITIVE), 1),
        ("amean", (ZERO,), 0),
        ("amean", (ZERO, POSITIVE, NEGATIVE), -1),
        ("gmean", (NEGATIVE, ZERO), 1),
        ("copeland", (POSITIVE,), -1),
    ],
)
def test_the_sign_of_a_level_follows_from_its_children(
    tmp_path: Path, aggregate: str, nodes: tuple[str, ...], sign: int
) -> None:
    """A mean is 0 only where all are; a geometric mean is defined above 0 only."""
    inner = ", ".join(nodes)
    level = f'{{ id = "in", aggregate = "{aggregate}", nodes = [{inner}] }}'
    (index,) = small_method(tmp_path, level).indexes
    assert least_sign(index, index.nodes[0]) == sign


def test_the_index_s_normalisation_is_the_default(tmp_path: Path) -> None:
    """For indicators without a rule of their own."""
    index = 'aggregate = "amean"\nnormalisation = { kind = "rank" }'
    (found,) = small_method(tmp_path, index=index).indexes
    assert least_sign(found, found.nodes[0]) == 1
