"""Campaigns from a CSV table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ranking.campaigns import load_campaigns
from ranking.errors import ConfigError

HEADER = "名称,开始,结束,关键词,话题,每篇加分,上限\n"


def write(folder: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    path = folder / "themes.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_row_is_a_campaign_in_any_encoding_staff_use(tmp_path: Path, encoding: str) -> None:
    """Words by 、 , ; or |, dates as people write them, full-width figures; empty rows skipped."""
    row = '春节,2026/2/1,2026年2月20日,"春节、过年;团圆|年夜饭,守岁",#新春#,０.5,2\n,,,,,,\n'
    write(tmp_path, HEADER + row, encoding)
    (found,) = load_campaigns(tmp_path)
    assert (found.id, found.name) == ("春节", "春节")
    assert (found.start, found.end) == (date(2026, 2, 1), date(2026, 2, 20))
    assert found.keywords == ("春节", "过年", "团圆", "年夜饭", "守岁")
    assert found.hashtags == ("新春",)
    assert (found.points_per_post, found.cap) == (Decimal("0.5"), 2)


def test_columns_may_stand_in_any_order_and_be_left_out(tmp_path: Path) -> None:
    """编号 is the id where it is given; a column of another name is not read."""
    write(
        tmp_path,
        "上限,备注,编号,名称,结束,开始,每篇加分,话题\n1,x,t1,主题,2026-10-2,2026.10.1,1,a\n",
    )
    (found,) = load_campaigns(tmp_path)
    assert (found.id, found.hashtags, found.keywords) == ("t1", ("a",), ())


def test_faulty_cells_are_named_by_line_and_column(tmp_path: Path) -> None:
    """All of them at once."""
    write(tmp_path, HEADER + "甲,2026-02-30,x,词,,一分,\n")
    with pytest.raises(ConfigError) as caught:
        load_campaigns(tmp_path)
    for part in ("2 开始: '2026-02-30'", "2 结束: 'x'", "2 每篇加分: '一分'", "2 上限: ''"):
        assert part in str(caught.value)


def test_checks_across_cells_hold_for_tables_too(tmp_path: Path) -> None:
    """An end before the start and a row without words."""
    write(tmp_path, HEADER + "甲,2026-02-03,2026-02-01,,,1,1\n")
    with pytest.raises(
        ConfigError, match=r"(?s)is before the start.*neither keywords nor hashtags"
    ):
        load_campaigns(tmp_path)


@pytest.mark.parametrize("text", ["", "名称,开始\n"])
def test_missing_columns_are_named(tmp_path: Path, text: str) -> None:
    """With those that were found."""
    write(tmp_path, text)
    with pytest.raises(ConfigError, match=r"no column .*结束, 每篇加分, 上限; found:"):
        load_campaigns(tmp_path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """Neither UTF-8 nor GB18030."""
    (tmp_path / "themes.csv").write_bytes(b"\xff\xff\xff")
    with pytest.raises(ConfigError, match="neither UTF-8 nor GB18030"):
        load_campaigns(tmp_path)
