"""Errors carry a template, fields, problems and a hint, and show hostile values as they are."""

import pytest

from ranking import errors
from ranking.errors import GovrankError, Problem, UsageError


def test_message_and_hint_share_their_fields() -> None:
    """Both are filled in; a hint may be absent."""
    error = UsageError("no '{unit}'", hint="ask about {unit}", unit="甲区")
    assert (str(error), error.hint_text()) == ("no '甲区'", "ask about 甲区")
    assert UsageError("no '{unit}'", unit="甲区").hint_text() == ""


@pytest.mark.parametrize("hostile", ["{0}", "{unit}", "{", "%s", "{unit.__class__}"])
def test_a_hostile_value_is_only_text(hostile: str) -> None:
    """Values are filled in once and never read as templates, in problems too."""
    error = UsageError(
        "no '{unit}'",
        problems=[Problem("row: {unit}", {"unit": hostile})],
        near=[hostile],
        hint="{unit}",
        unit=hostile,
    )
    assert str(error).startswith(f"no '{hostile}'\n  - row: {hostile}")
    assert str(error).count(hostile) == 3
    assert error.hint_text() == hostile


def test_every_error_of_the_program_is_one_of_the_family() -> None:
    """So that one handler at the top turns all of them into a message."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    faults = [kind for kind in kinds if issubclass(kind, Exception)]
    assert len(faults) > 5
    assert all(issubclass(kind, GovrankError) for kind in faults)
