from __future__ import annotations

import pytest

from ranking.render.docx.parts import Column, Table, cells
from ranking.render.docx.widths import SIZES, ems, fit, split

NAME = Column("单位", "text")


def number(heading: str = "指数") -> Column:
    return Column(heading, "number")


def test_a_han_character_is_one_em_and_a_digit_less():
    assert ems("浦东新区") == 4
    assert 0.5 < ems("1") < ems("W") < 1


@pytest.mark.parametrize(
    "table",
    [
        Table((NAME, number()), (cells("浦东新区", "98.77"),)),
        Table((number(), number()), (cells("1", "2"),)),
        Table((NAME,), ()),
        Table((NAME, *[number("单篇最高转载")] * 12), (cells("区" * 300, *["7,654,321"] * 12),)),
    ],
)
def test_columns_fill_the_line_exactly(table):
    _, widths = fit(table, 156)
    assert sum(widths) == pytest.approx(156)
    assert min(widths) > 5


def test_few_columns_are_set_at_full_size_and_the_name_takes_the_rest():
    size, (name, figure) = fit(Table((NAME, number()), (cells("浦东新区", "98.77"),)), 156)
    assert size == SIZES[0]
    assert name > 100 > 20 > figure


def test_many_columns_are_set_smaller():
    table = Table((NAME, *[number()] * 12), (cells("浦东新区", *["7,654,321"] * 12),))
    size, _ = fit(table, 156)
    assert size == SIZES[-1]


def test_a_title_gets_more_than_the_name_beside_it():
    columns = (Column("标题", "text"), NAME, number())
    table = Table(columns, (cells("题" * 60, "市住房城乡建设管理委", "72,000"),))
    _, (title, name, _) = fit(table, 156)
    assert title > 2 * name


def test_a_long_heading_breaks_instead_of_widening_its_column():
    _, (_, short) = fit(Table((NAME, number("指数")), (cells("区", "1"),)), 156)
    _, (_, long) = fit(Table((NAME, number("被转载稿件总篇数")), (cells("区", "1"),)), 156)
    assert long < 2.5 * short


def test_a_table_that_fits_stays_whole():
    table = Table((NAME, number()), (cells("浦东新区", "98.77"),))
    assert split(table, 156, (0,)) == (table,)


def test_a_table_too_wide_for_the_smallest_letters_goes_on_below_with_its_keys():
    figures = [f"7,654,{i:03}" for i in range(30)]
    columns = (number("名次"), NAME, *[number()] * 30)
    tables = split(Table(columns, (cells("1", "浦东新区", *figures),)), 156, (0, 1))
    assert len(tables) > 1
    found = [[cell.text for cell in table.rows[0]] for table in tables]
    assert all(row[:2] == ["1", "浦东新区"] for row in found)
    assert [text for row in found for text in row[2:]] == figures
    for table in tables:
        assert len(table.columns) < 20
