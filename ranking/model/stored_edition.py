"""An edition as the ledger keeps it: two JSON texts and the rows of its boards."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class StoredEdition:
    """``document`` and ``matches`` are JSON; ``rows`` the columns of the table board_rows.

    ``reason`` says why it revises the edition before; ``manifest_sha256`` (of its snapshot) and
    ``cut_off`` are null while it is a draft.
    """

    list_id: str
    month: str
    revision: int
    state: str
    created_at: datetime
    document: str
    matches: str
    rows: tuple[dict[str, Any], ...] = ()
    reason: str | None = None
    manifest_sha256: str | None = None
    cut_off: datetime | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) over document and matches."""
        return hashlib.sha256(f"{self.document}\n{self.matches}".encode()).hexdigest()
