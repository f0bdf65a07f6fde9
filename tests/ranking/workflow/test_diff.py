"""Comparing months, revisions, methods and adjustments in a workspace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ranking.errors import ConfigError, DataError, UsageError, VerificationError
from ranking.model.difference import Difference, UnitDifference
from ranking.workflow.adjust_wishes import award, exclude, undo
from ranking.workflow.diff import diff_adjustments, diff_method, diff_months, diff_revisions
from ranking.workflow.draft import draft_month
from ranking.workflow.freeze import freeze_month
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportOptions, ImportRequest
from ranking.workflow.workspace import Workspace
from tests.builders.adjusting import POST, Office
from tests.builders.files import WEIBO, weibo_row, write_csv
from tests.builders.life import take
from tests.builders.month import CONFIG
from tests.builders.workspaces import MONTH, imported_workspace

NEXT = "2020-06"
RULES = """[[methods]]
id = "comments"
from = "2020-06"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """May 2020, where 甲 is first; and June, where 乙 has as many likes and the more comments."""
    with imported_workspace(tmp_path / "office") as made:
        june = {"发布时间": "2020-06-18 08:00"}
        rows = [
            weibo_row(50, 100, 点赞数=90, **june),
            weibo_row(60, 101, 点赞数=90, 评论数=500, **june),
        ]
        path = write_csv(tmp_path / "office" / "六月.csv", WEIBO, rows)
        assert not import_files(made, [ImportRequest(path, ImportOptions())])[0].error
        yield made


@pytest.fixture
def home(workspace: Workspace) -> Path:
    return workspace.home


def influence(found: Difference) -> dict[str, UnitDifference]:
    board = next(board for board in found.boards if board.index == "influence")
    return {row.unit: row for row in board.rows}


def other_method(home: Path) -> Path:
    """Write a method as shanghai, but comments outweigh everything in the influence."""
    text = (CONFIG / "methods" / "shanghai.toml").read_text("utf-8")
    head, feature, tail = text.replace('id = "shanghai"', 'id = "comments"', 1).partition(
        'feature = "total_comments"'
    )
    path = home / "config" / "methods" / "comments.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        head + feature + re.sub(r"\nweight = \S+", "\nweight = 90", tail, count=1), "utf-8"
    )
    return path


def use_from_june(home: Path) -> None:
    path = home / "config" / "lists" / "main.toml"
    path.write_text(f"{path.read_text('utf-8')}\n{RULES}", "utf-8")


def test_a_month_is_compared_with_the_one_before(workspace: Workspace) -> None:
    """乙 climbed by its own counts, and 甲 fell by them."""
    draft_month(workspace, MONTH)
    draft_month(workspace, NEXT)
    found = diff_months(workspace, NEXT)
    rows = influence(found)
    assert (found.before.month, found.after.month, found.method) == (MONTH, NEXT, "same")
    assert rows["乙"].causes.own == rows["乙"].moved == 1
    assert rows["甲"].causes.others == rows["甲"].moved == -1
    assert found.before.posts == {"wechat": 0, "weibo": 4}
    assert found.after.posts == {"wechat": 0, "weibo": 2}
    assert "facts" in found.inputs


def test_any_other_month_may_be_named(workspace: Workspace) -> None:
    """Also a later one; the same one is refused, and one without an edition."""
    draft_month(workspace, MONTH)
    with pytest.raises(DataError, match="2020-04 has not been drafted"):
        diff_months(workspace, MONTH)
    with pytest.raises(DataError, match="2020-06 has not been drafted"):
        diff_months(workspace, MONTH, NEXT)
    draft_month(workspace, NEXT)
    assert diff_months(workspace, MONTH, NEXT).before.month == NEXT
    with pytest.raises(UsageError, match="the same month"):
        diff_months(workspace, MONTH, MONTH)


