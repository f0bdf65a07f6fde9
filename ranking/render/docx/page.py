"""The page of a 公文 after GB/T 9704-2012: margins, line grid, page numbers, header."""

from __future__ import annotations

from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from ranking.render.docx.styles import LINE, defaults, style_element, styles
from ranking.render.docx.xml import Element, paragraph, run, w

TEXT_WIDTH = 156
"""Millimetres of a line (版心)."""
_MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
_NUMBER_BELOW_TEXT = 22
"""Millimetres from the foot of the sheet: the number's dash stands 7 mm below the text."""
_HEADER = 20
_PART_OF_THE_BLANK = ("thumbnail", "customXml", "stylesWithEffects")


def set_page(document: Document, language: str, warning: str) -> None:
    """Set page, styles, footers, and ``warning`` (may be empty) at the head of every page."""
    _remove_leftovers(document)
    _set_styles(document, language)
    section = document.sections[0]
    _set_sheet(section, language)
    document.settings.odd_and_even_pages_header_footer = True
    _replace(section.footer._element, _number("right"))
    _replace(section.even_page_footer._element, _number("left"))
    for header in (section.header, section.even_page_header):
        _replace(header._element, paragraph("Header", *([run(warning)] if warning else [])))


def _remove_leftovers(document: Document) -> None:
    """Drop what python-docx's blank document brings along: a picture of itself, old styles."""
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_PART_OF_THE_BLANK):
                del relations[key]


def _set_styles(document: Document, language: str) -> None:
    element = document.styles.element
    for child in list(element):
        element.remove(child)
    element.append(defaults())
    element.extend(map(style_element, styles(language)))


def _set_sheet(section: Section, language: str) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in _MARGINS.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.header_distance, section.footer_distance = Mm(_HEADER), Mm(_NUMBER_BELOW_TEXT)
    # Lines alone: a grid of characters (linesAndChars) is drawn wrongly by LibreOffice.
    grid = {"type": "lines"} if language == "zh" else {}
    old = section._sectPr.find(qn("w:docGrid"))
    section._sectPr.replace(old, w("docGrid", **grid, linePitch=LINE))


def _number(side: str) -> Element:
    """Return ``— 1 —`` at the outer edge, one character in from it."""
    field = w("fldSimple", w("r", w("t")), instr=" PAGE ")
    field[0][0].text = "1"
    edge = {f"{side}Chars": 100, side: 280}
    properties = (w("ind", **edge), w("jc", val=side))
    return paragraph("Footer", run("— "), field, run(" —"), properties=properties)


def _replace(element: Element, content: Element) -> None:
    for child in list(element):
        element.remove(child)
    element.append(content)
