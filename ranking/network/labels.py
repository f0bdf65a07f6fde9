"""Names from outside made fit for an XML file and for a place in a drawing."""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape

_REPLACEMENT = "\ufffd"


def visible(text: str) -> str:
    """Return the text on one line without what moves, hides or turns it, and what XML forbids.

    Control and format characters go, line breaks become a space, non-characters U+FFFD.
    """
    return " ".join("".join(map(_character, text)).split())


def _character(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    unfit = unicodedata.category(character) == "Cs" or ord(character) & 0xFFFE == 0xFFFE
    return _REPLACEMENT if unfit else character


def markup(text: str) -> str:
    """Return the visible text escaped for XML content and attributes in double quotes."""
    return escape(visible(text), {'"': "&quot;"})


def fitted(text: str, columns: int) -> str:
    """Return the visible text cut, with an ellipsis, to that many columns; a CJK sign has two."""
    shown = visible(text)
    widths = [2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in shown]
    if sum(widths) <= columns:
        return shown
    kept, used = "", 1
    for character, width in zip(shown, widths, strict=True):
        used += width
        if used > columns:
            break
        kept += character
    return f"{kept.rstrip()}…"
