"""Collection: its runs, where each account stands, what is missing, calls and authorisations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; those of 0001 stay as they are."""
    _collections()
    _fetches()
    _missing()
    _calls()
    _authorisations()


def _collections() -> None:
    op.create_table(
        "collections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False, comment="first day of publication asked for"),
        sa.Column(
            "last", sa.Date(), nullable=False, comment="last day of publication asked for, included"
        ),
        sa.Column(
            "request", sa.Text(), nullable=False, comment="days, accounts and sources asked for"
        ),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column(
            "ended_at",
            sa.DateTime(),
            nullable=True,
            comment="null = it runs, or its process was killed",
        ),
        sa.Column(
            "accounts", sa.Integer(), nullable=False, comment="fetches planned: account x source"
        ),
        sa.Column(
            "summary",
            sa.JSON(),
            nullable=False,
            comment="what became of them; empty until it ended",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collections")),
        comment="each row: one run of govrank collect",
    )


def _fetches() -> None:
    op.create_table(
        "fetches",
        sa.Column(
            "source", sa.String(length=200), nullable=False, comment="name of the source file"
        ),
        sa.Column("account", sa.String(length=200), nullable=False, comment="platform:native_id"),
        sa.Column(
            "outcome",
            sa.String(length=20),
            nullable=False,
            comment="running, complete, partial …",
        ),
        sa.Column(
            "cursor",
            sa.Text(),
            nullable=True,
            comment="the source's own mark; null = from the beginning",
        ),
        sa.Column(
            "begun",
            sa.String(length=21),
            nullable=False,
            comment="FIRST/LAST of the cursor's first fetch",
        ),
        sa.Column(
            "known_as",
            sa.String(length=300),
            nullable=False,
            comment="id at the source; empty = unknown",
        ),
        sa.Column(
            "asked",
            sa.Text(),
            nullable=False,
            comment="days answered to the end, as FIRST/LAST …",
        ),
        sa.Column(
            "observed_at",
            sa.DateTime(),
            nullable=True,
            comment="when the last page was seen; null = never",
        ),
        sa.Column(
            "completed_at",
            sa.DateTime(),
            nullable=True,
            comment="when a fetch last ran to its end; null = never",
        ),
        sa.Column(
            "failure",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="why it ended early: template, params, hint; null = it did not",
        ),
        sa.Column(
            "until",
            sa.DateTime(),
            nullable=True,
            comment="when more calls are allowed; null = unknown or not waiting",
        ),
        sa.PrimaryKeyConstraint("source", "account", name=op.f("pk_fetches")),
        comment="each row: one account at one source, as its last fetch left it",
    )


def _missing() -> None:
    op.create_table(
        "missing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "source", sa.String(length=200), nullable=False, comment="name of the source file"
        ),
        sa.Column("account", sa.String(length=200), nullable=False, comment="platform:native_id"),
        sa.Column("what", sa.Text(), nullable=False, comment="what was asked for, in plain words"),
        sa.Column("reason", sa.String(length=60), nullable=False, comment="reason code"),
        sa.Column(
            "day",
            sa.Date(),
            nullable=True,
            comment="day of publication; null = all days asked for, or not of one day",
        ),
        sa.Column(
            "detail", sa.Text(), nullable=False, comment="more about the reason; may be empty"
        ),
        sa.Column("first", sa.Date(), nullable=False, comment="first day that was asked for"),
        sa.Column(
            "last", sa.Date(), nullable=False, comment="last day that was asked for, included"
        ),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missing")),
        comment="each row: one thing that the last fetch of these days asked for and did not get",
    )
    op.create_index(
        op.f("ix_missing_source_account"), "missing", ["source", "account"], unique=False
    )


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column(
            "source", sa.String(length=200), nullable=False, comment="name of the source file"
        ),
        sa.Column("day", sa.Date(), nullable=False, comment="day of Asia/Shanghai"),
        sa.Column("calls", sa.Integer(), nullable=False, comment="requests sent, failed ones too"),
        sa.PrimaryKeyConstraint("source", "day", name=op.f("pk_calls")),
        comment="each row: one source on one day on which it was asked",
    )


def _authorisations() -> None:
    op.create_table(
        "authorisations",
        sa.Column(
            "source", sa.String(length=200), nullable=False, comment="name of the source file"
        ),
        sa.Column("account", sa.String(length=200), nullable=False, comment="platform:native_id"),
        sa.Column(
            "expires_at", sa.DateTime(), nullable=True, comment="null = it is not known to end"
        ),
        sa.Column("learned_at", sa.DateTime(), nullable=False, comment="when the source said so"),
        sa.PrimaryKeyConstraint("source", "account", name=op.f("pk_authorisations")),
        comment="each row: one account that a source may read",
    )
