"""Hostile text is harmless in a terminal, a spreadsheet, Markdown, a file name and a sheet name."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.render.safe import csv_cell, file_name, line, markdown, sheet_name

ANY_TEXT = st.text(st.characters(codec=None), max_size=80)


@given(ANY_TEXT)
def test_a_line_has_no_character_that_acts_on_a_terminal(text):
    """No control, format, surrogate or separator character survives."""
    bad = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not {unicodedata.category(c) for c in line(text)} & bad


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text):
    """Cleaning is idempotent."""
    assert line(line(text)) == line(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;http://x\x07link\x1b]8;;\x07", "link"),
        ("\x9b2Jcleared", "cleared"),
        ("a\u202eb\u2066c\u200f", "abc"),
        ("一\r\n二\t三", "一 二 三"),
        ("a\x00b", "ab"),
        ("x\ud800y\ufffez", "x\ufffdy\ufffdz"),
        ("鄠邑区 硚口区 𠮷", "鄠邑区 硚口区 𠮷"),
    ],
)
def test_line_keeps_the_visible_text(text, expected):
    """What a reader would see stays, what acts unseen goes."""
    assert line(text) == expected


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n=", " ="]
)
def test_a_formula_gets_a_quote_before_it(start):
    """Every start that a spreadsheet reads as a formula is defused, full-width ones too."""
    assert csv_cell(f"{start}1+1").startswith("'")


@given(ANY_TEXT)
def test_a_csv_cell_reads_back_as_written(text):
    """The csv module quotes what it must; nothing spills into the next cell."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([csv_cell(text), "end"])
    assert list(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [[csv_cell(text), "end"]]


def test_ordinary_names_are_not_changed_for_csv():
    """A quote goes only where it must."""
    assert csv_cell("上海市公安局（—）") == "上海市公安局（—）"


def test_markdown_shows_hostile_text_as_text():
    """No cell, code, link or tag opens."""
    assert markdown("a|b`c`<i>[x](y)*\n") == "a\\|b\\`c\\`&lt;i&gt;\\[x\\](y)\\*"


@pytest.mark.parametrize(
    "text", ["", "..", "../../etc/passwd", "CON", "lpt1", "a\x00b/c\\d", "名" * 300]
)
def test_a_file_name_stays_in_its_folder(text):
    """No separator, no dot, no reserved name, never empty, never long."""
    name = file_name(text)
    assert 0 < len(name) <= 61
    assert not set(name) & set('./\\:*?"<>|\x00')
    assert name.upper() not in {"CON", "LPT1"}


@given(st.lists(ANY_TEXT, max_size=8))
def test_sheet_names_are_legal_and_different(texts):
    """At most 31 UTF-16 units, no forbidden character, no two alike whatever their case."""
    taken = set()
    names = [sheet_name(text, taken) for text in texts]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
