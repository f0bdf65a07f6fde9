"""How an error reaches the user."""

from __future__ import annotations

import pytest

from ranking.cli import failures
from ranking.cli.failures import describe
from ranking.errors import DataError
from ranking.i18n import Translator


def test_the_cause_of_an_error_is_said_in_the_same_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An error within an error is translated too, and neither can steer the terminal."""
    monkeypatch.setattr(failures, "current_translator", lambda: Translator("zh"))
    cause = DataError("There is no method '{method}'; known: {known}.", method="\x1b[2J", known="-")
    message, _ = describe(DataError("{cause}", cause=cause))
    assert message == "没有方法“\ufffd[2J”；已有：-。"
    assert describe(DataError("{cause}", cause=ValueError("a\x1bb")))[0] == "a\ufffdb"
