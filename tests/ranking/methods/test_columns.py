"""Rules for whole columns: what each may say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ranking.methods.columns import DistanceToReference, Goalposts, MinMax
from tests.builders.methods import small_faults, small_method

NODE = "indexes[0].nodes[0].normalisation"


def normalised(rule: str) -> str:
    return f'{{ feature = "reads", normalisation = {{ {rule} }} }}'


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ('kind = "minmax", lower = 1', ": lower (1) must be less than upper (1)"),
        ('kind = "minmax", lower = 100, upper = 1', ": lower (100) must be less than upper (1)"),
        (
            'kind = "goalposts", lower = 2, upper = 1',
            ": lower (2) must be less than upper (1)",
        ),
        ('kind = "goalposts", upper = 1', ".lower: is missing"),
        ('kind = "zscore", sd = 0', ".sd: found 0: input should be greater than 0"),
        ('kind = "ratio"', ".reference: is missing"),
        (
            'kind = "ratio", reference = "bst"',
            ".reference: found 'bst', allowed: 'mean', 'best' or 'worst'; did you mean 'best'?",
        ),
        ('kind = "ratio", reference = nan', ".reference: found NaN: a number is expected"),
    ],
)
def test_a_scale_without_a_width_or_an_end_is_refused(
    tmp_path: Path, rule: str, fault: str
) -> None:
    """The message names the key and the numbers."""
    (found,) = small_faults(tmp_path, normalised(rule))
    assert found.startswith(NODE + fault)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('kind = "minmax"', MinMax(kind="minmax", lower=Decimal(0), upper=Decimal(1))),
        (
            'kind = "goalposts", lower = -1.5, upper = 4',
            Goalposts(kind="goalposts", lower=Decimal("-1.5"), upper=Decimal(4)),
        ),
        ('kind = "ratio", reference = "mean"', DistanceToReference(kind="ratio", reference="mean")),
        (
            'kind = "difference", reference = 2.5',
            DistanceToReference(kind="difference", reference=Decimal("2.5")),
        ),
    ],
)
def test_a_rule_is_read_with_its_numbers(tmp_path: Path, rule: str, expected: object) -> None:
    """Exactly, and with the defaults of what is left out."""
    method = small_method(tmp_path, normalised(rule))
    assert method.indexes[0].indicators()[0].normalisation == expected
