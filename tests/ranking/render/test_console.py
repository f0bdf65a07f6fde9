"""An edition on a terminal, at every width, in both languages, with hostile text."""

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from ranking.render.console import edition as page
from ranking.render.view import build

WIDTHS = (120, 100, 80, 50)


@pytest.mark.parametrize("width", WIDTHS)
def test_an_ordinary_month_in_chinese(edition, zh, names, printed, snapshot, width):
    """The whole page, as a reader sees it."""
    assert printed(page(build(edition, zh, names), width), width) == snapshot


@pytest.mark.parametrize("width", WIDTHS)
def test_a_month_without_reads_in_english(without_reads, en, printed, snapshot, width):
    """Synthetic label, missing reads, absent WeChat, first edition."""
    assert printed(page(build(without_reads, en), width), width) == snapshot


@pytest.mark.parametrize("width", [*range(40, 131, 6), 200])
def test_no_line_is_wider_than_the_console(edition, hostile, zh, names, printed, width):
    """Nothing wraps by itself, whatever the names."""
    for one in (edition, hostile):
        text = printed(page(build(one, zh, names), width), width)
        assert max(map(cell_len, text.split("\n"))) <= width


@pytest.mark.parametrize("width", [50, 70, 95, 120, 160])
def test_tables_are_rectangles(edition, hostile, zh, names, printed, width):
    """Below each rule of a table, rows are as wide as the rule."""
    for one in (edition, hostile):
        view = build(one, zh, names)
        for board in view.boards:
            text = printed(page(replace(view, boards=(board,)), width), width)
            lines = text.split("\n")
            start = next(i for i, line in enumerate(lines) if line.startswith("名次"))
            block = lines[start : start + 2 + len(board.rows)]
            assert len({cell_len(line) for line in block}) == 1


def test_columns_follow_the_width(edition, zh, names, printed):
    """Bonus goes below 60 cells, bars and the last rank come at 90, counts at 110."""

    def head(width):
        text = printed(page(build(edition, zh, names), width), width)
        return next(line for line in text.split("\n") if line.startswith("名次"))

    assert head(50).split() == ["名次", "变化", "单位", "总分"]
    assert head(80).split() == ["名次", "变化", "单位", "指数", "加分", "总分"]
    assert head(100).split() == ["名次", "变化", "单位", "指数", "加分", "总分", "上期名次"]
    assert head(120).split()[7:] == [
        names[f] for f in ("weighted_reprints", "reprinted_posts", "channels", "max_reprints")
    ]


def test_counts_without_room_are_named(edition, zh, names, printed):
    """A wide console never drops a count in silence."""
    long = {key: name * 4 for key, name in names.items()}
    text = printed(page(build(edition, zh, long), 112), 112)
    assert "因宽度未显示" in text


def test_everything_we_print_exists_in_gbk(edition, without_reads, zh, en, names, printed):
    """A Windows console in code page 936 can show it."""
    for one in (edition, without_reads):
        for tr in (zh, en):
            printed(page(build(one, tr, names), 120), 120).encode("gbk")


def test_hostile_text_is_printed_as_text(hostile, zh, printed):
    """Markup shows, escapes and direction marks are gone, nothing becomes a style or a link."""
    text = printed(page(build(hostile, zh), 120), 120)
    assert "[bold red]markup[/]" in text
    assert not set(text) & set("\x1b\x07\x9b\u202e\u2066\u200f\u200b\x00")


def test_rises_are_red_and_falls_green(edition, zh, names):
    """As Chinese lists print them; with NO_COLOR there is no colour at all."""

    def coloured(environ):
        file = io.StringIO()
        console = Console(
            width=80,
            force_terminal=True,
            color_system="standard",
            legacy_windows=False,
            _environ=environ,
            file=file,
        )
        console.print(page(build(edition, zh, names), 80))
        return file.getvalue()

    assert "\x1b[31m↑3" in coloured({})
    assert "\x1b[32m↓1" in coloured({})
    assert "\x1b[31m" not in coloured({"NO_COLOR": "1"})


def test_an_edition_without_boards_still_prints(edition, zh, printed):
    """No board, post or campaign is not an error."""
    bare = replace(edition, boards=(), campaigns=(), top_posts=replace(edition.top_posts, rows=()))
    assert "数据覆盖" in printed(page(build(bare, zh), 80), 80)
