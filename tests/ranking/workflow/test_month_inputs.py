"""What an edition says it was computed from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ranking.ledger.roster import read_channels, save_channels
from ranking.model.edition_json import to_json
from ranking.model.month import Month
from ranking.workflow.draft import draft_month
from ranking.workflow.recompute import Snapshot
from ranking.workflow.snapshot import write_snapshot
from ranking.workflow.snapshot_files import compute
from ranking.workflow.workspace import Workspace
from tests.builders.frozen_month import MONTH, SEEN, filled_workspace

LATER = ("tier", "merged")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with filled_workspace(tmp_path / "office") as made:
        yield made


def freeze(workspace: Workspace) -> Snapshot:
    with workspace.ledger.reading() as connection:
        return write_snapshot(workspace, connection, Month.parse(MONTH), 1, SEEN)


def test_a_snapshot_of_a_time_without_tier_and_merged_gives_the_same_edition(
    workspace: Workspace,
) -> None:
    """To the digest of its channels, which is that of the file as it was."""
    made = freeze(workspace)
    path = made.folder / "channels.json"
    channels = json.loads(path.read_bytes())
    assert {name for channel in channels for name in LATER if name in channel} == set(LATER)
    old = [{k: v for k, v in channel.items() if k not in LATER} for channel in channels]
    path.write_text(json.dumps(old), "utf-8")
    assert compute(made.folder, made.header).edition == made.edition


def test_tier_and_merged_ids_are_frozen_and_change_the_digest(workspace: Workspace) -> None:
    """Each by itself: a draft made before is out of date."""
    before = draft_month(workspace, MONTH).inputs["channels"]
    with workspace.ledger.writing() as connection:
        first, *_ = read_channels(connection)
        save_channels(connection, [replace(first, tier="central")])
    tiered = draft_month(workspace, MONTH).inputs["channels"]
    changed = replace(first, tier="central", merged=("x",))
    with workspace.ledger.writing() as connection:
        save_channels(connection, [changed])
    made = freeze(workspace)
    assert len({before, tiered, made.edition.inputs["channels"]}) == 3
    assert to_json(changed) in json.loads((made.folder / "channels.json").read_bytes())
    assert next(iter(made.inputs().channels)) == changed
