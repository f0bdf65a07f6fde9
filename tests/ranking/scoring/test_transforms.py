"""Transforms of an indicator."""

from __future__ import annotations

from math import log1p
from typing import get_args

import polars as pl
import pytest

from ranking.methods.model import TransformName
from ranking.scoring.transforms import TRANSFORMS, t_ln1p


def test_every_name_a_method_may_use_has_a_transform() -> None:
    """The allowed names are exactly those there is code for."""
    assert set(get_args(TransformName)) == set(TRANSFORMS)


def test_ln1p_is_the_natural_logarithm_of_one_more() -> None:
    """0 at 0, null for null, and accurate where 1 + x would lose digits."""
    frame = pl.DataFrame({"x": [0.0, 1.0, 1e-12, 2.0**53, None]})
    found = frame.select(t_ln1p(pl.col("x"))).to_series().to_list()
    assert found[:4] == pytest.approx([0, log1p(1), 1e-12, log1p(2.0**53)], rel=1e-12)
    assert found[4] is None
