"""What kind of file this is, by its first bytes; says at once what can never be a table."""

from __future__ import annotations

import enum
import re
from pathlib import Path

from connectors.tables import UnreadableFileError


class Kind(enum.Enum):
    """The kinds of file that have a reader."""

    PARQUET = "parquet"
    ZIP = "zip"
    OLE = "ole"
    TEXT = "text"


BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte order marks and the codec that reads them, longest first where one begins another."""

_MAGIC = (
    (b"PAR1", Kind.PARQUET),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
)
_PACKED = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_DOCUMENTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"GIF8", b"SQLite format 3")
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r")
_MARKUP = re.compile(r"\s*<[A-Za-z!?]")
_XML_SPREADSHEET = re.compile(r"<\?mso-application|<([a-z]+:)?Workbook\b")
_MHTML = re.compile(r"\s*MIME-Version:", re.IGNORECASE)

_CONTROL_SHARE = 0.1
"""Text has hardly any control characters; UTF-16 without its mark and most binaries have more."""
_CONTROL_COUNT = 16
"""... but a short text with a few stray NUL bytes is still text."""


def kind_of(path: Path, head: bytes) -> Kind:
    """Return the kind by the first bytes of a file; ``path`` only names it in messages.

    Raises UnreadableFileError for an empty file, markup saved under a spreadsheet's name, packed
    archives, and other binary files.
    """
    if not head:
        raise UnreadableFileError(
            "{file} is empty (0 bytes).",
            hint="Export or download it again, and check that the download finished.",
            file=str(path),
        )
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    encoding = bom_encoding(head)
    _refuse_markup(path, head.decode(encoding or "latin-1", errors="replace"))
    _refuse_packed(path, head)
    if head.startswith(_DOCUMENTS) or (encoding is None and _binary(head)):
        raise _not_a_table(path)
    return Kind.TEXT


def bom_encoding(head: bytes) -> str | None:
    """Return the codec announced by a byte order mark, or None without one."""
    return next((codec for bom, codec in BOMS if head.startswith(bom)), None)


def _binary(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > _CONTROL_COUNT and controls > _CONTROL_SHARE * len(head)


def _refuse_markup(path: Path, text: str) -> None:
    if not (_MARKUP.match(text) or _MHTML.match(text)):
        return
    if _XML_SPREADSHEET.search(text):
        raise UnreadableFileError(
            "{file} is an XML spreadsheet of 2003, which cannot be read.",
            hint="Open it in Excel or WPS and save it as .xlsx.",
            file=str(path),
        )
    raise UnreadableFileError(
        "{file} is a web page (HTML), not a spreadsheet, whatever its name says.",
        hint="If it opens as a table in Excel or WPS, save it there as .xlsx; if it shows a login "
        "page or an error, download it again.",
        file=str(path),
    )


def _refuse_packed(path: Path, head: bytes) -> None:
    if head.startswith(_PACKED):
        raise UnreadableFileError(
            "{file} is a packed archive, not a table.",
            hint="Unpack it first and name the spreadsheets inside.",
            file=str(path),
        )


def _not_a_table(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        "{file} is a binary file of another kind; .xlsx, .xls, CSV or Parquet was expected.",
        hint="Export the data again as .xlsx or CSV.",
        file=str(path),
    )
