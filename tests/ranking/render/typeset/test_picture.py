"""How boards are shared out over pictures."""

import pytest

from ranking.render.typeset.picture import picture


def board(name, rows):
    return {"title": name, "rows": [*range(rows)], "dropped": f"{name} dropped", "notes": [name]}


def pictures(*boards, posts=()):
    data = dict.fromkeys(("title", "subtitle", "offices", "warning", "words"), "")
    data |= {"language": "zh", "synthetic": False, "facts": ["fact"]}
    data |= {"remarks": {"notes": ["note"]}, "boards": boards, "posts": posts, "topics": []}
    return picture(data)["pages"]


def places(pages):
    return [[(b["title"], len(b["rows"]), b["piece"]) for b in page["boards"]] for page in pages]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((20, 30), [[("0", 20, ""), ("1", 30, "")]]),
        ((20, 31), [[("0", 20, "")], [("1", 31, "")]]),
        ((50,), [[("0", 50, "")]]),
        ((51,), [[("0", 50, "1/2")], [("0", 1, "2/2")]]),
        ((101, 9), [[("0", 50, "1/3")], [("0", 50, "2/3")], [("0", 1, "3/3"), ("1", 9, "")]]),
        ((0,), [[("0", 0, "")]]),
        ((), [[]]),
    ],
)
def test_a_picture_has_fifty_rows_at_most(sizes, expected):
    assert places(pictures(*(board(str(n), size) for n, size in enumerate(sizes)))) == expected


def test_no_row_is_lost_or_moved():
    pages = pictures(board("a", 120))
    assert [row for page in pages for b in page["boards"] for row in b["rows"]] == [*range(120)]


def test_what_stands_below_a_board_stands_below_its_last_piece():
    pieces = [b for page in pictures(board("a", 51)) for b in page["boards"]]
    assert [(p["dropped"], p["notes"]) for p in pieces] == [("", []), ("a dropped", ["a"])]


def test_figures_come_first_posts_and_notes_last():
    table = {"title": "posts", "rows": [1]}
    pages = pictures(board("a", 40), board("b", 40), posts=(table, {"title": "", "rows": []}))
    assert [page["facts"] for page in pages] == [["fact"], [], []]
    assert [page["posts"] for page in pages] == [[], [], [table]]
    assert [page["notes"] for page in pages] == [[], [], ["note"]]
