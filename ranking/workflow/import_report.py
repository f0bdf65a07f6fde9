"""What the user may say about an import, and what is reported back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True)
class ImportOptions:
    """``account``: whose export it is, if the file does not say; ``mapping``: a vendor's columns;
    ``observed_at``: when counts without a time were seen; ``since``: when roster changes apply.
    """

    account: str | None = None
    mapping: Path | None = None
    observed_at: datetime | None = None
    since: date | None = None


@dataclass(frozen=True)
class ImportRequest:
    """A file to import, and what the user says about it."""

    path: Path
    options: ImportOptions = ImportOptions()


@dataclass(frozen=True)
class FileReport:
    """What became of one file: rows = accepted + quarantined + unregistered + duplicate + ignored.

    ``reasons`` counts set-aside rows by reason code; ``flags`` marks on accepted rows;
    ``skipped`` sheets with the reason; ``resolved`` earlier set-aside rows that are now taken in.
    ``error`` is set when nothing of the file was imported.
    """

    file: str
    kind: str = ""
    dataset: str = ""
    rows: int = 0
    accepted: int = 0
    quarantined: int = 0
    unregistered: int = 0
    duplicate: int = 0
    ignored: int = 0
    resolved: int = 0
    months: tuple[str, ...] = ()
    reasons: dict[str, int] = field(default_factory=dict)
    flags: dict[str, int] = field(default_factory=dict)
    skipped: tuple[tuple[str, str], ...] = ()
    error: Exception | None = None

    @classmethod
    def failed(cls, file: str, error: Exception) -> FileReport:
        """Return the report of a file of which nothing was imported."""
        return cls(file, error=error)
