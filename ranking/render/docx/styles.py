"""The paragraph styles of a 公文 after GB/T 9704-2012, and their English counterparts.

Fonts are named, never embedded: an office's computer has them, and they are not ours to give away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ranking.render.docx.xml import Element, w

SONG, HEI, KAI, FANG = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312"
TITLE_FONT = "方正小标宋简体"
WESTERN = "Times New Roman"
RED, GREEN, BLUE, GREY = "C00000", "00713A", "1F4E9E", "595959"
LINE = 579
"""Twentieths of a point between lines: 22 lines fill the 225 mm of a page."""

EM = {"zh": 320, "en": 240}
"""Twentieths of a point of one character of the text, by language."""


@dataclass(frozen=True)
class Style:
    """A paragraph style. ``size`` in half points, ``line`` and spaces in twentieths of a point.

    ``line`` 0 = as high as the text. ``indent``: of the first line, in characters. ``outline``:
    level in the navigation, null = running text.
    """

    id: str
    font: str
    size: int
    line: int = LINE
    jc: Literal["both", "left", "center", "right"] = "both"
    indent: int = 0
    before: int = 0
    after: int = 0
    outline: int | None = None
    bold: bool = False
    colour: str = ""
    squeeze: int = 0


_STYLES = (
    Style("Normal", FANG, 32),
    Style("Body", FANG, 32, indent=2, squeeze=-4),
    Style("Issuer", TITLE_FONT, 72, line=0, jc="center", before=700, colour="FF0000"),
    Style("Number", FANG, 32, jc="center", before=LINE),
    Style("Title", TITLE_FONT, 44, line=680, jc="center", after=160),
    Style("Subtitle", KAI, 28, line=480, jc="center", after=LINE, colour=GREY),
    Style("Warning", HEI, 28, line=440, jc="center", after=LINE, colour=RED),
    Style("Heading1", HEI, 32, indent=2, outline=0),
    Style("Listed", FANG, 32, jc="left"),
    Style("Signature", FANG, 32, jc="right"),
    Style("AttachmentMark", HEI, 32, jc="left", outline=0),
    Style("AttachmentTitle", TITLE_FONT, 36, line=LINE, jc="center", before=120, after=200),
    Style("Heading2", KAI, 28, line=420, jc="left", before=200, after=80, outline=1),
    Style("TableHead", HEI, 21, line=0, jc="center"),
    Style("TableText", FANG, 21, line=0, jc="left"),
    Style("TableNumber", FANG, 21, line=0, jc="right"),
    Style("TableCentre", FANG, 21, line=0, jc="center"),
    Style("Note", FANG, 21, line=320, jc="left", before=60, after=60),
    Style("Header", HEI, 18, line=0, jc="center", colour=RED),
    Style("Footer", SONG, 28, line=0),
)
_ENGLISH_SIZES = {32: 24, 44: 36, 28: 22, 36: 28}
"""Latin letters of 三号 look huge: English is set smaller, on closer lines."""
_ENGLISH_BOLD = {"Issuer", "Title", "Heading1", "AttachmentMark", "AttachmentTitle", "TableHead"}
_BUILT_IN = {
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Header": "header",
    "Footer": "footer",
}
"""Style → the name by which Word knows it."""
_TIGHT = ("Table", "Note", "Header", "Footer", "Title", "Subtitle", "Warning")


def styles(language: str) -> tuple[Style, ...]:
    """Return the styles of a document in ``zh`` or ``en``."""
    return _STYLES if language == "zh" else tuple(map(_english, _STYLES))


def _english(style: Style) -> Style:
    return replace(
        style,
        size=_ENGLISH_SIZES.get(style.size, style.size),
        line=360 if style.line == LINE else style.line,
        jc="left" if style.jc == "both" else style.jc,
        indent=0,
        squeeze=0,
        after=120 if style.id in ("Body", "Heading1") else style.after,
        bold=style.id in _ENGLISH_BOLD,
    )


def defaults() -> Element:
    """Return what holds where no style says otherwise: the fonts, and no space between lines."""
    language = w("lang", val="en-US", eastAsia="zh-CN")
    fonts = w("rPrDefault", w("rPr", *_font(FANG), language))
    return w("docDefaults", fonts, w("pPrDefault", w("pPr", w("spacing", after=0))))


def style_element(style: Style) -> Element:
    """Return the style as Word keeps it."""
    made = w(
        "style",
        w("name", val=_BUILT_IN.get(style.id, style.id)),
        type="paragraph",
        styleId=style.id,
    )
    if style.id == "Normal":
        made.set(made.nsmap["w"].join(("{", "}default")), "1")
    else:
        made.append(w("basedOn", val="Normal"))
    made.extend([w("qFormat"), w("pPr", *_paragraph(style)), w("rPr", *_character(style))])
    return made


def _paragraph(style: Style) -> list[Element]:
    """Return the properties in the order of the standard."""
    made = [w("keepNext")] if style.outline is not None else []
    made.append(w("widowControl", val=0))
    if style.id.startswith(_TIGHT):
        made.append(w("snapToGrid", val=0))
    rule = {"line": style.line, "lineRule": "exact"} if style.line else {"line": 240}
    made.append(w("spacing", before=style.before, after=style.after, **rule))
    if style.indent:
        width = style.indent * style.size * 10
        made.append(w("ind", firstLineChars=style.indent * 100, firstLine=width))
    made.append(w("jc", val=style.jc))
    if style.outline is not None:
        made.append(w("outlineLvl", val=style.outline))
    return made


def _character(style: Style) -> list[Element]:
    made = _font(style.font)
    made += [w("b")] if style.bold else []
    made += [w("color", val=style.colour)] if style.colour else []
    made += [w("spacing", val=style.squeeze)] if style.squeeze else []
    return [*made, w("sz", val=style.size), w("szCs", val=style.size)]


def _font(name: str) -> list[Element]:
    return [w("rFonts", ascii=WESTERN, hAnsi=WESTERN, eastAsia=name, cs=WESTERN)]
