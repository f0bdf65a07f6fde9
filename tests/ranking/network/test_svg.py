"""What the drawings have in common."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from ranking.i18n import Translator
from ranking.network.svg import COLOURS, heading, legend, page, text
from tests.builders.network import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
english = Translator("en")


def test_a_page_is_named_for_those_who_do_not_see_it() -> None:
    svg = ET.fromstring(page("tree", "标题", "说明", 300, []))
    ids = {element.get("id"): element.text for element in svg.iter() if element.get("id")}
    named = [ids[name] for name in (svg.get("aria-labelledby") or "").split()]
    assert named == ["标题", "说明"]
    assert (svg.get("viewBox") or "").endswith(" 300")


@pytest.mark.parametrize("name", HOSTILE)
def test_titles_stay_text(name: str) -> None:
    svg = ET.fromstring(page("tree", name, name, 300, heading(name, name)))
    assert {element.tag.removeprefix(SVG) for element in svg.iter()} <= {
        *("svg", "title", "desc", "rect", "path", "text")
    }


def test_the_legend_has_the_colour_and_the_word_of_each_kind() -> None:
    parts = "".join(legend(["client", ""], 50, english))
    assert parts.index("news client") < parts.index("other channel")
    assert all(COLOURS[kind] in parts for kind in ("client", ""))
    assert COLOURS["weibo"] not in parts


def test_turned_text_turns_about_its_own_place() -> None:
    assert 'transform="rotate(30.00 1.5 2.0)"' in text(1.5, 2, "a", size=9, turn=30)
    assert "transform" not in text(1.5, 2, "a", size=9)
