"""An edition in the form in which the ledger keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ranking.model.edition import Edition, Match
from ranking.model.edition_json import edition_to_dict, to_json
from ranking.model.stored_edition import StoredEdition
from ranking.workflow.month_inputs import as_text


def stored_edition(
    edition: Edition,
    matches: Sequence[Match],
    *,
    reason: str | None,
    manifest_sha256: str | None = None,
    cut_off: datetime | None = None,
) -> StoredEdition:
    """Return the ledger's row of an edition and the rows of its boards."""
    return StoredEdition(
        list_id=edition.list_id,
        month=edition.month,
        revision=edition.revision,
        state=edition.state,
        created_at=edition.created_at,
        document=as_text(edition_to_dict(edition)),
        matches=as_text([to_json(match) for match in matches]),
        rows=tuple(_rows(edition)),
        reason=reason,
        manifest_sha256=manifest_sha256,
        cut_off=cut_off,
    )


def _rows(edition: Edition) -> list[dict[str, object]]:
    return [
        {
            "index_id": board.index,
            "group_name": board.group,
            "unit": row.unit,
            "rank": row.rank,
            "value": row.value,
            "bonus": row.bonus,
            "total": row.total,
        }
        for board in edition.boards
        for row in board.rows
    ]
