"""Where units stood in the months before: one query, run in either of two ways."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ranking.ledger.quick import quick_rows
from ranking.model.month_record import PastBoard, PastPlaces, PastScore

if TYPE_CHECKING:
    from ranking.ledger.database import Connection

_QUERY = """
WITH known AS (
    SELECT id, month, ROW_NUMBER() OVER (
        PARTITION BY month
        ORDER BY CASE state WHEN 'published' THEN 0 ELSE 1 END, revision DESC
    ) AS place
    FROM editions
    WHERE list_id = :list_id AND month < :month AND month >= :first
)
SELECT known.month, places.index_id, places.group_name, places.unit, places.rank, places.total
FROM board_rows AS places JOIN known ON known.id = places.edition_id
WHERE known.place = 1
ORDER BY known.month, places.index_id, places.group_name
"""


def past_places(
    connection: Connection, list_id: str, month: str, first: str
) -> tuple[PastPlaces, ...]:
    """Return where units stood from the month ``first`` until before ``month``, oldest first.

    Of a month it is what the public knows: its newest published revision, else its newest.
    """
    from sqlalchemy import text

    wanted = {"list_id": list_id, "month": month, "first": first}
    return _months(map(tuple, connection.execute(text(_QUERY), wanted)))


def quick_past_places(
    url: str, list_id: str, month: str, first: str
) -> tuple[PastPlaces, ...] | None:
    """Return what ``past_places`` does, without SQLAlchemy; None = ask the ordinary way."""
    found = quick_rows(url, _QUERY, {"list_id": list_id, "month": month, "first": first})
    return None if found is None else _months(found)


def _months(rows: Iterable[tuple[Any, ...]]) -> tuple[PastPlaces, ...]:
    return tuple(
        PastPlaces(
            month,
            tuple(
                PastBoard(index, group, {row[3]: PastScore(row[4], row[5]) for row in places})
                for (index, group), places in groupby(of_month, itemgetter(1, 2))
            ),
        )
        for month, of_month in groupby(rows, itemgetter(0))
    )
