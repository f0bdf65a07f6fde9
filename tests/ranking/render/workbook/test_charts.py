"""Native charts: the first ten, what their totals are made of, how the first five moved."""

import re
from dataclasses import replace

from ranking.render.view import build
from ranking.render.workbook import workbook
from tests.builders.workbooks import around, parts, reopen, small_view


def charts(view):
    found = parts(workbook(view), r"charts/chart\d+\.xml$")
    return [found[f"xl/charts/chart{number}.xml"] for number in range(1, len(found) + 1)]


def test_the_first_ten_totals_are_bars_from_zero(edition, zh):
    """Over units and totals of the board's own sheet."""
    first = charts(around(build(edition, zh)))[0]
    assert "'传播力指数榜 · 各区'!$C$4:$C$11" in first
    assert "'传播力指数榜 · 各区'!$F$4:$F$11" in first
    assert '<c:min val="0"/>' in first


def test_each_board_has_totals_parts_and_trends():
    """Three charts a board where all three are known."""
    view = small_view()
    kinds = [
        "line" if "<c:lineChart>" in xml else re.findall(r'<c:grouping val="(\w+)"', xml)[0]
        for xml in charts(view)
    ]
    assert kinds == ["clustered", "stacked", "line"] * len(view.edition.boards)


def test_stacked_parts_are_those_the_total_is_the_sum_of():
    """The chart's ranges hold, for each unit, points and bonus that add up to its total."""
    view = small_view()
    book = reopen(workbook(view))
    for number, board in enumerate(view.edition.boards):
        ranges = re.findall(
            r"<c:val><c:numRef><c:f>'?(.*?)'?!\$(\w+)\$(\d+):\$\w+\$(\d+)<",
            charts(view)[3 * number + 1],
        )
        for place, row in enumerate(board.rows[:10]):
            points = [book[s][f"{column}{int(top) + place}"].value for s, column, top, _ in ranges]
            known = [value for value in points if isinstance(value, float | int)]
            assert abs(sum(known) - (row.total.value or 0.0)) < 1e-9


def test_no_chart_claims_parts_where_the_index_is_no_sum(edition, en):
    """Then only the totals are drawn."""
    view = build(edition, en)
    boards = tuple(
        replace(board, rows=tuple(replace(row, parts=()) for row in board.rows))
        for board in view.boards
    )
    assert len(charts(around(replace(view, boards=boards)))) == len(boards)
