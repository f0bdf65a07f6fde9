"""What people decided about articles and posts: added, read, never changed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select

from ranking.ledger.tables.reprints import reprint_decisions
from ranking.model.reprint_matching import Decision


def read_decisions(connection: Connection) -> list[Decision]:
    """Return the decision that holds of every pair of article and post, in the order of making."""
    pair = (reprint_decisions.c.article_id, reprint_decisions.c.post_id)
    latest = select(func.max(reprint_decisions.c.id)).group_by(*pair)
    query = (
        select(reprint_decisions)
        .where(reprint_decisions.c.id.in_(latest))
        .order_by(reprint_decisions.c.id)
    )
    return [
        Decision(**{name: getattr(row, name) for name in Decision.__dataclass_fields__})
        for row in connection.execute(query)
    ]


def add_decisions(connection: Connection, new: Sequence[Decision]) -> None:
    """Record decisions in the caller's transaction; of one pair the last holds from now on."""
    if new:
        connection.execute(insert(reprint_decisions), [vars(one) for one in new])
