"""The sheet of trends: every month's totals and ranks; a missing month is an empty cell."""

from ranking.render.workbook import workbook
from tests.builders.workbooks import reopen, small_view, values


def test_totals_then_ranks_of_every_month():
    """Two headings above the same months; each figure stands under its own month."""
    view = small_view()
    rows = values(reopen(workbook(view))[view.headings.trends])
    words = view.edition.labels
    top = next(n for n, row in enumerate(rows) if row[:2] == [words.board, words.unit])
    months = rows[top + 1][2:]
    half = len(months) // 2
    assert months[:half] == months[half:] == sorted(months[:half])
    assert [cell for cell in rows[top] if cell] == [*rows[top][:2], words.total, words.rank]
    row = view.edition.boards[0].rows[0]
    written = rows[top + 2]
    assert written[:2] == [view.edition.boards[0].title, row.unit]
    by_month = {point.month: point for point in row.trend}
    padded = [*written[2:], *[None] * len(months)]
    for place, month in enumerate(months[:half]):
        assert padded[place] == by_month[month].total.value
        assert padded[place + half] == by_month[month].rank.value


def test_a_month_without_a_place_is_empty_not_a_dash():
    """A dash would be drawn as zero."""
    view = small_view()
    rows = values(reopen(workbook(view))[view.headings.trends])
    missing = [
        row.unit
        for row in view.edition.boards[0].rows
        if any(point.total.value is None for point in row.trend)
    ]
    assert missing
    of_them = [row for row in rows if row[1:2] and row[1] in missing]
    assert any(None in row[2:] for row in of_them)
    assert not any("—" in row for row in of_them)
