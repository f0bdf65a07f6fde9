"""What was collected by itself, and what is still missing."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Index, Integer, String, Table, Text

from ranking.ledger.tables.base import metadata
from ranking.ledger.types import Instant

collections = Table(
    "collections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("first", Date, nullable=False, comment="first day of publication asked for"),
    Column("last", Date, nullable=False, comment="last day of publication asked for, included"),
    Column("request", Text, nullable=False, comment="days, accounts and sources asked for"),
    Column("began_at", Instant, nullable=False),
    Column("ended_at", Instant, comment="null = it runs, or its process was killed"),
    Column("accounts", Integer, nullable=False, comment="fetches planned: account x source"),
    Column("summary", JSON, nullable=False, comment="what became of them; empty until it ended"),
    comment="each row: one run of govrank collect",
)


fetches = Table(
    "fetches",
    metadata,
    Column("source", String(200), primary_key=True, comment="name of the source file"),
    Column("account", String(200), primary_key=True, comment="platform:native_id"),
    Column("outcome", String(20), nullable=False, comment="running, complete, partial …"),
    Column("cursor", Text, comment="the source's own mark; null = from the beginning"),
    Column("begun", String(21), nullable=False, comment="FIRST/LAST of the cursor's first fetch"),
    Column("known_as", String(300), nullable=False, comment="id at the source; empty = unknown"),
    Column("asked", Text, nullable=False, comment="days answered to the end, as FIRST/LAST …"),
    Column("observed_at", Instant, comment="when the last page was seen; null = never"),
    Column("completed_at", Instant, comment="when a fetch last ran to its end; null = never"),
    Column(
        "failure",
        JSON(none_as_null=True),
        comment="why it ended early: template, params, hint; null = it did not",
    ),
    Column("until", Instant, comment="when more calls are allowed; null = unknown or not waiting"),
    comment="each row: one account at one source, as its last fetch left it",
)


missing = Table(
    "missing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String(200), nullable=False, comment="name of the source file"),
    Column("account", String(200), nullable=False, comment="platform:native_id"),
    Column("what", Text, nullable=False, comment="what was asked for, in plain words"),
    Column("reason", String(60), nullable=False, comment="reason code"),
    Column("day", Date, comment="day of publication; null = all days asked for, or not of one day"),
    Column("detail", Text, nullable=False, comment="more about the reason; may be empty"),
    Column("first", Date, nullable=False, comment="first day that was asked for"),
    Column("last", Date, nullable=False, comment="last day that was asked for, included"),
    Column("seen_at", Instant, nullable=False),
    Index(None, "source", "account"),
    comment="each row: one thing that the last fetch of these days asked for and did not get",
)


calls = Table(
    "calls",
    metadata,
    Column("source", String(200), primary_key=True, comment="name of the source file"),
    Column("day", Date, primary_key=True, comment="day of Asia/Shanghai"),
    Column("calls", Integer, nullable=False, comment="requests sent, failed ones too"),
    comment="each row: one source on one day on which it was asked",
)


authorisations = Table(
    "authorisations",
    metadata,
    Column("source", String(200), primary_key=True, comment="name of the source file"),
    Column("account", String(200), primary_key=True, comment="platform:native_id"),
    Column("expires_at", Instant, comment="null = it is not known to end"),
    Column("learned_at", Instant, nullable=False, comment="when the source said so"),
    comment="each row: one account that a source may read",
)
