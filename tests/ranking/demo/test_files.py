"""Each written file has the very header of its source, and the layout that real files have."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from connectors.sheets import open_tables
from ranking.campaigns import check_campaigns, load_campaigns
from ranking.demo.flaws import UNREGISTERED
from ranking.demo.write_weibo import CRAWLER_HEADER
from ranking.intake.formats import load_formats, load_mapping
from ranking.intake.recognise import Recognition, recognise
from ranking.lists import load_list

_SEARCH = (
    "id,bid,user_id,用户昵称,微博正文,头条文章url,发布位置,艾特用户,话题,转发数,评论数,点赞数,发布时间,"
    "发布工具,微博图片url,微博视频url,retweet_id,ip,user_authentication,会员类型,会员等级"
)
_CRAWLER = (
    "id,bid,正文,头条文章url,原始图片url,视频url,Live Photo视频url,位置,日期,工具,点赞数,评论数,"
    "转发数,话题,@用户,完整日期,是否编辑过,编辑次数"
)
_EXPORTER = (
    "公众号,ID,链接,标题,封面,摘要,创建时间,发布时间,阅读,点赞,分享,喜欢,留言,作者,是否原创,文章类型,"
    "所属合集,文章内容"
)
_BACK_OFFICE = (
    "内容标题,发表时间,总阅读人数,总阅读次数,总分享人数,总分享次数,阅读后关注人数,送达人数,"
    "公众号消息阅读次数,送达阅读率,首次分享次数,分享产生阅读次数,首次分享率,每次分享带来阅读次数,"
    "阅读完成率,内容url"
)
_REPRINTS = "稿件,渠道,渠道类型,标题,链接,转载时间,阅读,点赞,评论"
_SOURCES = Path(__file__).parents[3] / "config" / "sources"
_OLE = b"\xd0\xcf\x11\xe0"


def _book(path: Path) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))


def _rows(path: Path) -> list[list[object]]:
    return _book(path).get_sheet_by_index(0).to_python(skip_empty_area=False)


def _csv(path: Path) -> pl.DataFrame:
    raw = path.read_bytes()
    text = raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "gb18030")
    return pl.read_csv(text.encode(), infer_schema=False)


def test_weibo_search_header_and_encodings(small) -> None:
    """The search export has its 21 columns; every other month is GB18030, the last has a BOM."""
    files = [m.posts[0].path for m in small.files.months]
    assert [p.read_bytes().startswith(b"\xef\xbb\xbf") for p in files] == [False, True] * 3
    for path in files:
        assert _csv(path).columns == _SEARCH.split(",")


def test_weibo_crawler_header_and_guarded_ids(small) -> None:
    """The crawler's file is called by the account's id; its ids end with a tab."""
    path = small.last("9000000")
    table = _csv(path)
    assert table.columns == list(CRAWLER_HEADER)
    assert table.columns[:18] == _CRAWLER.split(",")
    assert path.stem.isdigit()
    assert table["id"].str.contains("^9\\d{15}\t$").all()
    assert set(table["是否原创"]) <= {"True", "False"}


def test_exporter_workbook(small) -> None:
    """The article export has a title row, its 18 columns, and counts as numbers and as text."""
    rows = _rows(small.last("微信_各区"))
    assert rows[0][0] == "演示数据（合成） 2026-10 公众号文章"
    assert rows[1] == _EXPORTER.split(",")
    reads = [row[8] for row in rows[2:]]
    assert any(isinstance(cell, float) for cell in reads)
    assert any(isinstance(cell, str) and cell.endswith("万") for cell in reads)
    assert {row[14] for row in rows[2:]} == {"原创", ""}


@pytest.mark.parametrize(("account", "ending"), [("demo_sh_01", ".xlsx"), ("demo_tj_01", ".xls")])
def test_back_office_export_is_ole(small, account: str, ending: str) -> None:
    """The back office's file is an OLE workbook even where it is called .xlsx."""
    path = small.last(f"微信后台_{account}")
    assert path.suffix == ending
    assert path.read_bytes().startswith(_OLE)
    rows = _rows(path)
    assert rows[0] == _BACK_OFFICE.split(",")
    assert all(20261001 <= row[1] <= 20261031 for row in rows[1:])
    assert all(row[2] <= row[3] for row in rows[1:])


def test_vendor_workbook(small) -> None:
    """The vendor's workbook has a merged two-row header, a 合计 row and a hidden sheet."""
    path = small.last("第三方平台")
    book, rows = _book(path), _rows(path)
    assert rows[1][0] == "账号"
    assert rows[1][5] == "传播数据"
    assert rows[2][5] == "阅读量"
    assert rows[-1][0] == "合计"
    assert rows[-1][6] == sum(row[6] for row in rows[3:-1])
    merged = book.get_sheet_by_index(0).merged_cell_ranges
    assert ((1, 5), (1, 9)) in merged
    hidden = [s.name for s in book.sheets_metadata if s.visible is SheetVisibleEnum.Hidden]
    assert hidden == ["参数"]


