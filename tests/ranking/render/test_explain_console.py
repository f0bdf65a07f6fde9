"""An explanation on a terminal: from counts to rank and to the next place."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from ranking.render.explain_console import explanation as page


@pytest.mark.parametrize(("width", "language"), [(120, "zh"), (80, "zh"), (50, "en")])
def test_the_whole_page(explanation, zh, en, printed, snapshot, width, language):
    """As a reader sees it."""
    tr = zh if language == "zh" else en
    assert printed(page(explanation, tr, width), width) == snapshot


def test_it_tells_what_one_place_more_takes(explanation, zh, printed):
    """The gap, the unit above, the value needed, and where one indicator alone is not enough."""
    text = printed(page(explanation, zh, 120), 120)
    assert "与前一名浦东新区相差 5.21 分" in text
    assert "+7,912.50" in text
    assert "单项不足以赶上" in text


def test_where_no_count_alone_tells_it_says_so(explanation, en, printed):
    """An index that compares units has no table of gains: a sentence in its place."""
    board = replace(explanation.boards[0], gains=())
    text = printed(page(replace(explanation, boards=(board,)), en, 200), 200)
    assert "5.21 points behind 浦东新区. No indicator alone says what one place more takes" in text
    assert "Needed" not in text


def test_a_missing_indicator_has_its_reason(explanation, zh, printed):
    """A step without a count says why."""
    assert "分享人数：No post has shares." in printed(page(explanation, zh, 120), 120)


def test_matches_name_the_word(explanation, zh, printed):
    """Each matching post is listed with the word that matched and where it stood."""
    text = printed(page(explanation, zh, 120), 120)
    line = next(line for line in text.split("\n") if line.startswith("国庆长假出行提示"))
    assert line.split() == ["国庆长假出行提示", "国庆", "标题", "guoqing"]


def test_the_leader_has_nobody_above(explanation, zh, printed):
    """The first of a board is told no gap."""
    first = replace(explanation.boards[0], above=None, gap=None, gains=())
    assert "相差" not in printed(page(replace(explanation, boards=(first,)), zh, 80), 80)


def test_an_unranked_unit_is_explained_too(explanation, zh, printed):
    """No rank, no index: said, not hidden."""
    board = explanation.boards[0]
    row = replace(board.row, rank=None, value=None, total=None)
    text = printed(page(replace(explanation, boards=(replace(board, row=row),)), zh, 80), 80)
    assert "未排名" in text
    assert "指数 — + 加分 0.00 = —" in text


def test_empty_sections_are_left_out(explanation, zh, printed):
    """A unit without posts, channels or campaigns gets no empty tables."""
    bare = replace(explanation, accounts=(), top_posts=(), channels=(), campaigns=(), matches=())
    text = printed(page(bare, zh, 80), 80)
    assert "账号" not in text
    assert "渠道  " not in text.replace("转载渠道数", "")


@pytest.mark.parametrize("width", [40, 70, 110])
def test_hostile_text_stays_inside(explanation, hostile_texts, zh, printed, width):
    """Names, titles and words of any kind neither act nor break the width."""
    for text in hostile_texts:
        spoiled = replace(
            explanation,
            unit=text,
            channels=(replace(explanation.channels[0], name=text),),
            matches=(replace(explanation.matches[0], title=text, word=text),),
            boards=(replace(explanation.boards[0], above=text, formula=text),),
        )
        shown = printed(page(spoiled, zh, width), width)
        assert max(map(cell_len, shown.split("\n"))) <= width
        assert not set(shown) & set("\x1b\x07\x9b\u202e\u2066\u200f\u200b\x00")


def test_everything_we_print_exists_in_gbk(explanation, zh, en, printed):
    """A Windows console in code page 936 can show it."""
    for tr in (zh, en):
        printed(page(explanation, tr, 120), 120).encode("gbk")
