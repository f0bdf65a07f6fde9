"""What people decided about reprints that matching was not sure of."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from ranking.ledger.tables.base import metadata
from ranking.ledger.types import Instant

reprint_decisions = Table(
    "reprint_decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("month", String(7), nullable=False, comment="month of the post"),
    Column("article_id", String(40), nullable=False, comment="article of a monitoring feed"),
    Column("post_id", String(300), nullable=False, comment="post it reprints, or does not"),
    Column("accepted", Boolean, nullable=False, comment="whether it is a reprint of the post"),
    Column("reason", Text, comment="why; null = not said"),
    Column("person", String(100), nullable=False, comment="name in the list file, or user"),
    Column("actor", String(100), nullable=False, comment="user at the keyboard"),
    Column("at", Instant, nullable=False),
    Index(None, "article_id", "post_id"),
    comment="each row: one decision of a person, never changed; the last one of a pair holds",
)
