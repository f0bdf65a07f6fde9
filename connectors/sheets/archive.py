"""Guards against zip bombs: what a workbook's archive would unpack to, checked before parsing."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from connectors.tables import UnreadableFileError

MAX_ENTRIES = 10_000
"""A workbook has a few parts per sheet and one per picture; ten thousand is far beyond."""
MAX_UNPACKED = 2 << 30
"""Bytes in all. One million rows of 20 columns unpack to about 1 GiB."""
MAX_RATIO = 100
"""Apache POI's limit. Sheets of repetitive rows were measured at 20 to 40."""
RATIO_FLOOR = 10 << 20
"""Bytes below which the ratio does not matter: small parts of equal rows pack very well."""

_SUFFIXES = {"xl/workbook.xml": ".xlsx", "xl/workbook.bin": ".xlsb", "content.xml": ".ods"}
"""The part that makes an archive a workbook, and the suffix of such files."""
_HINT = (
    "If you trust where it comes from, open it in Excel or WPS, save the sheet as CSV, and import "
    "that."
)
_ENCRYPTED_FLAG = 0x1
_READ_BYTES = 1 << 20
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
)


def check_archive(path: Path) -> str:
    """Return the suffix by kind (.xlsx, .xlsb, .ods) of a sound workbook of bearable size.

    Every part is unpacked once, with a cap, and its checksum compared: the sizes that the
    archive declares are not believed. Raises UnreadableFileError for every other archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_names(path, parts)
            suffix = _suffix(path, parts)
            _check_sizes(path, parts)
            for part in parts:
                _check_content(path, archive, part)
            return suffix
    except _DAMAGE as error:
        raise UnreadableFileError(
            "{file} is damaged: its zip archive cannot be unpacked ({detail}).",
            hint="Download or copy it again; if it still opens in Excel or WPS, save it from "
            "there under a new name.",
            file=str(path),
            detail=str(error) or type(error).__name__,
        ) from error


def _check_names(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        name = PurePosixPath(part.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in part.filename:
            raise UnreadableFileError(
                "{file} is refused: a part of its zip archive has the dangerous name {part!r}.",
                hint=_HINT,
                file=str(path),
                part=part.filename[:80],
            )
        if part.flag_bits & _ENCRYPTED_FLAG:
            raise password_needed(path)
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotImplementedError(f"compression method {part.compress_type}")


def _suffix(path: Path, parts: list[zipfile.ZipInfo]) -> str:
    for part in parts:
        if suffix := _SUFFIXES.get(part.filename.lower()):
            return suffix
    raise UnreadableFileError(
        "{file} is a zip archive without a workbook in it.",
        hint="If it holds spreadsheets, unpack it and name them; if it is a document of another "
        "kind, export the data as .xlsx or CSV.",
        file=str(path),
    )


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_ENTRIES:
        raise UnreadableFileError(
            "{file} is refused as a zip bomb: {found} parts, at most {allowed} are allowed.",
            hint=_HINT,
            file=str(path),
            found=len(parts),
            allowed=MAX_ENTRIES,
        )
    total = sum(part.file_size for part in parts)
    if total > MAX_UNPACKED:
        raise UnreadableFileError(
            "{file} is refused as a zip bomb: it unpacks to {found} bytes, at most {allowed} "
            "are allowed.",
            hint=_HINT,
            file=str(path),
            found=total,
            allowed=MAX_UNPACKED,
        )
    for part in parts:
        _check_ratio(path, part)


def _check_ratio(path: Path, part: zipfile.ZipInfo) -> None:
    ratio = part.file_size / max(part.compress_size, 1)
    if part.file_size > RATIO_FLOOR and ratio > MAX_RATIO:
        raise UnreadableFileError(
            "{file} is refused as a zip bomb: its part {part!r} unpacks to {found} times its "
            "size, at most {allowed} times are allowed.",
            hint=_HINT,
            file=str(path),
            part=part.filename[:80],
            found=round(ratio),
            allowed=MAX_RATIO,
        )


def _check_content(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    declared, size = part.file_size, 0
    # zipfile stops at the declared size; without it, the part shows where it really ends.
    part.file_size = MAX_UNPACKED
    with archive.open(part) as stream:
        while size <= declared and (block := stream.read(_READ_BYTES)):
            size += len(block)
    if size != declared:
        raise UnreadableFileError(
            "{file} is refused: its part {part!r} does not have the {declared} bytes that the "
            "zip archive declares.",
            hint=_HINT,
            file=str(path),
            part=part.filename[:80],
            declared=declared,
        )


def password_needed(path: Path) -> UnreadableFileError:
    """Return the error for a workbook that is protected by a password."""
    return UnreadableFileError(
        "{file} is protected by a password.",
        hint="Open it in Excel or WPS, remove the password, save it, and import it again.",
        file=str(path),
    )
