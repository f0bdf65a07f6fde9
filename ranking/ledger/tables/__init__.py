"""The SQL database of record. Each table says its grain, each column what null means."""

from __future__ import annotations

from ranking.ledger.tables.accounts import accounts, channels, units
from ranking.ledger.tables.base import metadata
from ranking.ledger.tables.collection import authorisations, calls, collections, fetches, missing
from ranking.ledger.tables.editions import (
    adjustments,
    approvals,
    board_rows,
    edition_events,
    editions,
)
from ranking.ledger.tables.facts import batches, imports, quarantine
from ranking.ledger.tables.reprints import reprint_decisions
from ranking.ledger.tables.schedule import leases, runs

__all__ = [
    "accounts",
    "adjustments",
    "approvals",
    "authorisations",
    "batches",
    "board_rows",
    "calls",
    "channels",
    "collections",
    "edition_events",
    "editions",
    "fetches",
    "imports",
    "leases",
    "metadata",
    "missing",
    "quarantine",
    "reprint_decisions",
    "runs",
    "units",
]
