"""Finds the header of a table and the format it belongs to: by header text, never by position."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from connectors.tables import Table
from ranking.errors import IntakeError
from ranking.intake.formats import Format
from ranking.intake.headers import Header, candidates, column_letter, labels
from ranking.model import names

_key = lru_cache(maxsize=8192)(names.key)
_SHOWN = 30
_FEWEST_HITS = 2
"""Every format needs at least two columns."""


@dataclass(frozen=True)
class Recognition:
    """A table whose meaning is known.

    ``columns`` maps canonical column → frame column (``c3``); ``headers`` maps every frame column
    → a header text that is unique in the table; ``header_rows`` are row numbers, the last of which
    ends the header. ``unused`` names headers that no canonical column took.
    """

    format: Format
    sheet: str
    header_rows: tuple[int, ...]
    columns: dict[str, str]
    headers: dict[str, str]
    unused: tuple[str, ...]

    def header_of(self, canonical: str) -> str:
        """Return the header in the file, or the canonical name where the file has none."""
        return self.headers.get(self.columns.get(canonical, ""), canonical)


@dataclass(frozen=True)
class HeaderNotFound:
    """A table no format fits: the likeliest header row, and the format that comes nearest."""

    sheet: str
    row: int | None
    found: tuple[str, ...]
    nearest: Format | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Fit:
    """How a format sits on a header. ``twice`` maps a canonical column → the columns in dispute."""

    format: Format
    header: Header
    columns: dict[str, int]
    twice: dict[str, list[int]]
    missing: tuple[str, ...]
    barred: bool

    @property
    def fits(self) -> bool:
        return not self.missing and not self.barred

    @property
    def merit(self) -> tuple[int, int, bool, int, int]:
        """Literal marks first, then the most columns, then formats that yield to no other, then few
        disputes, then one-row headers."""
        marks, taken = self.format.recognise, len({*self.columns.values()})
        firm = not marks.yields_to
        return (len(marks.headers), taken, firm, -len(self.twice), -len(self.header.rows))

    def yields_to(self, other: _Fit) -> bool:
        """Whether the other is taken wherever it fits, unless both mean different things by a link:
        the post's, or the row's own."""
        link = self.columns.get("url", -1)
        weaker = other.format.dataset in self.format.recognise.yields_to
        return weaker and other.columns.get("post") != link


def recognise(table: Table, formats: Sequence[Format]) -> Recognition | HeaderNotFound:
    """Return what the table is, looking at its first 20 rows, single or two joined as a header.

    Raises IntakeError when two columns of the recognised table claim one meaning, since taking
    either would be a guess.
    """
    headers = list(candidates(table))
    words = _words(formats)
    likely = [header for header in headers if _hits(header, words) >= _FEWEST_HITS]
    fits = [_fit(known, header) for header in likely for known in formats]
    fits = [fit for fit in fits if fit.fits]
    fits = [fit for fit in fits if not any(map(fit.yields_to, fits))]
    best = max(fits, key=lambda fit: fit.merit, default=None)
    if best is None:
        every = [_fit(known, header) for header in headers for known in formats]
        return _not_found(table, headers, every)
    if best.twice:
        raise _claimed_twice(table, best)
    texts = labels(best.header)
    used = set(best.columns.values())
    return Recognition(
        format=best.format,
        sheet=table.name,
        header_rows=best.header.rows,
        columns={name: f"c{i}" for name, i in best.columns.items()},
        headers={f"c{i}": label for i, label in enumerate(texts)},
        unused=tuple(label for i, label in enumerate(texts) if i not in used),
    )


def _words(formats: Sequence[Format]) -> set[str]:
    """Return the keys of all headers that any format accepts."""
    accepted = (text for known in formats for texts in known.columns.values() for text in texts)
    marks = (text for known in formats for text in known.recognise.headers)
    return {names.key(text) for text in (*accepted, *marks)}


def _hits(header: Header, words: set[str]) -> int:
    """Count the cells that may be headers; most rows of a table have none, and are passed over."""
    return sum(
        names.key(one) in words or names.key(other) in words
        for one, other in zip(header.full, header.leaves, strict=True)
    )


def unrecognised_error(file: str, sheets: Sequence[HeaderNotFound]) -> IntakeError:
    """Return the error for a file none of whose sheets has a known header."""
    if not any(sheet.found for sheet in sheets):
        return IntakeError(
            "{file} has no table in it.", file=file, hint="Check that the file is the right one."
        )
    sheet = max(sheets, key=lambda one: (one.nearest is not None, -len(one.missing)))
    near = sheet.nearest
    what: dict[str, Any] = {
        "file": file,
        "sheet": sheet.sheet,
        "row": sheet.row,
        "found": ", ".join(sheet.found[:_SHOWN]),
    }
    hint = (
        "Rename the headers, or write a mapping file that names them (see docs/files.md) and import"
        " with --mapping FILE."
    )
    if near is None:
        return IntakeError(
            "The header of {file} is not known. Sheet '{sheet}', row {row} has: {found}.",
            hint=hint,
            **what,
        )
    return IntakeError(
        "The header of {file} is not known. Sheet '{sheet}', row {row} has: {found}. The nearest"
        " format is {format}; it also needs: {missing}.",
        hint=hint,
        format=f"{near.id} ({near.title})",
        missing=", ".join(sheet.missing),
        **what,
    )


def _fit(known: Format, header: Header) -> _Fit:
    full, leaves = _places(header.full), _places(header.leaves)
    columns: dict[str, int] = {}
    twice: dict[str, list[int]] = {}
    for canonical, accepted in known.columns.items():
        found = _find(accepted, full, leaves)
        if len(found) == 1:
            columns[canonical] = found[0]
        elif found:
            twice[canonical] = found
    given = columns.keys() | known.values.keys()
    missing = [
        "|".join(_first_header(known, name) for name in need.split("|"))
        for need in known.required
        if given.isdisjoint(need.split("|"))
    ]
    missing += [mark for mark in known.recognise.headers if not _find((mark,), full, leaves)]
    barred = bool(_find(known.recognise.absent, full, leaves))
    return _Fit(known, header, columns, twice, tuple(missing), barred)


def _places(texts: Sequence[str]) -> dict[str, list[int]]:
    """Map names.key of a header → the columns that carry it."""
    places: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        if text:
            places.setdefault(_key(text), []).append(index)
    return places


def _find(
    accepted: Iterable[str], full: dict[str, list[int]], leaves: dict[str, list[int]]
) -> list[int]:
    """Return the columns under the first accepted header that occurs, whole before last part."""
    for text in accepted:
        key = _key(text)
        if key in full or key in leaves:
            return full.get(key) or leaves[key]
    return []


def _first_header(known: Format, canonical: str) -> str:
    return known.columns[canonical][0] if known.columns.get(canonical) else canonical


def _claimed_twice(table: Table, fit: _Fit) -> IntakeError:
    disputes = [
        f"{canonical}: " + ", ".join(f"{column_letter(i)} ({fit.header.full[i]})" for i in places)
        for canonical, places in fit.twice.items()
    ]
    return IntakeError(
        "Sheet '{sheet}', row {row}: several columns have one meaning: {columns}.",
        sheet=table.name,
        row=fit.header.rows[-1],
        columns="; ".join(disputes),
        hint="Delete or rename the columns that do not count, or name the right one in a mapping"
        " file ('微信/阅读数' for a two-row header).",
    )


def _nearness(fit: _Fit) -> tuple[bool, int, int]:
    """Formats that yield to no other, then fewest headers missing, then most columns told."""
    return (not fit.format.recognise.yields_to, -len(fit.missing), len(fit.columns))


def _not_found(table: Table, headers: list[Header], fits: list[_Fit]) -> HeaderNotFound:
    near = max((fit for fit in fits if fit.columns and not fit.barred), key=_nearness, default=None)
    widest = max(headers, key=lambda one: len({*one.full}), default=None)
    header = near.header if near else widest
    return HeaderNotFound(
        sheet=table.name,
        row=header.rows[-1] if header else None,
        found=tuple(text for text in header.full if text) if header else (),
        nearest=near.format if near else None,
        missing=near.missing if near else (),
    )
