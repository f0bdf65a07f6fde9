"""The [schedule] section of a list file."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.lists import load_list
from ranking.model.month import Month
from ranking.schedule_rules import ScheduleRules
from tests.builders.month import CONFIG

SHIPPED = (CONFIG / "lists" / "main.toml").read_text("utf-8")


def loaded(folder: Path, section: str) -> ScheduleRules:
    path = folder / "main.toml"
    path.write_text(f"{SHIPPED}\n{section}", "utf-8")
    return load_list(path).schedule


def test_the_shipped_list_shows_a_section_that_is_valid(tmp_path: Path) -> None:
    """Without its comment marks it says what holds without it, but for the first month."""
    section = SHIPPED[SHIPPED.index("# [schedule]") :].partition("\n\n")[0]
    found = loaded(tmp_path, "\n".join(line.removeprefix("# ") for line in section.splitlines()))
    assert found == ScheduleRules(collect_at=time(6), since=Month(2026, 10), remind_days=2)
    assert loaded(tmp_path, "") == ScheduleRules()
    assert ScheduleRules().since is None


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('collect_at = "6"', 'a time in quotes is expected, such as "10:00"'),
        ('since = "2026"', "schedule.since"),
        ("remind_days = -1", "schedule.remind_days: found -1"),
        ("remind = 2", "schedule.remind: is not a known key"),
    ],
)
def test_a_wrong_key_or_value_is_named(tmp_path: Path, line: str, fault: str) -> None:
    """By its place in the file."""
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, f"[schedule]\n{line}\n")
    assert fault in str(caught.value)
