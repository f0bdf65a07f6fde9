"""Would a new draft say anything new?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from ranking.model.month import Month
from ranking.schedule.fresh_draft import draft_is_current
from ranking.workflow.draft import draft_month
from tests.builders.scheduled import Scheduled, scheduled_office

MONTH = "2026-10"


@pytest.fixture
def office(tmp_path) -> Scheduled:
    made = scheduled_office(tmp_path / "office", MONTH)
    made.act(lambda workspace: draft_month(workspace, MONTH))
    made.now += timedelta(hours=1)
    return made


def current(office: Scheduled, month: str = MONTH) -> bool:
    with office.workspace() as made:
        return draft_is_current(made, Month.parse(month))


def test_nothing_has_changed(office) -> None:
    """Though time has passed, and other months have posts now."""
    office.add_posts("2026-11")
    assert current(office)


def test_a_month_without_a_draft_has_none_that_is_current(office) -> None:
    """It is to be drafted."""
    assert not current(office, "2026-09")


def test_new_counts_make_it_old(office) -> None:
    """They have not been compacted yet."""
    office.add_posts(MONTH, likes=70)
    assert not current(office)


def test_another_list_file_makes_it_old(office) -> None:
    """Whatever changed in it."""
    path = office.home / "config" / "lists" / "main.toml"
    path.write_text(path.read_text("utf-8") + "# x\n", "utf-8")
    assert not current(office)


def test_a_step_of_the_month_before_makes_it_old(office) -> None:
    """Changes of rank are measured against that."""
    office.add_posts("2026-09")
    assert current(office)
    office.act(lambda made: draft_month(made, "2026-09"))
    assert not current(office)
