"""The network as a drawing."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import polars as pl
from hypothesis import given

from ranking.i18n import Translator
from ranking.network.drawing import draw
from tests.builders.network import HOSTILE, edge_table, edge_tables

SVG = "{http://www.w3.org/2000/svg}"
CHANNELS = pl.DataFrame(
    {
        "channel_id": ["a", "b", "c", "d"],
        "name": ["新浪新闻客户端", "东方网", "上海发布", "微博甲"],
        "type": ["client", "website", "wechat", "weibo"],
    }
)
EDGES = edge_table(
    ("浦东新区", "a", 1200), ("浦东新区", "b", 3), ("黄浦区", "c", 2), ("黄浦区", "x", 1)
)
english = Translator("en")


def drawn(edges: pl.DataFrame = EDGES, title: str = "网络", **most: int) -> ET.Element:
    return ET.fromstring(draw(edges, CHANNELS, title, english, **most))


def texts(svg: ET.Element) -> list[str]:
    return ["".join(element.itertext()) for element in svg.iter(f"{SVG}text")]


def titles(svg: ET.Element) -> list[str | None]:
    return [element.text for element in svg.iter(f"{SVG}title")]


def test_bars_are_labelled_with_names_and_reprints() -> None:
    shown = texts(drawn())
    for label in ("浦东新区1,203", "黄浦区3", "新浪新闻客户端1,200", "东方网3", "上海发布2", "x1"):
        assert label in shown


def test_each_flow_says_what_it_is() -> None:
    assert titles(drawn())[1:] == [
        "浦东新区 in 新浪新闻客户端: 1,200",
        "浦东新区 in 东方网: 3",
        "黄浦区 in 上海发布: 2",
        "黄浦区 in x: 1",
    ]


def test_the_legend_has_the_kinds_that_are_drawn() -> None:
    shown = texts(drawn())
    assert {"news client", "news site", "WeChat account", "other channel"} <= set(shown)
    assert "Weibo account" not in shown


def test_only_the_largest_are_drawn_and_the_subtitle_says_so() -> None:
    svg = drawn(units_shown=1, channels_shown=1)
    about = (
        "The 1 of 2 units and 1 of 4 channels with the most reprints: "
        "1,200 of 1,206 reprints, 99.5%."
    )
    assert titles(svg)[1:] == ["浦东新区 in 新浪新闻客户端: 1,200"]
    assert about in texts(svg)
    assert svg.findtext(f"{SVG}desc") == about


def test_one_units_drawing_speaks_of_channels_alone() -> None:
    about = drawn(EDGES.filter(pl.col("unit") == "黄浦区")).findtext(f"{SVG}desc")
    assert about == "The 2 of 2 channels with the most reprints: 3 of 3 reprints, 100.0%."


def test_it_has_a_name_for_those_who_do_not_see_it() -> None:
    svg = drawn()
    assert svg.get("role") == "img"
    ids = {e.get("id"): e.text for e in svg.iter() if e.get("id")}
    named = [ids[i] for i in (svg.get("aria-labelledby") or "").split()]
    assert named[0] == "网络"
    assert len(named) == 2


def test_fonts_with_chinese_characters_are_named() -> None:
    assert "Noto Sans CJK SC" in (drawn().get("font-family") or "")


def test_hostile_names_stay_text() -> None:
    edges = edge_table(*((f"{n}!", f"{n}?", 1) for n in HOSTILE), ("甲", "b", 1))
    channels = pl.DataFrame(
        {"channel_id": [f"{n}?" for n in HOSTILE], "name": HOSTILE, "type": HOSTILE}
    )
    svg = draw(edges, channels, "</title><script>alert(1)</script>", english)
    read = ET.fromstring(svg)
    allowed = {"svg", "title", "desc", "rect", "path", "text", "tspan"}
    assert {element.tag.removeprefix(SVG) for element in read.iter()} == allowed
    attributes = {name for element in read.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or name in ("style", "href")]
    assert not re.search("[\x00-\x08\x1b\u202e]", svg)


def test_a_month_without_reprints_is_a_frame_alone() -> None:
    svg = drawn(edge_table())
    assert list(svg.iter(f"{SVG}path"))[1:] == []
    assert "0 of 0 units" in (svg.findtext(f"{SVG}desc") or "")


@given(edge_tables())
def test_the_order_of_rows_does_not_move_a_byte(edges: pl.DataFrame) -> None:
    one = draw(edges, CHANNELS, "t", english)
    assert one == draw(edges.reverse(), CHANNELS.reverse(), "t", english)
