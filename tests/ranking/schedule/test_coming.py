"""The releases a workspace has before it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ranking.model.month import Month
from ranking.schedule.coming import coming_releases
from ranking.wiring import open_workspace
from ranking.workflow.init import create_workspace


def test_list_and_calendar_files_of_the_workspace_decide(tmp_path: Path) -> None:
    """A holiday that the office writes down moves the release."""
    create_workspace(tmp_path)
    path = tmp_path / "config" / "lists" / "main.toml"
    rule = '\n[release]\nrule = "working_day"\nn = 1\nsettle_days = 0\n'
    path.write_text(path.read_text("utf-8") + rule, "utf-8")
    workspace = open_workspace(tmp_path, "test", lambda *_: None)
    workspace.now = lambda: datetime(2026, 11, 20, tzinfo=UTC)
    coming = coming_releases(workspace, 1)
    assert coming.list_file.id == "main"
    assert [(one.month, one.day.day) for one in coming.releases] == [(Month(2026, 11), 1)]
    calendar = tmp_path / "config" / "calendar" / "2026.toml"
    calendar.write_text("holidays = [2026-12-01]\n", "utf-8")
    assert [one.day.day for one in coming_releases(workspace, 1).releases] == [2]
    workspace.close()
