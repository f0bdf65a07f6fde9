"""What a plan rests on, read from a workspace."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ranking.errors import ConfigError
from ranking.schedule.known import plan, read_known
from ranking.workflow.approve import approve_month
from tests.builders.plans import make_known, of_due
from tests.builders.scheduled import AUTOMATIC, PEOPLE, Scheduled, scheduled_office, shanghai


@pytest.fixture
def office(tmp_path) -> Scheduled:
    return scheduled_office(tmp_path / "office", "2026-10", rules=AUTOMATIC + PEOPLE)


def known(office: Scheduled):
    with office.workspace() as made:
        return read_known(made)


def test_everything_is_as_the_workspace_has_it(office) -> None:
    """Revisions, runs, posts and approvals of the list, at the office's time."""
    office.at("2026-11-04 00:00")
    office.now += timedelta(days=1)
    office.act(lambda made: approve_month(made, "2026-10"), "li")
    found = known(office)
    assert found.now == office.now
    assert [one.state.value for one in found.revisions["2026-10"]] == ["reviewed"]
    assert {key.stage for key in found.runs} == {"freeze"}
    assert found.months_with_posts == {"2026-10"}
    assert [one.person for one in found.approvals["2026-10", 1]] == ["李四"]
    assert (found.automatic, found.has_sources) == ({("2026-10", 1)}, False)


def test_a_snapshot_that_cannot_be_read_is_for_people(office) -> None:
    """It is not published by itself."""
    office.at("2026-11-04 00:00")
    (office.home / "editions/main/2026-10/r1/config/list.toml").unlink()
    assert known(office).automatic == frozenset()


def test_a_faulty_source_file_is_there_to_collect_from(office) -> None:
    """So that its fault is told."""
    (office.home / "config" / "sources").mkdir(exist_ok=True)
    (office.home / "config" / "sources" / "x.toml").write_text('kind = "?"\n', "utf-8")
    assert known(office).has_sources


def test_a_faulty_list_file_is_refused(office) -> None:
    """Nothing can be planned."""
    (office.home / "config" / "lists" / "main.toml").write_text("id = 1\n", "utf-8")
    with pytest.raises(ConfigError):
        known(office)


def test_the_oldest_comes_first_and_at_one_instant_in_the_order_of_the_work() -> None:
    """Collect, draft, check; freezes and releases of several months by their time."""
    now = shanghai("2026-11-20 12:00")
    due = plan(make_known(now, sources=True, schedule={"since": "2026-09"}))
    assert of_due(due) == [
        "DO freeze 2026-09 1",
        "DO freeze 2026-10 1",
        "DO collect-20 2026-11 0",
        "DO draft-20 2026-11 0",
        "DO check-20 2026-11 0",
    ]
