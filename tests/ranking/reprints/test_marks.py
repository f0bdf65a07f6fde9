import polars as pl
import pytest

from ranking.reprints.frames import NAMES
from ranking.reprints.marks import linked_posts, marked_units

SPELLINGS = pl.DataFrame(
    [("上海发布", "市府"), ("上海", "上海"), ("浦东发布", "浦东"), ("警民直通车", "公安")],
    schema=NAMES,
    orient="row",
)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("来源：上海发布", "市府"),
        ("正文。（来源: 微信公众号“浦东发布”）", "浦东"),
        ("转自@警民直通车 编辑小王", "公安"),
        ("稿源丨上海发布编辑小王", "市府"),
        ("来源：新民晚报 转载自：浦东发布", "浦东"),
        ("来源：新民晚报", None),
        ("来源于生活", None),
        ("上海发布今天说", None),
        ("", None),
        (None, None),
    ],
)
def test_the_unit_that_a_text_names_as_its_source(text: str | None, unit: str | None) -> None:
    assert marked_units(pl.Series([text], dtype=pl.String), SPELLINGS).to_list() == [unit]


@pytest.mark.parametrize("text", ["來源：浦東發布", "（轉載自：浦东發佈）", "來源：浦东发布"])
def test_marks_in_traditional_characters_are_read_where_it_is_wanted(text: str) -> None:
    written = pl.Series([text])
    assert marked_units(written, SPELLINGS, simplified=True).to_list() == ["浦东"]
    assert marked_units(written, SPELLINGS).to_list() == [None]


def test_a_name_in_traditional_characters_is_known_by_simplified_ones() -> None:
    names = pl.DataFrame([("黃浦發佈", "黄浦")], schema=NAMES, orient="row")
    assert marked_units(pl.Series(["来源：黄浦发布"]), names, simplified=True)[0] == "黄浦"


def test_a_mark_in_the_midst_of_a_long_text_is_no_mark() -> None:
    text = "政" * 900 + "来源：上海发布。" + "务" * 900
    assert marked_units(pl.Series([text]), SPELLINGS)[0] is None


def links(linked: str | None, text: str | None, url: str) -> int:
    articles = pl.DataFrame(
        {"article": [0], "linked": [linked], "text": [text]},
        schema={"article": pl.Int64, "linked": pl.String, "text": pl.String},
    )
    return linked_posts(articles, pl.DataFrame({"post": [0], "url": [url]})).height


@pytest.mark.parametrize(
    ("linked", "text"),
    [
        ("http://weibo.com/1/Ab#comment", None),
        ("https://www.weibo.com/1/Ab/", "正文"),
        ("https://weibo.com/1/Ab?from=timeline&isappinstalled=0", None),
        (None, "原文见https://weibo.com/1/Ab。"),
        (None, "<a href='//x.cn'>甲</a> <a href=\"https://weibo.com/1/Ab\">原文</a>"),
    ],
)
def test_a_link_is_known_however_it_is_written(linked: str | None, text: str | None) -> None:
    assert links(linked, text, "https://weibo.com/1/Ab") == 1


def test_another_address_or_none_is_no_link() -> None:
    assert links("https://weibo.com/1/AB", "https://weibo.com/1/A", "https://weibo.com/1/Ab") == 0
    assert links("", None, "") == 0
