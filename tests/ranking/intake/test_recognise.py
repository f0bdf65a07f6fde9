"""Finding the header and the format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.tables import Table
from ranking.errors import IntakeError
from ranking.intake.formats import Format, load_mapping
from ranking.intake.recognise import (
    HeaderNotFound,
    Recognition,
    recognise,
    unrecognised_error,
)

MakeTable = Callable[..., Table]
Formats = tuple[Format, ...]

HEADERS = {
    "weibo-search": (
        "id,bid,user_id,用户昵称,微博正文,头条文章url,发布位置,艾特用户,话题,转发数,"
        "评论数,点赞数,发布时间,发布工具,微博图片url,微博视频url,retweet_id,ip,"
        "user_authentication,会员类型,会员等级"
    ),
    "weibo-crawler": (
        "id,bid,正文,头条文章url,原始图片url,视频url,Live Photo视频url,位置,日期,工具,"
        "点赞数,评论数,转发数,话题,@用户,完整日期,是否编辑过,编辑次数"
    ),
    "wechat-backoffice": (
        "内容标题,发表时间,总阅读人数,总阅读次数,总分享人数,总分享次数,阅读后关注人数,"
        "送达人数,公众号消息阅读次数,送达阅读率,首次分享次数,分享产生阅读次数,"
        "首次分享率,每次分享带来阅读次数,阅读完成率,内容url"
    ),
    "wechat-article-exporter": (
        "公众号,ID,链接,标题,封面,摘要,创建时间,发布时间,阅读,点赞,分享,喜欢,留言,作者,"
        "是否原创,文章类型,所属合集,文章内容"
    ),
    "generic-posts": "平台,账号名称,标题,发布时间,阅读数,点赞数,在看数,评论数,链接",
    "reprints": "稿件,渠道,渠道类型,链接,时间,阅读,点赞,评论",
    "monitoring-feed": "标题,正文,媒体名称,媒体类型,作者,链接,发布时间,阅读数,采集时间",
    "channels": "渠道名称,渠道类型,权重,别名",
    "roster": "平台,账号ID,账号名称,单位,组别,起始日期,截止日期,别名",
}


def known(found: Recognition | HeaderNotFound) -> Recognition:
    assert isinstance(found, Recognition), found
    return found


@pytest.mark.parametrize("name", HEADERS)
def test_every_export_is_known_by_its_header(
    name: str, make_table: MakeTable, formats: Formats
) -> None:
    """The header rows that these programs and offices write lead to their format."""
    found = known(recognise(make_table([HEADERS[name].split(",")]), formats))
    assert found.format.id == name


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(name=st.sampled_from(sorted(HEADERS)), data=st.data())
def test_the_order_of_columns_and_extra_ones_do_not_matter(
    name: str, data: st.DataObject, make_table: MakeTable, formats: Formats
) -> None:
    """Columns are found by header wherever they stand, among unknown columns too."""
    texts = HEADERS[name].split(",")
    straight = known(recognise(make_table([texts]), formats))
    mixed = data.draw(st.permutations([*texts, "隔离原因", "隔离的值"]))
    shuffled = known(recognise(make_table([mixed]), formats))
    assert shuffled.format.id == name
    assert {c: straight.header_of(c) for c in straight.columns} == {
        c: mixed[int(place[1:])] for c, place in shuffled.columns.items()
    }


def test_likes_and_comments_are_told_apart_in_both_weibo_exports(
    make_table: MakeTable, formats: Formats
) -> None:
    """The two collectors write the counts in different orders."""
    for name in ("weibo-search", "weibo-crawler"):
        texts = HEADERS[name].split(",")
        found = known(recognise(make_table([texts]), formats))
        for canonical, header in (
            ("likes", "点赞数"),
            ("comments", "评论数"),
            ("reposts", "转发数"),
        ):
            assert found.columns[canonical] == f"c{texts.index(header)}"


def test_titles_above_the_header_are_skipped(make_table: MakeTable, formats: Formats) -> None:
    """A merged title, a note and an empty row stand above many headers."""
    texts = HEADERS["generic-posts"].split(",")
    rows = [["2026年10月数据"] * len(texts), ["单位：次"], [], texts, ["微信", "上海发布"]]
    found = known(recognise(make_table(rows), formats))
    assert found.header_rows == (4,)


def test_a_two_row_header_is_joined(make_table: MakeTable, formats: Formats) -> None:
    """Groups are read by their lower part, whether or not the cells beside them are merged."""
    upper = ["平台", "账号名称", "标题", "发布时间", "互动", "互动"]
    for lower in ([*upper[:4], "阅读数", "点赞数"], ["", "", "", "", "阅读数", "点赞数"]):
        found = known(recognise(make_table([["标题行"] * 6, upper, lower]), formats))
        assert found.header_rows[-1] == 3
        assert found.columns["published_at"] == "c3"
        assert found.header_of("read_times") == "阅读数"


def test_spelling_of_headers_does_not_matter(make_table: MakeTable, formats: Formats) -> None:
    """Full width, case, inner spaces and line breaks are folded."""
    texts = ["平 台", "账号名称\n", "标　题", "发布时间", "ＵＲＬ", "阅读数（次）"]
    found = known(recognise(make_table([texts]), formats))
    assert found.columns.keys() >= {"platform", "title", "url", "read_times"}


def test_of_several_synonyms_the_preferred_one_counts(
    make_table: MakeTable, formats: Formats
) -> None:
    """Two headers of one meaning but different text are taken in the format's order."""
    texts = ["平台", "账号名称", "标题", "发布日期", "发布时间", "阅读量"]
    found = known(recognise(make_table([texts]), formats))
    assert found.header_of("published_at") == "发布时间"
    assert found.unused == ("发布日期",)


