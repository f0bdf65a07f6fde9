"""Confirmed adjustments in a month: drafted, frozen, explained, compared, verified."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ranking.editions.manifest import MANIFEST, make_manifest, read_manifest
from ranking.errors import DataError, EditionError, VerificationError
from ranking.model.adjustment import Adjustment, Kind, Status
from ranking.model.edition import Edition
from ranking.model.month import Month
from ranking.workflow.draft import draft_month
from ranking.workflow.explain import explain_unit
from ranking.workflow.method_compare import compare_methods
from ranking.workflow.recompute import Snapshot, load_snapshot, recompute
from ranking.workflow.snapshot import write_snapshot
from ranking.workflow.snapshot_files import FORMAT
from ranking.workflow.workspace import Workspace
from tests.builders.adjusted import PROPOSED, adjustment, record, undo
from tests.builders.frozen_month import MONTH, SEEN, filled_workspace

POST, UNIT, OTHER = "weibo:5000000000000008", "单位000", "单位001"
MADE = (
    adjustment(1, Kind.EXCLUDE_POST, POST),
    adjustment(2, Kind.AWARD, UNIT, points="0.50"),
    adjustment(3, Kind.DEDUCT, OTHER, points="0.25"),
    adjustment(4, Kind.NOTE, "", text="本期有更正。"),
    adjustment(5, Kind.AWARD, OTHER, points="1", status=Status.REJECTED, decision="无依据"),
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with filled_workspace(tmp_path / "office") as made:
        yield made


def keep(workspace: Workspace, *adjustments: Adjustment) -> None:
    with workspace.ledger.writing() as connection:
        record(connection, MONTH, *adjustments)


def freeze(workspace: Workspace) -> Snapshot:
    with workspace.ledger.reading() as connection:
        return write_snapshot(workspace, connection, Month.parse(MONTH), 1, SEEN)


def bonus(edition: Edition, unit: str) -> float:
    rows = [row for board in edition.boards for row in board.rows if row.unit == unit]
    return max((row.bonus for row in rows), key=abs)


def posts(edition: Edition) -> int:
    return sum(edition.coverage.posts.values())


def test_what_is_confirmed_counts_in_a_draft_and_in_its_snapshot(workspace: Workspace) -> None:
    """A post less, points more and less, a note; the frozen edition follows from its folder."""
    before = draft_month(workspace, MONTH)
    keep(workspace, *MADE)
    after = draft_month(workspace, MONTH)
    assert posts(after) == posts(before) - 1
    change = [bonus(after, unit) - bonus(before, unit) for unit in (UNIT, OTHER)]
    assert change == pytest.approx([0.5, -0.25])
    assert [n.params["text"] for n in after.notes if n.code == "adjustment_note"] == [
        "本期有更正。"
    ]
    made = freeze(workspace)
    assert made.edition.boards == after.boards
    assert recompute(made.folder) == (made.edition, made.matches, made.record)
    changed = {name for name in after.inputs if after.inputs[name] != before.inputs.get(name)}
    assert changed == {"adjustments"}
    assert made.edition.inputs["adjustments"] == after.inputs["adjustments"]


def test_a_snapshot_keeps_every_decision_and_its_points_exact(workspace: Workspace) -> None:
    """Also what was rejected or undone, as the ledger has it."""
    keep(workspace, *MADE, undo(6, 2))
    made = freeze(workspace)
    assert tuple(made.inputs().adjustments) == (*MADE, undo(6, 2))
    assert made.inputs().adjustments[1].points == Decimal("0.50")
    stored = json.loads((made.folder / "adjustments.json").read_text("utf-8"))
    assert [one["points"] for one in stored] == [None, "0.50", "0.25", None, "1", None]


def test_an_undone_adjustment_leaves_the_edition_as_it_was(workspace: Workspace) -> None:
    """But for the digest of the adjustments, which tells that something was decided."""
    before = draft_month(workspace, MONTH)
    keep(workspace, MADE[0], undo(2, 1))
    after = draft_month(workspace, MONTH)
    assert after.inputs != before.inputs
    assert replace(after, inputs=before.inputs, created_at=before.created_at) == before


def test_a_month_is_not_frozen_while_an_adjustment_waits(workspace: Workspace) -> None:
    """Named with its kind and what to do; nothing is written."""
    keep(workspace, MADE[0], replace(MADE[1], **PROPOSED))
    with pytest.raises(EditionError, match=r"Adjustment 2 of 2026-10 \(award\) waits") as error:
        freeze(workspace)
    assert "govrank adjust confirm 2026-10 2" in error.value.hint_text()
    assert not list((workspace.home / "editions").rglob("*.json"))


def test_a_draft_is_out_of_date_once_something_is_confirmed(workspace: Workspace) -> None:
    """What is merely proposed, or rejected, changes nothing yet."""
    draft_month(workspace, MONTH)
    keep(workspace, replace(MADE[0], **PROPOSED), replace(MADE[4], number=2))
    assert explain_unit(workspace, MONTH, UNIT, "zh").adjustments == ()
    keep(workspace, replace(MADE[1], number=3))
    with pytest.raises(DataError, match="out of date; changed since: adjustments"):
        explain_unit(workspace, MONTH, UNIT, "zh")
    draft_month(workspace, MONTH)
    found = explain_unit(workspace, MONTH, UNIT, "zh").adjustments
    assert [(one.number, one.points) for one in found] == [(3, Decimal("0.50"))]


def test_two_methods_are_compared_on_the_adjusted_month(workspace: Workspace) -> None:
    """A method compared with itself has the totals of the adjusted draft."""
    keep(workspace, *MADE)
    edition = draft_month(workspace, MONTH)
    (board, *_) = compare_methods(workspace, "shanghai", "shanghai", MONTH).boards
    drafted = next(
        one for one in edition.boards if (one.index, one.group) == (board.index_a, board.group)
    )
    totals = {row.unit: row.total for row in drafted.rows}
    assert {row.unit: row.total_a for row in board.rows} == totals


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"0.50"', b'"0.51"'), ("无依据".encode(), "有依据".encode()), (b"[", b"[ ")],
)
def test_adjustments_changed_by_hand_are_found(workspace: Workspace, old, new) -> None:
    """Points, a rejected one's words, a blank: neither loaded nor recomputed."""
    keep(workspace, *MADE)
    path = freeze(workspace).folder / "adjustments.json"
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    for use in (load_snapshot, recompute):
        with pytest.raises(VerificationError, match=r"adjustments\.json"):
            use(path.parent)


