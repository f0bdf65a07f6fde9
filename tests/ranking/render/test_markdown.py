"""Markdown: all that is published, and nothing from outside that becomes more than text."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from ranking.render.markdown import boards_markdown, code, escaped, markdown_text
from ranking.render.publication_view import PublicationView, publication_view
from ranking.render.safe import line
from ranking.render.text_view import Sentence, TextFigure, TextSection
from ranking.render.view import build
from tests.builders.hostile import HOSTILE
from tests.builders.publications import (
    hostile_publication,
    shipped_publishing,
    small_publication,
)

PARSER = MarkdownIt("commonmark").enable("table")
AUTOLINK = re.compile(r"(https?|ftp)://|(?<![\w.])www\.|[\w.+-]+@[\w-]+\.\w")


def view_of(publication, tr) -> PublicationView:
    return publication_view(publication, shipped_publishing(), tr)


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the table below a heading, its head first, without the rule."""
    below = text.split(f"## {heading}\n\n")[1].split("\n\n")[0]
    cells = [[cell.strip() for cell in row[1:-1].split(" | ")] for row in below.split("\n")]
    return [cells[0], *cells[2:]]


def texts(markdown: str) -> list[str]:
    """What a reader sees of each line: text and code, as parsed."""
    inline = [token for token in PARSER.parse(markdown) if token.type == "inline"]
    return ["".join(child.content for child in token.children or ()) for token in inline]


def test_the_whole_list_is_there(zh):
    """Sections in reading order: figures, boards, posts, topics, campaigns, notes, hashes."""
    text = markdown_text(view_of(small_publication(), zh))
    heads = re.findall("^## (.*)$", text, re.MULTILINE)
    view = view_of(small_publication(), zh).edition
    assert [board.title for board in view.boards] == [h for h in heads if "·" in h]
    assert heads.index(view.labels.statistics) < heads.index(view.boards[0].title)
    assert heads[-1] == view.labels.provenance
    assert view.labels.campaigns in heads


def test_boards_show_what_is_printed(zh):
    view = view_of(small_publication(), zh).edition
    text = markdown_text(view_of(small_publication(), zh))
    for board in view.boards:
        head, *found = rows(text, board.title)
        assert [row[:3] for row in found] == [
            [row.rank.text, row.change.text, row.unit] for row in board.rows
        ]
        assert len(head) == (7 if board.has_bonus else 5) + len(board.features)


def test_a_board_without_bonus_has_no_columns_for_it(without_reads, zh):
    text = boards_markdown(build(without_reads, zh))
    assert "加分" not in text
    assert "总分" not in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_boards_alone(without_reads, zh, en, names, snapshot, language):
    """Title with the synthetic label, a table per board, displayed decimals, footnotes."""
    tr = zh if language == "zh" else en
    assert boards_markdown(build(without_reads, tr, names if tr is zh else None)) == snapshot


def test_sentences_of_a_paragraph_follow_one_another(zh):
    """A figure is plain text there; a paragraph is one line."""
    sentences = (
        Sentence(("本月发稿", TextFigure("51,926", 51926, ("/statistics/posts",)), "篇。")),
        Sentence(("其中原创", TextFigure("9", 9, ()), "篇。")),
    )
    view = view_of(small_publication(), zh)
    text = markdown_text(replace(view, text=(TextSection("opening", "总体", (sentences,)),)))
    assert "## 总体\n\n本月发稿51,926篇。其中原创9篇。\n" in text


def test_a_synthetic_edition_says_so_first(without_reads, zh):
    head = boards_markdown(build(without_reads, zh)).split("##")[0]
    assert "模拟数据" in head.split("\n")[0]
    assert "**本榜单使用模拟数据" in head


def test_hostile_texts_stay_in_their_cells(zh):
    """Every row of every table has as many cells as its head."""
    tokens = PARSER.parse(markdown_text(view_of(hostile_publication(), zh)))
    cells: list[int] = []
    for token in tokens:
        if token.type == "table_open":
            cells = []
        elif token.type == "tr_open":
            cells.append(0)
        elif token.type in ("th_open", "td_open"):
            cells[-1] += 1
        elif token.type == "table_close":
            assert len(set(cells)) == 1
    assert cells


def test_nothing_hostile_becomes_a_link_a_picture_or_a_tag(zh):
    tokens = PARSER.parse(markdown_text(view_of(hostile_publication(), zh)))
    kinds = {token.type for token in tokens}
    kinds |= {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "fence", "code_block"}
    assert not kinds & {"em_open", "blockquote_open", "ordered_list_open", "hr", "hardbreak"}


def test_hostile_headings_are_those_of_an_ordinary_list(zh):
    def heads(publication):
        tokens = PARSER.parse(markdown_text(view_of(publication, zh)))
        return [token.tag for token in tokens if token.type == "heading_open"]

    text = len(view_of(hostile_publication(), zh).text)
    ordinary = len(view_of(small_publication(), zh).text)
    assert heads(hostile_publication())[1 + text :] == heads(small_publication())[1 + ordinary :]


def test_no_address_outside_of_code_can_become_a_link(zh):
    """GitHub links bare addresses too."""
    tokens = PARSER.parse(markdown_text(view_of(hostile_publication(), zh)))
    bare = [
        child.content
        for token in tokens
        for child in token.children or ()
        if child.type == "text" and AUTOLINK.search(child.content)
    ]
    assert bare == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_reader_sees_the_text_as_it_is(text):
    cleaned = line(text).strip()
    assert "".join(texts(escaped(text))) == cleaned
    assert texts(f"- {escaped(text)}") == [cleaned]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. 甲", "1\\. 甲"),
        ("- 甲", "\\- 甲"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("-1.50", "-1.50"),
        ("98.77", "98.77"),
        ("# 甲", "\\# 甲"),
        ("$x$", "\\$x\\$"),
        ("看 https://a.cn/?x=1|2 吧", "看 `https://a.cn/?x=1`\\|2 吧"),
        ("www.a.cn", "`www.a.cn`"),
        ("信箱 a.b@c.cn。", "信箱 `a.b@c.cn`。"),
        ("（详见https://a.cn/x）。", "（详见`https://a.cn/x`）。"),
        ("《https://a.cn/x》、www.b.cn，", "《`https://a.cn/x`》、`www.b.cn`，"),
        ("“https://a.cn”查看", "“`https://a.cn`”查看"),
        ("HTTPS://A.CN/x_(1)*2*全文", "`HTTPS://A.CN/x_(1)*2*`全文"),
        ("https://政务.cn", "`https://`政务.cn"),
        ("邮箱a@b.cn联系", "邮箱`a@b.cn`联系"),
        ("    四格", "四格"),
    ],
)
def test_only_what_markdown_would_read_is_escaped(text, shown):
    assert escaped(text) == shown


def test_an_address_is_code_that_nothing_ends():
    assert code("https://a.cn/`|x") == "`https://a.cn/'%7Cx`"
    assert code("") == ""
