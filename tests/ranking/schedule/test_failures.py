"""What a run keeps of a failure."""

from __future__ import annotations

import json
from pathlib import Path

from ranking.errors import ConfigError, DataError, Problem
from ranking.schedule.failures import failure_detail


def test_a_foreseen_error_keeps_template_fields_and_hint() -> None:
    """Fields become plain JSON."""
    error = DataError("{a} of {b}", a=1, b=Path("x"), hint="Do {a}.")
    expected = {"template": "{a} of {b}", "params": {"a": 1, "b": "x"}, "hint": "Do {a}."}
    assert failure_detail(error) == {"error": "DataError", **expected}


def test_the_faults_that_an_error_lists_are_kept_in_one_line() -> None:
    """Nothing of it is lost."""
    problems = [Problem("line {n} is wrong", {"n": 3}), Problem("so is the rest")]
    found = failure_detail(
        ConfigError("{file}:", file="a.toml", problems=problems, hint="See {file}.")
    )
    assert found["params"] == {"text": "a.toml: - line 3 is wrong - so is the rest"}
    assert found["hint"] == "See a.toml."


def test_what_the_computer_refused_names_the_place() -> None:
    """And the reason."""
    found = failure_detail(OSError(28, "No space left on device", "/x/ledger.db"))
    assert found["params"] == {"place": "/x/ledger.db", "reason": "No space left on device"}


def test_of_an_unforeseen_error_only_name_and_place_are_kept() -> None:
    """Its text may hold a secret."""
    try:
        raise ZeroDivisionError("token=secret")
    except ZeroDivisionError as error:
        found = failure_detail(error)
    assert found["params"]["name"] == "ZeroDivisionError"
    assert found["params"]["place"].startswith("test_failures.py:")
    assert "secret" not in json.dumps(found)
