"""What a month's articles of monitoring feeds wait for: to be matched, or to be looked at."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.ledger.database import Connection
from ranking.ledger.reprint_matchings import last_matching, unmatched_since
from ranking.model.month import Month


@dataclass(frozen=True)
class MatchingStatus:
    """``doubtful``: articles that wait for review since the last matching; None = there was none.

    ``arrived``: there are articles, or declared reprints, that no matching of the month has seen.
    """

    doubtful: int | None = None
    arrived: bool = False

    @property
    def waits(self) -> bool:
        """Tell whether somebody should match or review."""
        return bool(self.doubtful or self.arrived)


def matching_status(connection: Connection, month: Month) -> MatchingStatus:
    """Return how the month stands; reads the ledger alone.

    Articles of the next month count where the month was matched before: they may reprint its last
    posts.
    """
    last = last_matching(connection, str(month))
    months = [str(month), str(month.next())] if last else [str(month)]
    return MatchingStatus(
        doubtful=last["doubtful"] if last else None,
        arrived=unmatched_since(connection, str(month), months),
    )
