"""A Parquet file of the facts store, as the ledger remembers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Batch:
    """One immutable file. ``path`` is below the facts folder; ``covers`` only for compact ones."""

    dataset: str
    month: str
    kind: Literal["raw", "compact"]
    path: str
    sha256: str
    rows: int
    covers: str | None = None
