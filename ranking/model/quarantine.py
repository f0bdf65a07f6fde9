"""A row of a file that was not taken in, kept until it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RejectedRow:
    """``status`` quarantined or unregistered; ``cells`` the whole row as JSON header → text.

    ``month`` None = the time could not be read; ``id`` None = not stored yet.
    """

    id: int | None
    file_name: str
    sheet: str
    row: int
    kind: str
    status: str
    reason: str
    column: str
    value: str
    month: str | None
    account: str | None
    cells: str
