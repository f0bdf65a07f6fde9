"""Unknown sources and the table of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ranking.errors import UsageError
from ranking.model.reprint_matching import UnknownChannel
from ranking.workflow import channel_unknown
from ranking.workflow.channel_unknown import UnknownSource, unknown_sources, write_channel_table
from ranking.workflow.channels import list_channels
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportRequest
from tests.builders.channels import channel_workspace, made

SINA = UnknownChannel("新浪网", "website", 5, 3, 1, "=cmd|'/c calc'!A1")
PLAIN = UnknownChannel("@某号", None, 2, 0, 0, "")


def test_sources_come_with_known_names_like_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order in which matching tells them."""
    monkeypatch.setattr(channel_unknown, "unknown_channels", lambda *_: (SINA, PLAIN))
    known = made("client:新浪", "新浪客户端"), made("wechat:甲")
    with channel_workspace(tmp_path / "office", *known) as workspace:
        found = unknown_sources(workspace, "2026-10")
    assert found == [UnknownSource(SINA, ("新浪",)), UnknownSource(PLAIN, ())]


def test_the_table_can_be_imported_once_it_is_filled_in(tmp_path: Path) -> None:
    """What a source is called stays harmless text, and a source without a type asks for one."""
    path = tmp_path / "new" / "待补.csv"
    write_channel_table([UnknownSource(SINA, ("新浪", "浪")), UnknownSource(PLAIN, ())], path)
    text = path.read_text("utf-8-sig")
    first, second, third = text.splitlines()
    assert first.startswith("渠道名称,渠道类型,层级,权重,别名,")
    assert second == "新浪网,新闻网站,,,,5,3,1,'=cmd|'/c calc'!A1,新浪、浪"
    assert third == "'@某号,,,,,2,0,0,,"
    with channel_workspace(tmp_path / "office") as workspace:
        (report,) = import_files(workspace, [ImportRequest(path)], "channels")
        assert "row 3: type ''" in str(report.error)
        path.write_text(text.replace("'@某号,,,", "'@某号,公众号,商业,0.5"), "utf-8-sig")
        (report,) = import_files(workspace, [ImportRequest(path)], "channels")
        assert report.accepted == 2
        names = [(one.name, one.tier, one.weight) for one in list_channels(workspace)]
        assert names == [("新浪网", None, None), ("@某号", "commercial", 0.5)]


def test_a_table_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        write_channel_table([], tmp_path / "文件" / "待补.csv")


def test_a_table_that_was_filled_in_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "待补.csv"
    path.write_text("填了一半")
    with pytest.raises(UsageError, match="may have been filled in"):
        write_channel_table([], path)
    assert path.read_text() == "填了一半"


def test_the_name_of_a_table_says_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"does not end in \.csv"):
        write_channel_table([], tmp_path / "待补.xlsx")
