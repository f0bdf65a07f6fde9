"""What is handed to the templates."""

import json
from dataclasses import replace

import pytest

from ranking.i18n import Translator
from ranking.render.figures import Figure
from ranking.render.publication_view import publication_view
from ranking.render.text_view import Sentence, TextFigure, TextSection
from ranking.render.trend import TrendPoint
from ranking.render.typeset.document import document
from tests.builders.publications import shipped_publishing, small_publication


@pytest.fixture(scope="module")
def view():
    return publication_view(small_publication(), shipped_publishing(), Translator("zh"))


def made(view):
    return document(view, Translator("zh"))


def of_first_row(view, **changes):
    """The first row's data where that row of the first board differs."""
    board = view.edition.boards[0]
    row = replace(board.rows[0], **changes)
    board = replace(board, rows=(row, *board.rows[1:]))
    boards = (board, *view.edition.boards[1:])
    return made(replace(view, edition=replace(view.edition, boards=boards)))["boards"][0]["rows"][0]


def test_everything_is_json(view):
    assert json.loads(json.dumps(made(view)))["title"] == view.edition.title


def test_every_row_of_every_board_is_there_as_printed(view):
    data = made(view)
    assert [b["title"] for b in data["boards"]] == [b.title for b in view.edition.boards]
    for board, known in zip(data["boards"], view.edition.boards, strict=True):
        printed = [(r["rank"], r["unit"], r["total"], r["counts"]) for r in board["rows"]]
        assert printed == [
            (r.rank.text, r.unit, r.total.text, [c.text for c in r.counts]) for r in known.rows
        ]


def test_the_pieces_of_a_bar_add_up_to_its_share_the_bonus_last(view):
    board = view.edition.boards[0]
    rows = made(view)["boards"][0]["rows"]
    lengths = [sum(s["length"] for s in row["segments"]) for row in rows]
    assert lengths == pytest.approx([row.share for row in board.rows])
    bonus = next(n for n, row in enumerate(board.rows) if row.bonus.value)
    assert rows[bonus]["segments"][-1]["part"] == -1


def test_only_an_honoured_row_has_a_place_for_a_medal(view):
    assert of_first_row(view)["place"] == 1
    assert of_first_row(view, honoured=False)["place"] == 0


def test_an_index_that_is_no_sum_has_a_bar_of_one_piece(view):
    row = of_first_row(view, parts=(), bonus=Figure(0.0, "0.00"))
    total = view.edition.boards[0].rows[0]
    whole = total.index.value / total.total.value
    assert row["segments"] == [{"part": 0, "length": pytest.approx(whole)}]


@pytest.mark.parametrize("total", [None, 0.0, -3.0])
def test_without_a_total_above_zero_there_is_no_bar(view, total):
    assert of_first_row(view, total=Figure(total, "—"))["segments"] == []


def test_negative_points_have_no_length_and_the_bar_stays_in_its_column(view):
    row = of_first_row(view, index=Figure(50.0, "50"), bonus=Figure(-5.0, "-5.00"))
    assert all(s["length"] > 0 for s in row["segments"])
    assert sum(s["length"] for s in row["segments"]) <= 1


def point(total):
    return TrendPoint("2026-01", Figure(None, "—"), Figure(total, "x"))


@pytest.mark.parametrize(
    ("totals", "curve"),
    [
        ((10.0, 20.0, 15.0), [0.0, 1.0, 0.5]),
        ((10.0, None, 20.0), [0.0, None, 1.0]),
        ((7.0, 7.0), [0.5, 0.5]),
        ((None, None), []),
        ((), []),
    ],
)
def test_a_trend_lies_between_its_least_and_greatest_total(view, totals, curve):
    assert of_first_row(view, trend=tuple(map(point, totals)))["trend"] == curve


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.com/1", "https://example.com/1"),
        ("http://example.com/1?a=b", "http://example.com/1?a=b"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://例子.cn/", ""),
        ("https://example.com/ x", ""),
        ("https://example.com/" + "a" * 2000, ""),
        ("", ""),
    ],
)
def test_only_a_plain_web_address_becomes_a_link(view, url, link):
    top = view.edition.top_posts
    posts = replace(top, rows=(replace(top.rows[0], url=url),))
    data = made(replace(view, edition=replace(view.edition, top_posts=posts)))
    assert data["posts"][0]["rows"][0]["url"] == link


def test_names_in_a_sentence_are_told_from_our_own_words(view):
    sentence = Sentence(("阅读量最高的是", TextFigure("《标题》", None, ()), "。"))
    section = TextSection("x", "概况", ((sentence,),))
    text = made(replace(view, text=(section,)))["text"]
    pieces = [{"plain": "阅读量最高的是"}, {"word": "《标题》"}, {"plain": "。"}]
    assert text == [{"heading": "概况", "paragraphs": [pieces]}]
