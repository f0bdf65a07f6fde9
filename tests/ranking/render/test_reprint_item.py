"""A post and an article side by side."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from ranking.render.reprint_item import decided_line, item_lines
from tests.builders.matched import BARE, DECIDED, ITEM, hostile_items

WIDTHS = [120, 90, 60, 59, 40]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_but_an_address_is_wider_than_the_terminal(width, en, zh) -> None:
    """Whatever the texts are, and nothing in them steers the terminal."""
    for item in (ITEM, BARE, DECIDED, *hostile_items()):
        for tr in (en, zh):
            bare = replace(item, post_url=None, url=None)
            lines = "\n".join(item_lines(bare, tr, width)).split("\n")
            assert max(map(cell_len, lines)) <= width
            assert all(text.isprintable() for text in lines)


def test_a_wide_terminal_has_them_side_by_side(en, snapshot) -> None:
    """Title beside title, text beside text."""
    assert "\n".join(item_lines(ITEM, en, 100)) == snapshot


def test_a_narrow_terminal_has_them_one_below_the_other(en) -> None:
    """And shows no less."""
    lines = "\n".join(item_lines(ITEM, en, 59))
    assert "│" not in lines
    joined = lines.replace("\n", "")
    for text in (ITEM.post_title, ITEM.post_excerpt, ITEM.title, ITEM.excerpt, ITEM.channel):
        assert text in joined


def test_addresses_stay_whole(en) -> None:
    """They are to be copied."""
    address = "https://news.example.com/" + "a" * 200
    lines = list(item_lines(replace(ITEM, url=address), en, 60))
    assert f"Article: {address}" in lines


def test_what_is_not_known_is_said(en) -> None:
    """No text, no time, no known channel, no comparison."""
    lines = "\n".join(item_lines(BARE, en, 100))
    assert "(no text)" in lines
    assert "time not known" in lines
    assert "the texts were not compared" in lines
    assert "The channel is not known: the article counts once it is added." in lines
    assert "Post:" not in lines


def test_a_decision_is_told_with_its_reason(en) -> None:
    """The reason only where one was given."""
    said = "Decided: no reprint, by 张三, 2026-11-02 09:00"
    assert decided_line(DECIDED, en) == f"{said}: 只是同一活动的报道"
    assert decided_line(replace(DECIDED, decision_reason=None), en) == said
    assert said in "\n".join(item_lines(DECIDED, en, 100))
    assert "Decided" not in "\n".join(item_lines(ITEM, en, 100))