@pytest.mark.parametrize("frozen", [True, False])
def test_after_a_change_of_method_the_month_before_is_ranked_by_it_too(
    workspace: Workspace, frozen: bool
) -> None:
    """From its snapshot, or from the ledger where it is a draft that is up to date."""
    other_method(workspace.home)
    use_from_june(workspace.home)
    draft_month(workspace, MONTH)
    if frozen:
        freeze_month(workspace, MONTH)
    draft_month(workspace, NEXT)
    if not frozen:
        draft_month(workspace, MONTH)
    found = diff_months(workspace, NEXT)
    assert (found.method, found.notes) == ("recomputed", ())
    assert (found.before.method.id, found.after.method.id) == ("shanghai", "comments")
    for row in influence(found).values():
        assert row.recomputed is not None
        assert row.causes.method == row.before.rank - row.recomputed.rank
        by_counts = row.causes.own + row.causes.others + row.causes.bonus
        assert by_counts + row.causes.method == row.moved
        assert row.value_change == row.after.value - row.recomputed.value


def test_an_earlier_draft_that_is_out_of_date_is_not_ranked_again(workspace: Workspace) -> None:
    """What changed since would pass for the method's doing: it is said, and how to go on."""
    draft_month(workspace, MONTH)
    other_method(workspace.home)
    use_from_june(workspace.home)
    draft_month(workspace, NEXT)
    found = diff_months(workspace, NEXT)
    assert found.method == "not_comparable"
    assert {row.status for row in influence(found).values()} == {"not_comparable"}
    texts = [note.template.format(**note.params) for note in found.notes]
    assert "2020-05 was computed by method shanghai 1" in texts[0]
    assert texts[1:] == [
        "The draft of 2020-05 is out of date; changed since: list.",
        "Compute it again with: govrank draft 2020-05",
    ]


def test_a_draft_whose_method_was_edited_since_is_refused(workspace: Workspace) -> None:
    """Nobody knows any more by which rule it was ranked."""
    other_method(workspace.home)
    use_from_june(workspace.home)
    draft_month(workspace, MONTH)
    draft_month(workspace, NEXT)
    path = other_method(workspace.home)
    path.write_text(path.read_text("utf-8") + "\n# edited\n", "utf-8")
    with pytest.raises(DataError, match="2020-06 is out of date; changed since: method"):
        diff_months(workspace, NEXT)


def test_a_snapshot_that_was_changed_is_never_compared(workspace: Workspace) -> None:
    """It is found before anything is computed from it."""
    other_method(workspace.home)
    use_from_june(workspace.home)
    draft_month(workspace, MONTH)
    freeze_month(workspace, MONTH)
    draft_month(workspace, NEXT)
    path = workspace.home / "editions" / "main" / MONTH / "r1" / "roster.json"
    path.write_bytes(path.read_bytes().replace("甲".encode(), "丙".encode()))
    with pytest.raises(VerificationError, match=r"roster\.json"):
        diff_months(workspace, NEXT)


def test_another_method_moves_by_itself_alone(workspace: Workspace) -> None:
    """Counts are the same: whoever moved, the method did it. Nothing is stored."""
    draft_month(workspace, NEXT)
    found = diff_method(workspace, NEXT, str(other_method(workspace.home)))
    rows = influence(found)
    assert (found.kind, found.before.revision, found.inputs) == ("method", 1, ("method",))
    assert all(row.causes.method == row.moved for row in rows.values())
    assert any(row.value_change for row in rows.values())
    with pytest.raises(DataError, match="2020-05 has not been drafted"):
        diff_months(workspace, NEXT)


def test_a_method_without_the_lists_indices_is_refused(workspace: Workspace) -> None:
    """And the command that compares indices of any name is told."""
    draft_month(workspace, MONTH)
    with pytest.raises(ConfigError, match="'bci' has none of the list's indices") as caught:
        diff_method(workspace, MONTH, "bci")
    assert "govrank method compare shanghai bci 2020-05" in caught.value.hint_text()


