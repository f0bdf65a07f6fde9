"""The sheets of sentences: the text with its figures, the method, what it all rests on."""

from dataclasses import replace

from ranking.render.text_view import Sentence, TextFigure, TextSection
from ranking.render.view import build
from ranking.render.workbook import workbook
from tests.builders.workbooks import around, reopen, small_view, table, values

FIGURE = TextFigure("12.35", 12.345678901234, ("/boards/0/rows/0/total", "/boards/0/rows/1/total"))
SECTION = TextSection(
    "opening",
    "=Opening",
    (
        (
            Sentence(("The lead is ", FIGURE, ".")),
            Sentence(("Unit ", TextFigure("+A", None, ()))),
        ),
    ),
)


def cells(sheet):
    return [str(value) for row in values(sheet) for value in row if value is not None]


def test_the_text_and_every_figure_in_it():
    """Paragraphs as they read; figures at full precision with where they stand in the JSON."""
    view = replace(small_view(), text=(SECTION,))
    heads = view.headings
    sheet = reopen(workbook(view))[heads.text]
    assert "=Opening" in cells(sheet)
    assert "The lead is 12.35. Unit +A" in cells(sheet)
    lead, word = table(sheet, heads.text)
    assert (lead[heads.figure], lead[heads.value]) == ("12.35", 12.345678901234)
    assert lead[heads.source].split("\n") == list(FIGURE.source)
    assert (word[heads.figure], word[heads.value]) == ("+A", None)


def test_chinese_sentences_stand_without_spaces():
    """One after the other, as they are printed."""
    view = replace(small_view("zh"), text=(SECTION,))
    assert "The lead is 12.35.Unit +A" in cells(reopen(workbook(view))[view.headings.text])


def test_the_method_with_weights_formulas_and_reasons():
    """Every node of the tree in reading order, its share of the index as a number."""
    view = small_view()
    sheet = reopen(workbook(view))[view.headings.method]
    nodes = [node for index in view.formula.indexes for node in index.nodes]
    rows = [row for row in values(sheet) if len(row) > 7 and row[7] != view.headings.reason]
    assert [row[1] for row in rows] == [node.name for node in nodes]
    assert [row[4] for row in rows] == [node.effective.value for node in nodes]
    assert [row[7] for row in rows] == [node.reason for node in nodes]
    assert view.method.sha256 in cells(sheet)
    assert [f.id for f in view.formula.features if f.id not in cells(sheet)] == []


def test_the_sources_identify_everything(edition, zh):
    """Method, its hash, the inputs' hashes, coverage, statistics and notes can be read there."""
    found = cells(reopen(workbook(around(build(edition, zh)))).worksheets[-1])
    for wanted in ("shanghai 1", "5f" * 32, "ab" * 32, "govrank 0.1.0", "2026-11-03 09:00"):
        assert any(wanted in cell for cell in found)
    assert any("其余为缺测，不是零" in cell for cell in found)
    assert "7654321" in found