def test_other_adjustments_with_the_right_hashes_give_another_edition(workspace: Workspace) -> None:
    """The numbers follow from them, so whoever recomputes sees that they are not those printed."""
    keep(workspace, *MADE)
    made = freeze(workspace)
    resign(made.folder, [{**one, "points": None} for one in read(made.folder)][:1])
    assert recompute(made.folder)[0] != load_snapshot(made.folder).edition


@pytest.mark.parametrize(
    "change",
    [
        {"points": None},
        {"points": 0.5},
        {"points": "NaN"},
        {"points": "viel"},
        {"kind": "bribe"},
        {"kind": "undo"},
        {"kind": "attribute_post"},
        {"number": "2"},
        {"at": "gestern"},
        {"status": None},
    ],
)
def test_senseless_adjustments_are_an_error_and_no_crash(workspace: Workspace, change) -> None:
    """Whoever signs a folder may have signed anything."""
    keep(workspace, *MADE)
    folder = freeze(workspace).folder
    first, second, *others = read(folder)
    resign(folder, [first, second | change, *others])
    with pytest.raises((DataError, VerificationError)) as error:
        recompute(folder)
    assert error.value.hint


def read(folder: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((folder / "adjustments.json").read_text("utf-8"))
    return found


def resign(folder: Path, adjustments: list[dict[str, object]]) -> None:
    """Put other adjustments into a snapshot and let its manifest fit them."""
    (folder / "adjustments.json").write_text(json.dumps(adjustments), "utf-8")
    manifest = read_manifest((folder / MANIFEST).read_bytes())
    fields = {name: value for name, value in manifest.items() if name not in ("files", "format")}
    (folder / MANIFEST).write_bytes(make_manifest(FORMAT, fields, folder))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE adjustments SET points = '2' WHERE number = 2",
        "UPDATE adjustments SET status = 'confirmed' WHERE number = 5",
        "UPDATE adjustments SET target = 'weibo:5000000000000009' WHERE number = 1",
        "DELETE FROM adjustments WHERE number = 3",
    ],
)
def test_a_row_that_is_not_as_it_was_logged_stops_draft_and_freeze(
    workspace: Workspace, change: str
) -> None:
    """Who can write to the database cannot move a rank with it: nothing is computed from it."""
    keep(workspace, *MADE)
    draft_month(workspace, MONTH)
    with workspace.ledger.writing() as connection:
        connection.exec_driver_sql(change)
    for step in (draft_month, lambda *_: freeze(workspace)):
        with pytest.raises(VerificationError, match="is not as it was logged"):
            step(workspace, MONTH)
