"""Making channels one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ranking.errors import UsageError
from ranking.workflow.channel_merge import merge_channels
from ranking.workflow.workspace import Workspace
from tests.builders.channels import channel_workspace, made, stored

SINA = made("client:新浪", "浪", weight=0.5, tier="commercial")
SITE = made("website:新浪网", "新浪首页", weight=0.9)
APP = made("s9", "新浪 客户端", name="新浪新闻客户端", type="client", merged=("s8",))
OTHERS = [made("client:人民网"), made("website:人民网")]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with channel_workspace(tmp_path / "office", SINA, SITE, APP, *OTHERS) as opened:
        yield opened


def test_the_others_become_the_one(workspace: Workspace) -> None:
    """Names and ids go over, and those of another type's names; weight and tier are the one's."""
    done = merge_channels(workspace, "新浪", ["新浪网", "s9", "新浪新闻客户端"])
    expected = replace(
        SINA,
        aliases=("浪", "新浪 客户端", "新浪新闻客户端", "新浪网", "新浪首页"),
        merged=("website:新浪网", "website:新浪首页", "s9", "s8"),
    )
    assert sorted(done.channel.aliases) == sorted(expected.aliases)
    assert replace(done.channel, aliases=expected.aliases) == expected
    assert done.others == (SITE, APP)
    left = {one.channel_id: one for one in (done.channel, *OTHERS)}
    assert stored(workspace) == left


def test_what_was_merged_is_found_and_may_be_merged_on(workspace: Workspace) -> None:
    merge_channels(workspace, "s9", ["client:新浪"])
    done = merge_channels(workspace, "website:新浪网", ["client:新浪"])
    assert set(done.channel.merged) >= {"s9", "s8", "client:新浪"}
    assert set(stored(workspace)) == {"website:新浪网", "client:人民网", "website:人民网"}


@pytest.mark.parametrize(
    ("into", "others", "message"),
    [
        ("新浪", ["新浪"], "cannot be merged into itself"),
        ("s8", ["新浪网", "s9"], "cannot be merged into itself"),
        ("新浪", ["无此渠道"], "No channel is called '无此渠道'"),
        ("新浪往", ["s9"], "Did you mean '新浪'"),
        ("新浪", ["人民网"], "Several channels are called '人民网'"),
        ("client:人民网", ["website:新浪网", "nobody"], "No channel is called 'nobody'"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_changes(
    workspace: Workspace, into: str, others: list[str], message: str
) -> None:
    before = stored(workspace)
    with pytest.raises(UsageError, match=message):
        merge_channels(workspace, into, others)
    assert stored(workspace) == before


def test_a_name_that_a_third_channel_has_is_refused(workspace: Workspace) -> None:
    """It would be ambiguous; merged as well, the third is no trouble."""
    with pytest.raises(UsageError, match="third channel of that type: '人民网'"):
        merge_channels(workspace, "新浪", ["website:人民网"])
    done = merge_channels(workspace, "新浪", ["website:人民网", "client:人民网"])
    assert done.channel.aliases == ("浪", "人民网")
