"""Checks that look at several keys: all at once, on any content."""

from __future__ import annotations

import copy
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.config_file import validate
from ranking.errors import ConfigError
from ranking.methods.checks import cross_faults
from ranking.methods.load import load_method
from ranking.methods.model import Method
from tests.builders.methods import changed_method, method_faults
from tests.builders.month import CONFIG, shipped_cards

FILES = sorted((CONFIG / "methods").glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_shipped_method_is_sound(path: Path) -> None:
    """And loads under its own name."""
    assert load_method(path, shipped_cards()).id == path.stem


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("", ("id: is missing", "indexes: is missing", "source: is missing")),
        ("indexes = []", ("indexes: found []",)),
        ("indexes = 3\nbonus = 4", ("indexes: found 3", "bonus: found 4")),
        ("indexes = [3]\nbonus = {indexes = 1}", ("indexes[0]: found 3", "bonus.indexes: found 1")),
        ("indexes = [{nodes = [4]}]", ("indexes[0].nodes[0]: found 4",)),
        ("indexes = [{nodes = [{feature = 4}]}]", ("indexes[0].nodes[0].feature: found 4",)),
        ("bonus = {indexes = [7]}", ("bonus.indexes[0]: found 7",)),
        ("companions = [{columns = 3}, {columns = [3]}]", ("companions[1].columns[0]: found 3",)),
        ("inputs = {a-b = 3}", ("inputs.a-b: found 'a-b'", "inputs.a-b: found 3")),
        ("indexes = [{minimum = [{}]}]", ("indexes[0].minimum[0].feature: is missing",)),
        ("features = {a = {formula = 3}}", ("features.a.formula: found 3",)),
    ],
)
def test_a_file_of_another_shape_is_refused_by_key(
    tmp_path: Path, content: str, parts: tuple[str, ...]
) -> None:
    """Never a traceback, whatever stands in the file."""
    path = tmp_path / "odd.toml"
    path.write_text(content, "utf-8")
    message = method_faults(path)
    for part in parts:
        assert part in message


def test_levels_nested_without_end_are_refused(tmp_path: Path) -> None:
    """Headers can go deeper than any value; the file is faulty, not the program."""
    path = tmp_path / "deep.toml"
    headers = [f"[[indexes{'.nodes' * depth}]]\naggregate = 'amean'\n" for depth in range(400)]
    path.write_text("".join(headers), "utf-8")
    assert "indexes[0].nodes[0].nodes[0].nodes[0].id: is missing" in method_faults(path)


def test_a_fault_has_the_line_of_its_key(tmp_path: Path) -> None:
    """And a missing one that of the table it should stand in."""
    path = changed_method(tmp_path, ("weight = 0.60", "weight = 0"), ('id = "influence"', ""))
    lines = path.read_text("utf-8").splitlines()
    weight = lines.index("weight = 0") + 1
    index = [number for number, line in enumerate(lines, 1) if line == "[[indexes]]"][1]
    message = method_faults(path)
    assert f"line {weight}, indexes[0].nodes[0].weight: found 0: a weight must be" in message
    assert f"line {index}, indexes[1].id: is missing" in message


NUMBERS = [0, -1, 10**400, *(Decimal(text) for text in ("nan", "snan", "inf", "-0.5"))]
ODD = st.sampled_from(
    [*NUMBERS, None, True, "", "x", "none", [], [[]], [1], ["x"], [{}], {}, {"x": {}}, {"kind": []}]
)


def places(content: Any) -> list[tuple[Any, Any]]:
    """Return (container, key) of everything in a file."""
    keys = list(content) if isinstance(content, dict) else []
    keys = list(range(len(content))) if isinstance(content, list) else keys
    return [(content, key) for key in keys] + [
        place for key in keys for place in places(content[key])
    ]


@pytest.mark.slow
@settings(deadline=None)
@given(st.data())
def test_a_file_with_anything_anywhere_is_accepted_or_refused(data: st.DataObject) -> None:
    """Sound files with some values replaced by odd ones: a method or a ConfigError."""
    path = data.draw(st.sampled_from(FILES))
    content = copy.deepcopy(_content(path))
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(places(content)))
        container[key] = copy.deepcopy(data.draw(ODD))
    try:
        faults = cross_faults(content, shipped_cards())
        found: object = validate(Method, content, path, faults=faults)
    except ConfigError as error:
        found = error
    assert isinstance(found, Method | ConfigError)


def _content(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
