"""Text from outside made harmless for a terminal, a spreadsheet, Markdown and a file name."""

from __future__ import annotations

import re
import unicodedata

_ANSI = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, cursor movement
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # window titles, links
    r"|\x1b[PX^_][^\x1b\x9c]*(?:\x1b\\|\x9c)?"  # device strings
    r"|\x1b[ -/]*[0-~]"
)
_SPACES = re.compile(r" {2,}")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_MARKDOWN = re.compile(r"([\\`*_\[\]|~#])")
_NOT_IN_FILE_NAME = re.compile(r"[^\w-]+")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]+")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
_REPLACEMENT = "\ufffd"


def line(text: str) -> str:
    """Return the text as one line that moves no cursor, hides nothing and turns no direction.

    Escape sequences and invisible format characters go, line breaks and tabs become a space,
    lone surrogates and non-characters become U+FFFD. Printable text comes back unchanged.
    """
    if text.isprintable():
        return text
    visible = "".join(map(_visible, _ANSI.sub("", text)))
    return _SPACES.sub(" ", visible).strip()


def _visible(character: str) -> str:
    if character in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cf"):
        return ""
    if category == "Cs" or ord(character) & 0xFFFE == 0xFFFE:
        return _REPLACEMENT
    return character


def csv_cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula (a quote goes before it)."""
    cleaned = line(text)
    return f"'{cleaned}" if cleaned.lstrip().startswith(_FORMULA) else cleaned


def markdown(text: str) -> str:
    """Return the text so that Markdown shows it as it is: no table cell, link, code or HTML."""
    escaped = line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(r"\\\1", escaped)


def file_name(text: str) -> str:
    """Return a file-name stem of at most 60 letters, digits, ``-`` and ``_``; never empty.

    No dot, no separator, no name that Windows reserves, so it stays inside its folder.
    """
    folded = unicodedata.normalize("NFKC", line(text))
    stem = _NOT_IN_FILE_NAME.sub("-", folded).strip("-")[:60]
    return f"_{stem}" if not stem or _RESERVED.fullmatch(stem) else stem


def sheet_name(text: str, taken: set[str]) -> str:
    """Return a worksheet name Excel accepts and ``taken`` lacks, and add it there case-folded."""
    name = _NOT_IN_SHEET_NAME.sub(" ", line(text)).strip(" '")
    base = _first_units(name, 31).strip(" '") or "Sheet"
    name, number = base, 1
    while name.casefold() in taken | {"history"}:
        number += 1
        suffix = f"({number})"
        name = _first_units(base, 31 - len(suffix)) + suffix
    taken.add(name.casefold())
    return name


def _first_units(text: str, units: int) -> str:
    """Cut to that many UTF-16 units (Excel's measure) without halving a character."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", errors="ignore")
