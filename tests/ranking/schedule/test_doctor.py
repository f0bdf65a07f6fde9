"""What ``govrank doctor`` says of the coming releases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.schedule.doctor import check_releases
from ranking.wiring import open_workspace
from ranking.workflow.finding import Finding
from ranking.workflow.init import create_workspace

Check = Callable[[str, datetime], Finding]
FIFTH = 'rule = "working_day"\nn = 5'


@pytest.fixture
def home(tmp_path: Path) -> Path:
    create_workspace(tmp_path)
    return tmp_path


@pytest.fixture
def checked(home: Path) -> Iterator[Check]:
    workspace = open_workspace(home, "test", lambda *_: None)
    path = home / "config" / "lists" / "main.toml"
    shipped = path.read_text("utf-8")

    def check(rule: str, now: datetime) -> Finding:
        path.write_text(f"{shipped}\n[release]\n{rule}\n" if rule else shipped, "utf-8")
        workspace.now = lambda: now
        (finding,) = check_releases(workspace)
        return finding

    yield check
    workspace.close()


def test_a_list_without_a_rule_has_nothing_to_check(checked: Check) -> None:
    """An office may publish when it is ready."""
    found = checked("", datetime(2090, 11, 1, tzinfo=UTC))
    assert (found.state, found.todo) == ("ok", "")


def test_certain_dates_are_counted_and_the_next_is_named(checked: Check) -> None:
    """A rule without working days is always certain."""
    found = checked('rule = "date"\nday = 10', datetime(2090, 11, 1, tzinfo=UTC))
    assert found.state == "ok"
    assert found.params == {"count": 12, "day": "2090-11-10"}


def test_an_estimate_in_the_far_is_named_and_is_no_warning(home: Path, checked: Check) -> None:
    """The State Council names a year's holidays in the autumn before it."""
    (home / "config" / "calendar" / "2090.toml").write_text("holidays = [2090-10-01]\n", "utf-8")
    found = checked(FIFTH, datetime(2090, 9, 20, tzinfo=UTC))
    assert (found.state, found.todo) == ("ok", "")
    assert found.params is not None
    assert str(found.params["months"]).startswith("2090-12, 2091-01, ")
    assert found.params["year"] == 2091


def test_an_estimate_that_is_near_is_a_warning_with_the_file_to_write(
    home: Path, checked: Check
) -> None:
    """Two months before the release at the latest the date should stand."""
    (home / "config" / "calendar" / "2090.toml").write_text("holidays = [2090-10-01]\n", "utf-8")
    found = checked(FIFTH, datetime(2090, 11, 20, tzinfo=UTC))
    assert found.state == "warning"
    assert "config/calendar/{year}.toml" in found.todo


def test_a_faulty_calendar_file_is_found_even_without_a_rule(home: Path, checked: Check) -> None:
    """It would stop the first command that needs it."""
    (home / "config" / "calendar" / "2090.toml").write_text("holidays = 1\n", "utf-8")
    for rule in ("", FIFTH):
        with pytest.raises(ConfigError, match=r"2090\.toml"):
            checked(rule, datetime(2090, 11, 1, tzinfo=UTC))
