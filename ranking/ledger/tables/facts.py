"""What was imported, where its facts lie, and the rows that were set aside."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from ranking.ledger.tables.base import metadata
from ranking.ledger.types import Instant

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_name", String(500), nullable=False),
    Column("file_sha256", String(64), nullable=False, index=True),
    Column("kind", String(100), nullable=False, comment="format id"),
    Column("imported_at", Instant, nullable=False),
    Column("observed_at", Instant, nullable=False, comment="when rows without a time were seen"),
    Column("summary", JSON, nullable=False, comment="rows read and what became of them"),
    comment="each row: one import of one file",
)


batches = Table(
    "batches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dataset", String(40), nullable=False, comment="posts, post_counts, reprints …"),
    Column("month", String(7), nullable=False, comment="business month of the post, YYYY-MM"),
    Column("kind", String(10), nullable=False, comment="raw or compact"),
    Column("path", String(300), nullable=False, unique=True, comment="below the facts folder"),
    Column("sha256", String(64), nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("covers", String(64), comment="compact: SHA-256 over the raw batches; null = raw"),
    Column("import_id", ForeignKey("imports.id"), comment="null = compact"),
    Column("created_at", Instant, nullable=False),
    comment="each row: one immutable Parquet file; a file without a row does not exist",
)


quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("import_id", ForeignKey("imports.id"), nullable=False),
    Column("file_name", String(500), nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("sheet", String(200), nullable=False, comment="empty for CSV and Parquet"),
    Column("row", Integer, nullable=False, comment="1-based row in the file or sheet"),
    Column("kind", String(100), nullable=False, comment="format id"),
    Column("status", String(20), nullable=False, comment="quarantined or unregistered"),
    Column("reason", String(60), nullable=False, comment="reason code"),
    Column("column_name", String(200), nullable=False, comment="header of the cell at fault"),
    Column("value", Text, nullable=False, comment="the cell at fault"),
    Column("month", String(7), index=True, comment="business month; null = the time is unreadable"),
    Column("account", String(300), comment="account as in the file; null = not said"),
    Column("cells", Text, nullable=False, comment="the whole row: JSON object header → text"),
    Column(
        "resolved_by", ForeignKey("imports.id"), comment="import that took the row in; null = open"
    ),
    UniqueConstraint("file_sha256", "sheet", "row"),
    comment="each row: one row of one file that was not taken in",
)
