"""Checks that look at several keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from ranking.methods.load import load_method
from tests.builders.methods import changed_method, method_faults
from tests.builders.month import shipped_cards


def test_weights_are_added_exactly(tmp_path: Path) -> None:
    """Ten tenths are 1; in binary floats they would not be."""
    path = changed_method(
        tmp_path,
        ("weight = 0.50", "weight = 0.7"),
        ("weight = 0.20", "weight = 0.1"),
        ("weight = 0.20", "weight = 0.1"),
    )
    assert load_method(path, shipped_cards()).id == "shanghai"


def test_two_indexes_of_one_name_are_refused(tmp_path: Path) -> None:
    """The id is what lists and boards go by."""
    message = method_faults(changed_method(tmp_path, ('id = "influence"', 'id = "communication"')))
    assert "indexes[1].id: 'communication' is used by two indexes" in message


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("", ("id: is missing", "indexes: is missing", "bonus: is missing")),
        ("indexes = []", ("indexes: found []",)),
        ("indexes = 3\nbonus = 4", ("indexes: found 3", "bonus: found 4")),
        ("indexes = [3]\nbonus = {indexes = 1}", ("indexes[0]: found 3", "bonus.indexes: found 1")),
        ("indexes = [{nodes = [4]}]", ("indexes[0].nodes[0]: found 4",)),
        ("indexes = [{nodes = [{feature = 4}]}]", ("indexes[0].nodes[0].feature: found 4",)),
        ("bonus = {indexes = [7]}", ("bonus.indexes[0]: found 7",)),
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