def test_roster_workbook(small) -> None:
    """The roster has a title row; two accounts have two rows, the first ending the day before."""
    rows = _rows(small.files.roster)
    header = ["平台", "账号ID", "账号名称", "单位", "组别", "起始日期", "截止日期", "别名"]
    assert rows[1] == header
    ids = [row[1] for row in rows[2:]]
    twice = {i for i in ids if ids.count(i) == 2}
    assert len(twice) == 2
    spans = {(row[5], row[6]) for row in rows[2:] if row[1] in twice}
    assert spans == {
        ("", "2026-07-31"), ("2026-08-01", ""), ("", "2026-08-31"), ("2026-09-01", ""),
    }  # fmt: skip
    assert [row[7] for row in rows[2:] if row[7]] == ["体育上海（演示）"]


def test_channels_workbook(small) -> None:
    """The channel list has the 527 clients and sites, some with an alias or a weight."""
    rows = _rows(small.files.channels)
    assert rows[1] == ["渠道名称", "渠道类型", "别名", "权重"]
    assert len(rows) - 2 == 527
    assert {row[1] for row in rows[2:]} == {"新闻客户端", "新闻网站"}
    assert sum(bool(row[3]) for row in rows[2:]) == 20
    assert any(row[2] for row in rows[2:])


@pytest.mark.parametrize(
    ("part", "format_id"),
    [
        ("微博_2026", "weibo-search"),
        ("9000000", "weibo-crawler"),
        ("微信_各区", "wechat-article-exporter"),
        ("微信后台", "wechat-backoffice"),
        ("第三方平台", "demo-vendor"),
        ("转载_新闻网站", "reprints"),
    ],
)
def test_shipped_formats_recognise_the_files(small, part: str, format_id: str) -> None:
    """The program recognises each file by its header, the vendor's with its mapping."""
    file = next(
        f
        for f in small.files.months[-1].posts + small.files.months[-1].reprints
        if part in f.path.name
    )
    formats = [load_mapping(file.mapping)] if file.mapping else load_formats(_SOURCES)
    found = [recognise(table, formats) for table in open_tables(file.path).tables]
    assert [one.format.id for one in found if isinstance(one, Recognition)] == [format_id]


def test_the_feed_is_recognised_as_one(small) -> None:
    """The monitoring feed is told by its header from posts and reprints."""
    tables = open_tables(small.files.months[-1].feed).tables
    found = [recognise(table, load_formats(_SOURCES)) for table in tables]
    assert [one.format.id for one in found if isinstance(one, Recognition)] == ["monitoring-feed"]


def test_every_reprint_names_a_post_of_its_month(small) -> None:
    """All references of the reprint tables exist in the month's post files."""
    for month in small.files.months:
        known: set[object] = set()
        for file in month.posts:
            if file.path.suffix == ".csv":
                known |= {i.strip() for i in _csv(file.path)["id"]}
            else:
                known |= {cell for row in _rows(file.path) for cell in row}
        for file in month.reprints:
            table = _csv(file.path)
            assert table.columns == _REPRINTS.split(",")
            assert set(table["稿件"]) <= known


def test_flawed_rows_are_as_documented(small) -> None:
    """A month has the negative counts, wrong dates, strangers and repeats it promises."""
    weibo = _csv(small.files.months[-1].posts[0].path)
    assert (weibo["点赞数"] == "-5").sum() == 1
    assert weibo["发布时间"].str.starts_with("1900").sum() == 1
    assert (weibo["用户昵称"] == UNREGISTERED).sum() == 2
    assert weibo.height - weibo["id"].n_unique() == 3
    rows = _rows(small.last("微信_委办局"))[2:]
    assert sum(row[0] == UNREGISTERED for row in rows) == 1
    assert len(rows) - len({row[2] for row in rows}) == 1
    assert sum(isinstance(r[8], float) and r[9] > r[8] for r in rows) == 2
    reprints = _csv(small.last("转载_新闻客户端"))
    assert (reprints["评论"] == "-1").sum() == 1
    assert reprints.height - reprints["链接"].n_unique() == 2


def test_configuration_is_accepted(small) -> None:
    """The list and the campaigns are sound files of this program, synthetic and undoubtful."""
    listed = load_list(small.files.list_file)
    assert listed.synthetic
    assert "合成，非真实榜单" in listed.title
    assert listed.groups == ("各区", "委办局与人民团体")
    assert listed.reason_not_ranked("上海发布办公室（演示）")
    campaigns = load_campaigns(small.files.campaigns[0].parent)
    assert len(campaigns) == len(small.files.campaigns) == 4
    assert check_campaigns(campaigns) == ()
    assert all("演示" in campaign.name for campaign in campaigns)
