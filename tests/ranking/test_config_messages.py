"""What is said of a file that does not fit."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Discriminator, ValidationError

from ranking.config_messages import messages, suggestion


class One(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["value"]
    value: int


class Other(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["other"]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")
    colour: Literal["red", "green"] = "red"
    rule: Annotated[One | Other, Discriminator("kind")] | None = None
    rules: tuple[Annotated[One | Other, Discriminator("kind")], ...] = ()
    names: dict[Annotated[str, "key"], int] = {}


def said(**data: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as caught:
        Shape.model_validate(data)
    return messages(caught.value, Shape, data)


KINDS = "allowed: 'value', 'other'"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"color": 1}, ("color", "is not a known key; did you mean 'colour'?")),
        (
            {"colour": "gren"},
            ("colour", "found 'gren', allowed: 'red' or 'green'; did you mean 'green'?"),
        ),
        (
            {"rule": {"kind": "valu"}},
            ("rule.kind", f"found 'valu', {KINDS}; did you mean 'value'?"),
        ),
        ({"rule": {"kind": 3}}, ("rule.kind", f"found '3', {KINDS}")),
        ({"rule": {}}, ("rule.kind", "is missing")),
        ({"rule": "value"}, ("rule", "found 'value': a table of keys is expected")),
        ({"rule": {"kind": "value"}}, ("rule.value", "is missing")),
        (
            {"rule": {"kind": "value", "value": 1, "vale": 2}},
            ("rule.vale", "is not a known key; did you mean 'value'?"),
        ),
        ({"rules": [{"kind": "x"}]}, ("rules[0].kind", f"found 'x', {KINDS}")),
        ({"rules": 3}, ("rules", "found 3: a list in [ ] is expected")),
        ({"names": 3}, ("names", "found 3: a table of keys is expected")),
        ({"rule": {"kind": "value", "value": {"a": 1}}}, ("rule.value", "a whole number is")),
        ({"names": {"a": "x"}}, ("names.a", "found 'x': a whole number is expected")),
    ],
)
def test_a_fault_names_its_key_and_what_is_expected(
    data: dict[str, Any], expected: tuple[str, str]
) -> None:
    """Keys as they stand in the file, without what pydantic adds; texts say how to repair."""
    ((key, text),) = said(**data)
    assert key == expected[0]
    assert text.startswith(expected[1])


def test_long_values_are_cut() -> None:
    """The message stays readable."""
    ((_, text),) = said(colour="x" * 100)
    assert "x" * 56 + "..., allowed" in text


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    """A wild guess is no help."""
    assert suggestion("zzz", ["weight"]) == ""
