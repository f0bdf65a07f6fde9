"""Cell widths: cutting, wrapping, bars and the fitting of columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ranking.render.layout import GAP, bar, cut, fit, sparkline, wrap

PRINTABLE = st.text(st.sampled_from("上海市政务，。（）abc 123 …—𠮷"), max_size=120)


@given(PRINTABLE, st.integers(1, 60))
def test_cut_never_exceeds_its_width(text, width):
    """However wide the characters, the result fits, and a text that fits is untouched."""
    assert cell_len(cut(text, width)) <= width
    if cell_len(text) <= width:
        assert cut(text, width) == text


@given(PRINTABLE, st.integers(4, 60))
def test_wrap_loses_nothing_but_spaces(text, width):
    """Every line fits, and all other characters come out in order."""
    lines = wrap(text, width).split("\n")
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_wrap_puts_no_closing_mark_at_the_start_of_a_line():
    """Chinese typesetting: ，。） stay with the character before them."""
    lines = wrap("一二三四，五六七（八九），十", 8).split("\n")
    assert lines == ["一二三", "四，五六", "七（八", "九），十"]


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_bar_is_as_long_as_its_share(share, width):
    """In eighths of a cell, never longer than its column."""
    drawn = bar(share, width)
    whole = drawn.count("█")
    rest = " ▏▎▍▌▋▊▉".index(drawn[whole:]) if drawn[whole:] else 0
    assert cell_len(drawn) <= width
    assert whole * 8 + rest == round(share * width * 8)


@pytest.mark.parametrize("share", [-1.0, 2.0])
def test_a_bar_beyond_its_scale_is_clipped(share):
    """A share outside 0 to 1 is drawn as empty or full."""
    assert bar(share, 5) in ("", "█████")


def test_flexible_columns_shrink_first():
    """A name is cut before a number is."""
    assert fit([4, 30, 10], [False, True, False], 40) == [4, 40 - 14 - 2 * GAP, 10]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=10), st.integers(40, 200))
def test_columns_fit_any_console(wanted, width):
    """Whatever is wanted, the sum with its gaps is not wider than the console."""
    widths = fit(wanted, [True] * len(wanted), width)
    assert sum(widths) + GAP * (len(widths) - 1) <= width
    assert all(0 < got <= want for got, want in zip(widths, wanted, strict=True))


def test_a_sparkline_reaches_from_the_least_to_the_greatest():
    """One cell a value; what is missing is blank and moves no bound."""
    assert sparkline([1.0, None, 8.0, 4.0]) == "▁ █▄"


def test_equal_values_make_a_flat_sparkline():
    """No division by zero, and nothing at all for no value."""
    assert sparkline([3.0, 3.0]) == "▁▁"
    assert sparkline([None]) == " "
    assert sparkline([]) == ""
