"""Matchings of reprints in the ledger: imports of a kind of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from ranking.ledger.tables import batches, imports

KIND = "reprint-matching"
"""Kind of the imports that matching makes."""


def matching_name(month: str) -> str:
    """Return what stands in place of a file's name in the imports of a month's matchings."""
    return f"reprints match {month}"


def written_by_matching(connection: Connection, month: str) -> frozenset[str]:
    """Return the paths of the raw batches of a month that matching wrote."""
    query = (
        select(batches.c.path)
        .join(imports, imports.c.id == batches.c.import_id)
        .where(imports.c.kind == KIND, batches.c.month == month)
    )
    return frozenset(connection.execute(query).scalars())


def last_matching(connection: Connection, month: str) -> dict[str, Any] | None:
    """Return what the last matching of a month was recorded with; None = there was none."""
    query = (
        select(imports.c.summary)
        .where(imports.c.kind == KIND, imports.c.file_name == matching_name(month))
        .order_by(imports.c.id.desc())
        .limit(1)
    )
    found: dict[str, Any] | None = connection.execute(query).scalar()
    return found


def matched_months(connection: Connection) -> list[str]:
    """Return the months that were matched, oldest first."""
    query = select(batches.c.month).where(batches.c.dataset == "matches").distinct()
    return sorted(connection.execute(query).scalars())


def unmatched_since(connection: Connection, month: str, months: Sequence[str]) -> bool:
    """Tell whether articles, or declared reprints, stored under one of ``months`` came in after
    the last matching of ``month``; of a month that was never matched, whether there are articles.
    """
    last = (
        select(func.max(imports.c.id))
        .where(imports.c.kind == KIND, imports.c.file_name == matching_name(month))
        .scalar_subquery()
    )
    articles = and_(batches.c.dataset == "articles", batches.c.import_id > func.coalesce(last, 0))
    declared = and_(
        batches.c.dataset == "reprints",
        batches.c.kind == "raw",
        imports.c.kind != KIND,
        batches.c.import_id > last,
    )
    later = (
        select(batches.c.path)
        .join(imports, imports.c.id == batches.c.import_id)
        .where(batches.c.month.in_(months), or_(articles, declared))
    )
    return connection.execute(later.limit(1)).first() is not None
