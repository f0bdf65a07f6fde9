"""Importing a table of channels into those that are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ranking.errors import IntakeError
from ranking.workflow.channel_merge import merge_channels
from ranking.workflow.channels import check_channels, list_channels
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import FileReport, ImportRequest
from ranking.workflow.workspace import Workspace
from tests.builders.channels import channel_workspace, made, stored
from tests.builders.files import write_csv

HEADER = ("渠道名称", "类型", "别名", "渠道ID", "层级")
SINA, SITE = made("client:新浪", "浪"), made("w1", "新浪首页", name="新浪网", type="website")
ROWS = [("新浪", "客户端", "浪", "", "商业"), ("新浪网", "网站", "新浪首页", "w1", "")]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with channel_workspace(tmp_path / "office", SINA, SITE) as opened:
        yield opened


def imported(workspace: Workspace, rows: list[tuple[str, ...]]) -> FileReport:
    path = write_csv(workspace.home / "渠道.csv", HEADER, rows)
    (report,) = import_files(workspace, [ImportRequest(path)], "channels")
    return report


def test_a_row_said_twice_is_told_and_taken_once(workspace: Workspace) -> None:
    report = imported(workspace, [*ROWS, ROWS[0]])
    assert (report.rows, report.accepted, report.duplicate) == (3, 1, 2)
    assert report.flags == {"repeated": 1}
    assert stored(workspace)["client:新浪"].tier == "commercial"


def test_what_was_merged_stays_so_where_the_table_says_nothing_else(workspace: Workspace) -> None:
    """A table without the merged channel changes tier and names, and no merged id."""
    merge_channels(workspace, "新浪", ["w1"])
    before = stored(workspace)["client:新浪"]
    report = imported(workspace, ROWS[:1])
    assert (report.accepted, report.flags) == (1, {})
    assert stored(workspace) == {
        "client:新浪": replace(before, tier="commercial", aliases=("浪",), origin="渠道.csv")
    }
    assert imported(workspace, ROWS[:1]).duplicate == 1


@pytest.mark.parametrize("rows", [ROWS, ROWS[1:]])
def test_the_old_table_separates_what_was_merged(
    workspace: Workspace, rows: list[tuple[str, ...]]
) -> None:
    """The channel takes its ids and names along, whether or not the table has the other one."""
    merge_channels(workspace, "新浪", ["w1"])
    report = imported(workspace, rows)
    assert (report.accepted, report.flags) == (len(rows), {"separated": 1})
    after = stored(workspace)
    assert after["w1"] == replace(SITE, origin="渠道.csv")
    assert (after["client:新浪"].aliases, after["client:新浪"].merged) == (("浪",), ())
    assert imported(workspace, rows).flags == {}


def test_two_sheets_may_not_describe_one_channel_differently(workspace: Workspace) -> None:
    text = '[[{}]]\nname = "甲报"\ntype = "client"\nweight = {}\n'
    path = workspace.home / "渠道.toml"
    path.write_text(text.format("one", 1) + text.format("two", 1), "utf-8")
    (report,) = import_files(workspace, [ImportRequest(path)], "channels")
    assert (report.accepted, report.flags) == (1, {"repeated": 1})
    path.write_text(text.format("one", 1) + text.format("two", 2), "utf-8")
    (report,) = import_files(workspace, [ImportRequest(path)], "channels")
    assert isinstance(report.error, IntakeError)
    assert "describe the channel 'client:甲报' differently" in str(report.error)
    assert stored(workspace)["client:甲报"].weight == 1


def test_channels_are_listed_by_id_and_shared_names_told(workspace: Workspace) -> None:
    assert list_channels(workspace) == [SINA, SITE]
    assert check_channels([SINA, SITE]) == []
    (note,) = check_channels([SINA, replace(SITE, aliases=("浪 ",))])
    assert (note.about, note.params) == ("新浪", {"channels": "client:新浪, w1"})