def test_two_revisions_show_what_late_data_changed(workspace: Workspace) -> None:
    """By the numbers of the revisions, which have to be two that exist."""
    take(workspace.home, "key", "draft", "freeze", "review", "approve", "publish", "revise")
    path = write_csv(workspace.home / "迟.csv", WEIBO, [weibo_row(70, 101, 点赞数=9000)])
    import_files(workspace, [ImportRequest(path, ImportOptions())])
    take(workspace.home, "draft")
    found = diff_revisions(workspace, MONTH, "1:2")
    assert (found.kind, found.before.revision, found.after.revision) == ("revision", 1, 2)
    assert influence(found)["乙"].causes.own == 1
    assert diff_revisions(workspace, MONTH, "2:1").after.revision == 1
    with pytest.raises(UsageError, match="no revision 3"):
        diff_revisions(workspace, MONTH, "1:3")
    for text in ("1", "1:1", "a:b", "1:2:3"):
        with pytest.raises(UsageError, match="two revisions"):
            diff_revisions(workspace, MONTH, text)


def test_what_one_adjustment_changed_and_what_all_did(home: Path) -> None:
    """A bonus moves by bonus, an excluded post by own counts; both together by both."""
    office = Office(home)
    for wish in (award("乙", "2"), exclude(POST)):
        office.confirm(office.propose(wish).number)
    take(home, "draft")
    found = office.run("zhang", diff_adjustments, 1)
    row = influence(found)["乙"]
    assert (found.kind, found.before.without, found.inputs) == (
        "adjustment",
        (1,),
        ("adjustments",),
    )
    assert (row.before.bonus, row.after.bonus, row.value_change) == (0, 2, 0)
    without = office.run("zhang", diff_adjustments, 2)
    assert (without.before.posts, without.after.posts) == (
        {"wechat": 0, "weibo": 4},
        {"wechat": 0, "weibo": 3},
    )
    every = influence(office.run("zhang", diff_adjustments))
    assert every["乙"].before.bonus == 0
    assert every["甲"].value_change == influence(without)["甲"].value_change < 0
    for row in every.values():
        assert row.causes.own + row.causes.others + row.causes.bonus == row.moved


def test_without_an_adjustment_its_undo_is_left_out_as_well(home: Path) -> None:
    """What was undone changed nothing; without the undo it would count again."""
    office = Office(home)
    office.confirm(office.propose(award("乙", "2")).number)
    office.confirm(office.propose(undo(1)).number)
    take(home, "draft")
    found = office.run("zhang", diff_adjustments, 1)
    assert (found.before.without, [n.code for n in found.notes]) == ((1, 2), ["no_effect"])
    undone = influence(office.run("zhang", diff_adjustments, 2))["乙"]
    assert (undone.before.bonus, undone.after.bonus) == (2, 0)


def test_a_proposal_changes_nothing_yet(home: Path) -> None:
    """It is said; an unknown number is refused, and a draft that a confirmation overtook."""
    take(home, "draft")
    office = Office(home)
    number = office.propose(award("乙", "2")).number
    found = office.run("zhang", diff_adjustments, number)
    assert [note.code for note in found.notes] == ["no_effect"]
    assert {row.status for row in influence(found).values()} == {"same"}
    with pytest.raises(UsageError, match="no adjustment 7"):
        office.run("zhang", diff_adjustments, 7)
    office.confirm(number)
    with pytest.raises(DataError, match="changed since: adjustments"):
        office.run("zhang", diff_adjustments, number)


def test_a_frozen_month_is_compared_from_its_snapshot(home: Path) -> None:
    """Whatever has happened to the ledger and the configuration since."""
    office = Office(home)
    office.confirm(office.propose(award("乙", "2")).number)
    take(home, "draft", "freeze")
    path = home / "config" / "lists" / "main.toml"
    path.write_text(path.read_text("utf-8") + "\n# edited\n", "utf-8")
    row = influence(office.run("zhang", diff_adjustments, 1))["乙"]
    assert (row.before.bonus, row.after.bonus) == (0, 2)
