"""The table of channels."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from connectors.tables import Table
from ranking.errors import IntakeError
from ranking.intake.channels import ChannelTable, read_channels
from ranking.intake.formats import Format
from ranking.intake.recognise import Recognition, recognise
from ranking.schemas import CHANNELS

HEADER = ["渠道名称", "渠道类型", "别名", "权重", "渠道ID", "层级", "合并渠道ID"]
Read = Callable[[list[list[str]]], ChannelTable]


@pytest.fixture
def read(make_table: Callable[..., Table], formats: tuple[Format, ...]) -> Read:
    def run(rows: list[list[str]]) -> ChannelTable:
        table = make_table([HEADER, *([*row, "", ""][:7] for row in rows)])
        seen = recognise(table, formats)
        assert isinstance(seen, Recognition)
        return read_channels(table, seen)

    return run


def test_rows_become_channels(read: Read) -> None:
    """Types and tiers are read in words, lists split, ids made from type and name where absent."""
    found = read(
        [
            ["人民日报", "客户端", "人民日报客户端、 人日", "1.5", "p1", "央媒", "p2;website:人民"],
            ["人民日报", "新闻网站", "", "", "", "Central"],
            ["新浪", "新闻网站", "", "", "", "—"],
            ["合计", "", "", "", ""],
        ]
    )
    assert found.channels.schema == CHANNELS
    merged = ["p2", "website:人民"]
    assert found.channels.rows() == [
        ("p1", "人民日报", "client", ["人民日报客户端", "人日"], 1.5, "central", merged),
        ("website:人民日报", "人民日报", "website", [], None, "central", []),
        ("website:新浪", "新浪", "website", [], None, None, []),
    ]
    assert found.repeated == 0


def test_a_row_said_twice_is_taken_once(read: Read) -> None:
    """However its names are spelt and its aliases ordered; one that says something else is not."""
    rows = [["甲 报", "客户端", "乙,丙", "1.0"], ["甲报", "app", "丙、乙", "1"]]
    full = [[*row, "", "省级"] for row in rows]
    found = read([*full, full[0]])
    assert (found.channels.height, found.repeated) == (1, 2)
    assert found.channels["channel_id"].to_list() == ["client:甲报"]
    for place, other in ((3, "2"), (2, "乙"), (5, "市级")):
        changed = [*full[1]]
        changed[place] = other
        with pytest.raises(IntakeError, match="rows 2 and 3: both are id"):
            read([full[0], changed])


def test_all_faults_are_told_at_once(read: Read) -> None:
    """Empty names, unknown types and tiers, bad weights, names claimed twice: in one message."""
    with pytest.raises(IntakeError) as caught:
        read(
            [
                ["甲", "客户端", "", "", "x"],
                ["", "客户端", "", "", ""],
                ["乙", "电视", "", "", ""],
                ["丙", "网站", "", "-1", ""],
                ["丁", "网站", "", "nan", ""],
                ["戊", "网站", "", "高", ""],
                ["己", "客户端", " 甲 ", "", "x"],
                ["庚", "客户端", "", "", "", "部级"],
            ]
        )
    for part in (
        "8 fault(s)",
        "row 3: the name is empty",
        "row 4: type '电视' is none of",
        "row 5: weight '-1'",
        "row 6: weight 'nan'",
        "row 7: weight '高'",
        "rows 2 and 8: both are id 'x'",
        "rows 2 and 8: both are client '甲'",
        "row 9: tier '部级' is none of 中央, 中央级",
    ):
        assert part in str(caught.value)


def test_one_name_may_be_of_several_types(read: Read) -> None:
    """A paper has a client, a site and accounts; naming itself as alias is no clash."""
    found = read([["甲", "客户端", "甲", "", ""], ["甲", "网站", "", "", ""]])
    assert found.channels.height == 2
