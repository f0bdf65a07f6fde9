"""Inputs and derived features."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.methods import derived, small_faults, small_method


def test_a_derived_feature_gives_its_arithmetic(tmp_path: Path) -> None:
    """Ready to be computed."""
    tables = derived("mean", "reads / posts")
    method = small_method(tmp_path, '{ feature = "mean" }', inputs="reads posts", tables=tables)
    assert method.features["mean"].arithmetic.names == ("reads", "posts")


def test_a_faulty_formula_is_refused_by_key(tmp_path: Path) -> None:
    """With what was found and what is allowed; its parts are not looked up."""
    (found,) = small_faults(tmp_path, '{ feature = "a" }', inputs="", tables=derived("a", "b ** 2"))
    assert found.startswith(
        "features.a.formula: found 'b ** 2': 'b ** 2' is not allowed in arithmetic; allowed: "
    )


@pytest.mark.parametrize("name", ["a-b", "1a", "阅读"])
def test_a_name_that_no_formula_could_use_is_refused(tmp_path: Path, name: str) -> None:
    """By the key that bears it."""
    nodes = '{ feature = "reads" }'
    inputs = f'[inputs]\n"{name}" = {{ name = {{ zh = "数", en = "n" }} }}\n'
    found = small_faults(tmp_path, nodes, tables=inputs)
    assert any(fault.startswith(f"inputs.{name}: found '{name}'") for fault in found)
