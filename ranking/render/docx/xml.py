"""WordprocessingML elements, made from tags and values and never from markup."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ranking.render.safe import line

Element = BaseOxmlElement


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Return ``<w:tag>`` with attributes of the same namespace and children."""
    made = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(v) for name, v in attributes.items()})
    made.extend(children)
    return made


def text(value: str) -> Element:
    """Return a text as it is to be seen: one line of characters that XML allows."""
    made = w("t")
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.text = line(value)
    return made


def run(value: str, *properties: Element) -> Element:
    """Return a run of text; ``properties`` in the order of the standard."""
    return w("r", w("rPr", *properties), text(value)) if properties else w("r", text(value))


def paragraph(style: str, *content: Element, properties: tuple[Element, ...] = ()) -> Element:
    """Return a paragraph of a style of ``styles``; ``properties`` differ from the style's."""
    return w("p", w("pPr", w("pStyle", val=style), *properties), *content)


def colour(rgb: str) -> Element:
    """Return the property of a run that colours it."""
    return w("color", val=rgb)