def test_one_header_twice_is_refused(make_table: MakeTable, formats: Formats) -> None:
    """Which of two equal headers counts would be a guess: both places are named."""
    texts = ["平台", "账号名称", "标题", "发布时间", "阅读数", "阅读数"]
    with pytest.raises(IntakeError, match=r"read_times: E \(阅读数\), F \(阅读数\)") as caught:
        recognise(make_table([texts]), formats)
    assert "mapping file" in caught.value.hint_text()


def test_a_mapping_may_name_one_of_two_groups(make_table: MakeTable, tmp_path: Path) -> None:
    """The joined text of a two-row header picks the right column."""
    path = tmp_path / "mapping.toml"
    path.write_text(
        'id="v"\ntitle="v"\ndataset="posts"\n[columns]\ntitle=["标题"]\npublished_at=["日期"]\n'
        'read_times=["微信/阅读数"]\n',
        encoding="utf-8",
    )
    upper = ["标题", "日期", "微博", "微信"]
    lower = ["标题", "日期", "阅读数", "阅读数"]
    found = known(recognise(make_table([upper, lower]), (load_mapping(path),)))
    assert found.columns["read_times"] == "c3"
    assert found.header_of("read_times") == "微信/阅读数"


def test_hostile_headers_still_get_unique_labels(make_table: MakeTable, formats: Formats) -> None:
    """Empty, repeated and suffixed unknown headers never collide."""
    texts = [*HEADERS["roster"].split(","), "A", "A", "A (I)", "", "A (J)", "A (I)", "A (J) (J)"]
    found = known(recognise(make_table([texts]), formats))
    assert len({*found.headers.values()}) == len(texts)
    assert all(found.headers.values())


def test_an_unknown_header_is_shown_with_the_nearest_format(
    make_table: MakeTable, formats: Formats
) -> None:
    """The message says what was found, what it is like, and which headers are missing."""
    table = make_table(
        [["一览表"], ["平台", "账号名称", "标题", "阅读数"], ["微信", "a", "b", "1"]]
    )
    missing = recognise(table, formats)
    assert isinstance(missing, HeaderNotFound)
    error = unrecognised_error("表.xlsx", [missing])
    for part in (
        "表.xlsx",
        "Sheet1",
        "row 2",
        "平台, 账号名称, 标题, 阅读数",
        "generic-posts",
        "发表时间",
    ):
        assert part in str(error)
    assert "--mapping" in error.hint_text()


def test_a_file_without_any_table_is_said_to_be_empty(
    make_table: MakeTable, formats: Formats
) -> None:
    """An empty sheet has no header to show."""
    missing = recognise(make_table([]), formats)
    assert isinstance(missing, HeaderNotFound)
    assert "no table" in str(unrecognised_error("空.csv", [missing]))
    assert "no table" in str(unrecognised_error("空.xlsx", []))


def test_a_header_after_twenty_rows_is_not_looked_for(
    make_table: MakeTable, formats: Formats
) -> None:
    """The search has an end; it crosses chunks on the way."""
    rows = [["说明"]] * 19 + [HEADERS["roster"].split(",")]
    assert isinstance(recognise(make_table(rows, chunk=3), formats), Recognition)
    assert isinstance(recognise(make_table([["说明"], *rows], chunk=3), formats), HeaderNotFound)
