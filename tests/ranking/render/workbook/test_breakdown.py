"""Unit by unit: every count and every part's points of an index."""

from ranking.render.workbook import workbook
from tests.builders.workbooks import reopen, small_view, values


def test_every_count_and_part_of_every_unit_is_there():
    """At full precision, in the order of the boards, under counts and points."""
    view = small_view()
    heads, words = view.headings, view.edition.labels
    book = reopen(workbook(view))
    for name in dict.fromkeys(board.index_name for board in view.edition.boards):
        boards = [board for board in view.edition.boards if board.index_name == name]
        rows = values(book[f"{heads.breakdown} {name}"])
        top = next(n for n, row in enumerate(rows) if row[:1] == [words.group])
        assert [c for c in rows[top] if c in (heads.counts, words.points)] == [
            heads.counts,
            words.points,
        ]
        written = rows[top + 2 :]
        expected = [(board, row) for board in boards for row in board.rows]
        assert [row[2] for row in written] == [row.unit for _, row in expected]
        for cells, (board, row) in zip(written, expected, strict=True):
            numbers = [*row.counts, row.index, *(part.points for part in row.parts)]
            known = [figure.value for figure in numbers if figure.value is not None]
            assert cells[0] == board.group
            assert [n for n in known if n not in cells] == []
