"""One post's tree as a drawing."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

from ranking.i18n import Translator
from ranking.model.reprint_cascade import PostCascade
from ranking.network.tree_drawing import draw_tree
from ranking.network.tree_levels import LEVELS
from tests.builders.carried import carried_post
from tests.builders.network import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
POST = carried_post({"a": None, "b": "a", "c": "a", "d": None})
english = Translator("en")


def svg_text(post: PostCascade = POST, title: str = "外滩", drawn: int = 320) -> str:
    return draw_tree(post, title, "about", english, lambda seconds: f"{seconds}s", drawn)


def drawn(post: PostCascade = POST, count: int = 320) -> ET.Element:
    return ET.fromstring(svg_text(post, drawn=count))


def texts(svg: ET.Element) -> list[str]:
    return ["".join(element.itertext()) for element in svg.iter(f"{SVG}text")]


def titles(svg: ET.Element) -> list[str | None]:
    return [element.text for element in svg.iter(f"{SVG}title")]


def test_channels_are_named_with_the_time_after_the_post() -> None:
    shown = texts(drawn())
    assert {"a客户端60s", "b客户端120s", "浦东新区", "news client"} <= set(shown)


def test_each_dot_says_what_it_is() -> None:
    assert set(titles(drawn())[1:]) == {
        "a客户端 · 60s · taken from it: 2",
        *("b客户端 · 120s", "c客户端 · 180s", "d客户端 · 240s"),
    }


def test_a_reprint_without_a_time_is_drawn_without_one() -> None:
    first, *others = POST.reposts
    timeless = replace(POST, reposts=(*others, replace(first, published_at=None, seconds=None)))
    assert "a客户端 · taken from it: 2" in titles(drawn(timeless))


def test_a_source_that_was_not_believed_is_a_dashed_line() -> None:
    assert "stroke-dasharray" not in svg_text()
    *others, last = POST.reposts
    faulty = replace(POST, reposts=(*others, replace(last, parent="gone", fault="orphan")))
    assert svg_text(faulty).count("stroke-dasharray") == 1


def test_of_many_those_that_carried_it_furthest_are_drawn_and_it_says_so() -> None:
    svg = drawn(count=2)
    assert {title.split(" · ")[0] for title in titles(svg)[1:] if title} == {"a客户端", "b客户端"}
    assert svg.findtext(f"{SVG}desc") == "about Shown are the 2 that carried it furthest."


def test_of_a_chain_of_thousands_the_first_levels_are_drawn_and_it_says_what_is_left_out() -> None:
    """As a sentence, in the drawing where it goes on, and for a pointer."""
    names = [f"r{n}" for n in range(2_000)]
    svg = drawn(carried_post(dict(zip(names, [None, *names], strict=False))))
    said = f"Shown are the {LEVELS} that carried it furthest on the first {LEVELS} of 2,000 levels."
    end = f"levels left out: {2_000 - LEVELS:,}"
    assert {said, end} <= set(texts(svg))
    assert svg.findtext(f"{SVG}desc") == f"about {said}"
    dots = titles(svg)[1:]
    assert len(dots) == LEVELS
    assert [title.endswith(end) for title in dots if title] == [False] * (LEVELS - 1) + [True]
    assert {f"r{n}客户端" for n in range(LEVELS)} == {
        text.split("客户端")[0] + "客户端" for text in texts(svg) if "客户端" in text
    }
    assert len(list(svg.iter(f"{SVG}circle"))) == LEVELS + LEVELS + 1 + 3


def test_hundreds_have_the_post_in_their_middle() -> None:
    post = carried_post({**dict.fromkeys(f"r{n}" for n in range(300)), "s": "r7"})
    svg = drawn(post)
    assert len(list(svg.iter(f"{SVG}circle"))) == 301 + 2 + 1
    assert "浦东新区" in texts(svg)


def test_hostile_names_stay_text() -> None:
    reposts = tuple(
        replace(one, name=name, type=name)
        for one, name in zip(carried_post(dict.fromkeys("abcdef")).reposts, HOSTILE, strict=True)
    )
    cascade = replace(POST.cascade, unit=HOSTILE[0], title=HOSTILE[1])
    svg = svg_text(replace(POST, reposts=reposts, cascade=cascade), HOSTILE[0])
    read = ET.fromstring(svg)
    tags = {element.tag.removeprefix(SVG) for element in read.iter()}
    assert tags <= {*("svg", "g", "title", "desc", "rect", "path", "circle", "text", "tspan")}
    attributes = {name for element in read.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or name in ("style", "href")]
    assert not re.search("[\x00-\x08\x1b\u202e]", svg)
