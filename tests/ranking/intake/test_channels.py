"""The table of channels."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from connectors.tables import Table
from ranking.errors import IntakeError
from ranking.intake.channels import read_channels
from ranking.intake.formats import Format
from ranking.intake.recognise import Recognition, recognise
from ranking.schemas import CHANNELS

HEADER = ["渠道名称", "渠道类型", "别名", "权重", "渠道ID"]


@pytest.fixture
def read(
    make_table: Callable[..., Table], formats: tuple[Format, ...]
) -> Callable[[list[list[str]]], pl.DataFrame]:
    def run(rows: list[list[str]]) -> pl.DataFrame:
        table = make_table([HEADER, *rows])
        seen = recognise(table, formats)
        assert isinstance(seen, Recognition)
        return read_channels(table, seen)

    return run


def test_rows_become_channels(read: Callable[[list[list[str]]], pl.DataFrame]) -> None:
    """Types are read in words, aliases split, ids made from type and name where absent."""
    channels = read(
        [
            ["人民日报", "客户端", "人民日报客户端、 人日", "1.5", "p1"],
            ["人民日报", "新闻网站", "", "", ""],
            ["合计", "", "", "", ""],
        ]
    )
    assert channels.schema == CHANNELS
    assert channels.rows() == [
        ("p1", "人民日报", "client", ["人民日报客户端", "人日"], 1.5),
        ("website:人民日报", "人民日报", "website", [], None),
    ]


def test_all_faults_are_told_at_once(read: Callable[[list[list[str]]], pl.DataFrame]) -> None:
    """Empty names, unknown types, bad weights and names claimed twice come in one message."""
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
            ]
        )
    for part in (
        "7 fault(s)",
        "row 3: the name is empty",
        "row 4: type '电视' is none of",
        "row 5: weight '-1'",
        "row 6: weight 'nan'",
        "row 7: weight '高'",
        "rows 2 and 8: both are id 'x'",
        "rows 2 and 8: both are client '甲'",
    ):
        assert part in str(caught.value)


def test_one_name_may_be_of_several_types(
    read: Callable[[list[list[str]]], pl.DataFrame],
) -> None:
    """A paper has a client, a site and accounts; naming itself as alias is no clash."""
    assert read([["甲", "客户端", "甲", "", ""], ["甲", "网站", "", "", ""]]).height == 2
