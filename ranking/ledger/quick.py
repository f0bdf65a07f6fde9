"""Editions straight from a SQLite file.

Loading SQLAlchemy takes longer than all else that ``govrank show`` does, and it is run all day.
Whatever is unusual (another database, another schema, no such edition, a lock) is left to the
ordinary way, which explains it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ranking.ledger.version import SCHEMA_VERSION
from ranking.model.stored_edition import StoredEdition

_PREFIX = "sqlite:///"
_QUERY = """
SELECT list_id, month, revision, state, created_at, document, matches, reason, manifest_sha256,
    cut_off
FROM editions
WHERE list_id = :list_id AND month = :month
ORDER BY revision DESC LIMIT 1
"""


def quick_rows(url: str, query: str, wanted: Mapping[str, str]) -> list[tuple[Any, ...]] | None:
    """Return the rows of a query with named parameters; None = ask the ordinary way."""
    path = Path(url.removeprefix(_PREFIX))
    if not url.startswith(_PREFIX) or not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            version = database.execute("SELECT version_num FROM alembic_version").fetchone()
            if version != (SCHEMA_VERSION,):
                return None
            return database.execute(query, wanted).fetchall()
    except sqlite3.Error:
        return None


def newest_edition(url: str, list_id: str, month: str) -> StoredEdition | None:
    """Return the newest revision of a month; None = ask the ordinary way."""
    rows = quick_rows(url, _QUERY, {"list_id": list_id, "month": month})
    if not rows:
        return None
    listed, of, revision, state, created_at, document, matches, reason, manifest, cut_off = rows[0]
    return StoredEdition(
        list_id=listed,
        month=of,
        revision=revision,
        state=state,
        created_at=_utc(created_at),
        document=document,
        matches=matches,
        reason=reason,
        manifest_sha256=manifest,
        cut_off=_utc(cut_off) if cut_off else None,
    )


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
