"""Who may work now, and what the schedule has done."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, UniqueConstraint

from ranking.ledger.tables.base import metadata
from ranking.ledger.types import Instant

leases = Table(
    "leases",
    metadata,
    Column("name", String(20), primary_key=True, comment="writer, collector or schedule"),
    Column("fence", Integer, nullable=False, comment="grows by one with every holder"),
    Column("owner", String(300), nullable=False, comment="who holds it; empty = nobody"),
    Column("locked", Boolean, nullable=False, comment="whether the holder has the lock as well"),
    Column("since", Instant, comment="null = nobody holds it"),
    Column("expires_at", Instant, comment="when the holder counts as dead; null = nobody"),
    comment="each row: one right that a single process holds at a time",
)


runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_id", String(100), nullable=False),
    Column("month", String(7), nullable=False, comment="business month; of daily work the day's"),
    Column("stage", String(20), nullable=False, comment="freeze, publish, collect-05 …"),
    Column("revision", Integer, nullable=False, comment="of the edition; 0 = not of an edition"),
    Column("state", String(20), nullable=False, comment="running, done, failed, waiting, missed"),
    Column("due_at", Instant, nullable=False),
    Column("started_at", Instant, comment="of the last attempt; null = never tried"),
    Column("ended_at", Instant, comment="null = it runs, was killed, or was never tried"),
    Column("owner", String(300), nullable=False, comment="who tried it last"),
    Column("fence", Integer, nullable=False, comment="of the schedule's lease in that attempt"),
    Column("attempts", Integer, nullable=False),
    Column("late", Boolean, nullable=False, comment="whether it was done late, or is by now"),
    Column("detail", JSON, nullable=False, comment="what came of it"),
    UniqueConstraint("list_id", "month", "stage", "revision"),
    comment="each row: one stage of one month that the schedule is to do",
)
