"""Adding one channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ranking.errors import UsageError
from ranking.workflow.channel_add import ChannelWish, add_channel
from ranking.workflow.workspace import Workspace
from tests.builders.channels import channel_workspace, made, stored

SINA = made("client:新浪", "新浪新闻", weight=0.5, merged=("website:新浪网",))
PAPER = made("website:甲报", tier="city")
RENAMED = made("website:乙报", name="丙报")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with channel_workspace(tmp_path / "office", SINA, PAPER, RENAMED) as opened:
        yield opened


def test_a_new_channel_is_added_with_all_that_is_said(workspace: Workspace) -> None:
    """Words as in a channel table; other names once each, without the name itself."""
    wish = ChannelWish(" 丁 网", "新闻网站", "央媒", 0.8, ("丁", "丁网", "丁 ", "丁丁"))
    done = add_channel(workspace, wish)
    expected = made("website:丁网", "丁", "丁丁", name="丁 网", tier="central", weight=0.8)
    assert done.before is None
    assert done.channel == stored(workspace)["website:丁网"]
    assert done.channel == replace(expected, origin="channels add")


def test_a_known_channel_is_added_to(workspace: Workspace) -> None:
    """By name or alias; it keeps its id, name and what was not said."""
    done = add_channel(
        workspace, ChannelWish("新浪新闻", "app", "commercial", None, ("新浪客户端",))
    )
    assert done.before == SINA
    expected = replace(SINA, tier="commercial", aliases=("新浪新闻", "新浪客户端"))
    assert done.channel == stored(workspace)["client:新浪"] == expected


def test_saying_what_is_known_changes_nothing(workspace: Workspace) -> None:
    done = add_channel(workspace, ChannelWish("甲报", "website", "市级"))
    assert done.channel == done.before == PAPER


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (ChannelWish("丁", "电视"), "no channel type '电视'"),
        (ChannelWish("丁", "网站", "部级"), "no channel tier '部级'"),
        (ChannelWish("丁", "网站", None, -0.1), "weight -0.1 is not"),
        (ChannelWish("丁", "网站", None, float("nan")), "weight nan is not"),
        (ChannelWish("丁", "网站", None, float("inf")), "weight inf is not"),
        (ChannelWish("", "网站"), "cannot be the name"),
        (ChannelWish("丁", "网站", aliases=("甲 报",)), "belongs to another.*'甲报' .website:甲报"),
        (ChannelWish("新浪网", "website"), "'新浪网' was merged into '新浪'"),
        (ChannelWish("乙报", "网站"), "id 'website:乙报' is that of another channel, '丙报'"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_stored(
    workspace: Workspace, wish: ChannelWish, message: str
) -> None:
    before = stored(workspace)
    with pytest.raises(UsageError, match=message):
        add_channel(workspace, wish)
    assert stored(workspace) == before


def test_a_name_of_another_type_is_free(workspace: Workspace) -> None:
    assert add_channel(workspace, ChannelWish("甲报", "微博")).channel.channel_id == "weibo:甲报"
