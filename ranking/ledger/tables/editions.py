"""Editions, their boards, the log of their steps, approvals and adjustments."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Float,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from ranking.ledger.tables.base import metadata
from ranking.ledger.types import Instant

editions = Table(
    "editions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_id", String(100), nullable=False),
    Column("month", String(7), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", String(20), nullable=False, comment="draft, frozen, reviewed, approved …"),
    Column("created_at", Instant, nullable=False),
    Column("document", Text, nullable=False, comment="the whole edition as JSON, full precision"),
    Column("matches", Text, nullable=False, comment="campaign matches as JSON"),
    Column("sha256", String(64), nullable=False, comment="of document and matches"),
    Column("manifest_sha256", String(64), comment="of the snapshot's manifest; null = a draft"),
    Column("cut_off", Instant, comment="later observations do not count; null = a draft"),
    Column("published_at", Instant, comment="null = never published"),
    Column("release_sha256", String(64), comment="of the release's manifest; null = never"),
    Column("reason", String(2), comment="why it revises the one before; null = the first"),
    UniqueConstraint("list_id", "month", "revision"),
    comment="each row: one list, one month, one revision",
)


board_rows = Table(
    "board_rows",
    metadata,
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("index_id", String(60), primary_key=True),
    Column("unit", String(200), primary_key=True),
    Column("group_name", String(200), nullable=False),
    Column("rank", Integer, comment="null = not ranked"),
    Column("value", Float, comment="index; null = not available"),
    Column("bonus", Float, nullable=False, comment="points"),
    Column("total", Float, comment="value + bonus; null = not available"),
    comment="each row: one unit on one board of one edition",
)


edition_events = Table(
    "edition_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_id", String(100), nullable=False),
    Column("month", String(7), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("action", String(20), nullable=False, comment="drafted, frozen, reviewed …"),
    Column("at", Instant, nullable=False),
    Column("actor", String(100), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("previous_sha256", String(64), nullable=False, comment="empty for the first event"),
    Column("sha256", String(64), nullable=False, unique=True),
    comment="each row: one step of an edition; append-only, chained by SHA-256",
)


approvals = Table(
    "approvals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_id", String(100), nullable=False),
    Column("month", String(7), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("person", String(100), nullable=False, comment="name in the list file, or the user"),
    Column("actor", String(100), nullable=False, comment="user at the keyboard"),
    Column("at", Instant, nullable=False),
    Column("manifest_sha256", String(64), nullable=False, comment="of the snapshot approved"),
    UniqueConstraint("list_id", "month", "revision", "person"),
    comment="each row: one person's approval of one revision",
)


adjustments = Table(
    "adjustments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_id", String(100), nullable=False),
    Column("month", String(7), nullable=False),
    Column("number", Integer, nullable=False, comment="1, 2, … within list and month"),
    Column("kind", String(20), nullable=False, comment="exclude_post, award, undo …"),
    Column("target", String(300), nullable=False, comment="post, account, unit or number"),
    Column("unit", String(200), comment="whom it counts for; null = not of this kind"),
    Column("points", String(40), comment="decimal number; null = no points"),
    Column("text", Text, comment="the note itself; null = not a note"),
    Column("reason", Text, nullable=False),
    Column("evidence_name", String(300), nullable=False, comment="file name of the evidence"),
    Column("evidence_sha256", String(64), nullable=False),
    Column("person", String(100), nullable=False, comment="author: name in the list file, or user"),
    Column("actor", String(100), nullable=False, comment="user at the keyboard"),
    Column("at", Instant, nullable=False),
    Column("status", String(20), nullable=False, comment="proposed, confirmed or rejected"),
    Column("decided_by", String(100), comment="second person; null = proposed"),
    Column("decided_actor", String(100), comment="their user; null = proposed"),
    Column("decided_at", Instant, comment="null = proposed"),
    Column("decision", Text, comment="why it was rejected; null = it was not"),
    UniqueConstraint("list_id", "month", "number"),
    comment="each row: one adjustment of one month by a person",
)
