"""The life of editions: what a revision rests on, when it was published, and who approved it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of approvals and the columns of editions; rows stay as they are."""
    _approvals()
    _columns()
    _comments()


def _approvals() -> None:
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.String(length=100), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "person",
            sa.String(length=100),
            nullable=False,
            comment="name in the list file, or the user",
        ),
        sa.Column("actor", sa.String(length=100), nullable=False, comment="user at the keyboard"),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column(
            "manifest_sha256",
            sa.String(length=64),
            nullable=False,
            comment="of the snapshot approved",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
        sa.UniqueConstraint(
            "list_id",
            "month",
            "revision",
            "person",
            name=op.f("uq_approvals_list_id_month_revision_person"),
        ),
        comment="each row: one person's approval of one revision",
    )


def _columns() -> None:
    for column in (
        sa.Column(
            "manifest_sha256",
            sa.String(length=64),
            nullable=True,
            comment="of the snapshot's manifest; null = a draft",
        ),
        sa.Column(
            "cut_off",
            sa.DateTime(),
            nullable=True,
            comment="later observations do not count; null = a draft",
        ),
        sa.Column("published_at", sa.DateTime(), nullable=True, comment="null = never published"),
        sa.Column(
            "release_sha256",
            sa.String(length=64),
            nullable=True,
            comment="of the release's manifest; null = never",
        ),
        sa.Column(
            "reason",
            sa.String(length=2),
            nullable=True,
            comment="why it revises the one before; null = the first",
        ),
    ):
        op.add_column("editions", column)


def _comments() -> None:
    """Say what a column may hold now; SQLite keeps no comments."""
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, column, comment in (
        ("editions", "state", "draft, frozen, reviewed, approved …"),
        ("edition_events", "action", "drafted, frozen, reviewed …"),
    ):
        op.alter_column(
            table,
            column,
            existing_type=sa.String(length=20),
            existing_nullable=False,
            comment=comment,
        )
