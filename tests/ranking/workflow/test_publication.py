"""All that is published of an edition, from a draft and from a snapshot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ranking.editions.diff import diff
from ranking.ledger.editions import save_draft
from ranking.model.edition_json import edition_to_dict
from ranking.model.lifecycle import Reason, Standing, State
from ranking.model.month import Month
from ranking.model.publication import Publication
from ranking.quality.rank_rule import rank_rule
from ranking.workflow import release
from ranking.workflow.draft import draft_month
from ranking.workflow.edition_inputs import edition_inputs
from ranking.workflow.editions import MonthEdition
from ranking.workflow.month_inputs import MonthInputs
from ranking.workflow.publication import month_publication, published
from ranking.workflow.recompute import Snapshot
from ranking.workflow.snapshot import write_snapshot
from ranking.workflow.workspace import Workspace
from tests.builders.frozen_month import MONTH, NOW, SEEN, filled_workspace
from tests.builders.ledger import event, stored


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace of eight units whose month is drafted, after one that was published."""
    with filled_workspace(tmp_path_factory.mktemp("office") / "home") as made:
        edition = draft_month(made, MONTH)
        before = replace(edition, month="2026-09", state="published")
        row = stored("2026-09", json.dumps(edition_to_dict(before)), state="published")
        with made.ledger.writing() as connection:
            save_draft(connection, row, event("2026-09"))
        yield made


@pytest.fixture(scope="module")
def snapshot(workspace: Workspace) -> Snapshot:
    with workspace.ledger.reading() as connection:
        return write_snapshot(workspace, connection, Month.parse(MONTH), 1, SEEN)


def test_a_draft_is_told_with_its_record_method_and_what_moved(workspace: Workspace) -> None:
    edition = draft_month(workspace, MONTH)
    inputs = edition_inputs(workspace, edition)
    told, _ = month_publication(workspace, MonthEdition(edition, (), None), "zh")
    assert (told.edition, told.standing) == (edition, None)
    assert [unit.unit for unit in told.record.units] == [f"单位{n:03}" for n in range(8)]
    assert [past.month for past in told.record.history] == ["2026-09"]
    rule = rank_rule(inputs.configuration.method)
    assert inputs.previous is not None
    assert told.difference == diff(inputs.previous, edition, None, rule=rule)
    assert told.outline.id == edition.method.id


def test_the_first_month_differs_from_nothing(tmp_path: Path) -> None:
    with filled_workspace(tmp_path / "office") as workspace:
        edition = draft_month(workspace, MONTH)
        told, _ = month_publication(workspace, MonthEdition(edition, (), None), "zh")
    assert told.difference is None
    assert told.record.history == ()


def test_a_frozen_edition_is_told_with_the_record_that_was_frozen(snapshot: Snapshot) -> None:
    """Which is what its facts give once more; a revision keeps what is said above it."""
    standing = Standing(State.PUBLISHED, NOW, None, Reason.C, "更正")
    inputs = snapshot.inputs()
    told = published(inputs, snapshot.edition, snapshot.record, standing, "zh")
    assert told.record is snapshot.record
    assert told.record == inputs.record(inputs.features())
    assert told.standing == standing


def test_a_release_computes_no_number_again(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It tells what was frozen: edition and record."""
    told: list[Publication] = []
    monkeypatch.setattr(release, "files", lambda one, *_: told.append(one) or {})
    monkeypatch.delattr(MonthInputs, "features")
    release.published_files(snapshot, "zh", None, None)
    assert told[0].record is snapshot.record
    assert told[0].edition == replace(snapshot.edition, state="published")


def test_names_of_features_are_in_the_language_of_the_files(snapshot: Snapshot) -> None:
    names = {
        language: published(
            snapshot.inputs(), snapshot.edition, snapshot.record, None, language
        ).names
        for language in ("zh", "en")
    }
    assert names["zh"].keys() == names["en"].keys()
    assert (names["zh"]["total_reads"], names["en"]["total_reads"]) == ("总阅读量", "Reads")


def test_a_later_month_does_not_change_what_a_frozen_one_remembers(
    workspace: Workspace, snapshot: Snapshot
) -> None:
    """The ledger goes on; the snapshot has its own history."""
    before = snapshot.record.history
    edition = replace(
        snapshot.edition, month="2026-08", created_at=datetime(2026, 9, 1, tzinfo=UTC)
    )
    row = stored("2026-08", json.dumps(edition_to_dict(edition)), state="published")
    with workspace.ledger.writing() as connection:
        save_draft(connection, row, event("2026-08"))
    assert list(snapshot.inputs().history()) == list(before)
    drafted = edition_inputs(workspace, draft_month(workspace, MONTH))
    assert [past.month for past in drafted.history()] == ["2026-08", "2026-09"]
