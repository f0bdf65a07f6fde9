"""Decisions about reprints; tier and merged ids of channels."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and two columns; rows stay as they are."""
    _decisions()
    tier = "central, provincial, city, district or commercial; null = not said"
    merged = "ids of channels that turned out to be this one, list of text"
    with op.batch_alter_table("channels") as channels:
        channels.add_column(sa.Column("tier", sa.String(length=20), nullable=True, comment=tier))
        channels.add_column(
            sa.Column("merged", sa.JSON(), nullable=False, server_default="[]", comment=merged)
        )


def _decisions() -> None:
    op.create_table(
        "reprint_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False, comment="month of the post"),
        sa.Column(
            "article_id",
            sa.String(length=40),
            nullable=False,
            comment="article of a monitoring feed",
        ),
        sa.Column(
            "post_id",
            sa.String(length=300),
            nullable=False,
            comment="post it reprints, or does not",
        ),
        sa.Column(
            "accepted",
            sa.Boolean(),
            nullable=False,
            comment="whether it is a reprint of the post",
        ),
        sa.Column("reason", sa.Text(), nullable=True, comment="why; null = not said"),
        sa.Column(
            "person",
            sa.String(length=100),
            nullable=False,
            comment="name in the list file, or user",
        ),
        sa.Column("actor", sa.String(length=100), nullable=False, comment="user at the keyboard"),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reprint_decisions")),
        comment="each row: one decision of a person, never changed; the last one of a pair holds",
    )
    op.create_index(
        op.f("ix_reprint_decisions_article_id_post_id"),
        "reprint_decisions",
        ["article_id", "post_id"],
    )
