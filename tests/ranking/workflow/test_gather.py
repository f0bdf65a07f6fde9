"""What is gathered for a month: the months before it, and when they are read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ranking.editions.record import past_month
from ranking.ledger.editions import save_draft
from ranking.model.edition import Edition
from ranking.model.edition_json import edition_to_dict
from ranking.model.month import Month
from ranking.workflow import gather
from ranking.workflow.draft import draft_month
from ranking.workflow.edition_inputs import edition_inputs
from ranking.workflow.gather import history
from ranking.workflow.workspace import Workspace
from tests.builders.editions import make_edition, simple_office
from tests.builders.frozen_month import MONTH, filled_workspace
from tests.builders.ledger import event, stored

OCTOBER = Month.parse(MONTH)
EDITION = make_edition(simple_office("丁区", 甲区=9, 乙区=3))[0]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with filled_workspace(tmp_path / "office") as made:
        yield made


def keep(workspace: Workspace, month: str, revision: int = 1, state: str = "published") -> Edition:
    """Store an edition of a month, told from others by its title; return it."""
    edition = replace(EDITION, month=month, revision=revision, title=f"{month} {revision}")
    row = stored(month, json.dumps(edition_to_dict(edition)), revision=revision, state=state)
    with workspace.ledger.writing() as connection:
        save_draft(connection, row, event(month, revision=revision))
    return edition


def remembered(workspace: Workspace, month: Month = OCTOBER) -> list[tuple[str, int]]:
    with workspace.ledger.reading() as connection:
        return [(one.month, one.revision) for one in history(connection, "main", month)]


def test_the_twelve_months_before_are_remembered_oldest_first(workspace: Workspace) -> None:
    """From last year's month to the one before; neither older nor later ones, nor its own."""
    for month in ("2025-09", "2025-10", "2025-12", "2026-01", "2026-09", "2026-10", "2026-11"):
        keep(workspace, month)
    wanted = ["2025-10", "2025-12", "2026-01", "2026-09"]
    assert [month for month, _ in remembered(workspace)] == wanted
    assert [month for month, _ in remembered(workspace, Month(2027, 1))][-1] == "2026-11"


def test_months_that_are_missing_are_left_out(workspace: Workspace) -> None:
    """Last year's too; without any there is no history, and no month is made up."""
    assert remembered(workspace) == []
    keep(workspace, "2026-03")
    assert remembered(workspace) == [("2026-03", 1)]


def test_of_a_month_what_was_published_is_remembered(workspace: Workspace) -> None:
    """Its newest published revision, though a later one is being made; else the newest."""
    keep(workspace, "2026-08", 1, "revised")
    keep(workspace, "2026-08", 2, "published")
    keep(workspace, "2026-08", 3, "frozen")
    keep(workspace, "2026-09", 1, "draft")
    assert remembered(workspace) == [("2026-08", 2), ("2026-09", 1)]


def test_a_remembered_month_is_the_edition_that_was_stored(workspace: Workspace) -> None:
    edition = keep(workspace, "2026-09")
    with workspace.ledger.reading() as connection:
        assert history(connection, "main", OCTOBER) == [past_month(edition)]


def test_the_months_before_are_read_only_when_they_are_asked_for(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A draft does not need them; whoever publishes it does."""
    asked: list[Month] = []
    monkeypatch.setattr(gather, "past_month", lambda one: asked.append(one.month))
    keep(workspace, "2026-09")
    inputs = edition_inputs(workspace, draft_month(workspace, MONTH))
    assert asked == []
    assert (len(inputs.history()), asked) == (1, ["2026-09"])
