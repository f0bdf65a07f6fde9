"""The first ledger: roster, facts' batches, quarantine, editions and their events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables."""
    _channels()
    _edition_events()
    _editions()
    _imports()
    _units()
    _accounts()
    _batches()
    _board_rows()
    _quarantine()


def _channels() -> None:
    op.create_table(
        "channels",
        sa.Column("channel_id", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "type", sa.String(length=20), nullable=False, comment="client, website, wechat or weibo"
        ),
        sa.Column("aliases", sa.JSON(), nullable=False, comment="other spellings, list of text"),
        sa.Column(
            "weight",
            sa.Float(),
            nullable=True,
            comment="own weight; null = the method's weight of its type",
        ),
        sa.Column("origin", sa.String(length=500), nullable=False, comment="file it came from"),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_channels")),
        comment="each row: one channel 渠道",
    )


def _edition_events() -> None:
    op.create_table(
        "edition_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.String(length=100), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False, comment="drafted …"),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column(
            "previous_sha256",
            sa.String(length=64),
            nullable=False,
            comment="empty for the first event",
        ),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_events")),
        sa.UniqueConstraint("sha256", name=op.f("uq_edition_events_sha256")),
        comment="each row: one step of an edition; append-only, chained by SHA-256",
    )


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.String(length=100), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False, comment="draft"),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column(
            "document",
            sa.Text(),
            nullable=False,
            comment="the whole edition as JSON, full precision",
        ),
        sa.Column("matches", sa.Text(), nullable=False, comment="campaign matches as JSON"),
        sa.Column(
            "sha256", sa.String(length=64), nullable=False, comment="of document and matches"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint(
            "list_id", "month", "revision", name=op.f("uq_editions_list_id_month_revision")
        ),
        comment="each row: one list, one month, one revision",
    )


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=500), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False, comment="format id"),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column(
            "observed_at",
            sa.DateTime(),
            nullable=False,
            comment="when rows without a time were seen",
        ),
        sa.Column(
            "summary", sa.JSON(), nullable=False, comment="rows read and what became of them"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        comment="each row: one import of one file",
    )
    op.create_index(op.f("ix_imports_file_sha256"), "imports", ["file_sha256"], unique=False)


def _units() -> None:
    op.create_table(
        "units",
        sa.Column("name", sa.String(length=200), nullable=False, comment="unit 单位, as printed"),
        sa.Column(
            "group_name",
            sa.String(length=200),
            nullable=False,
            comment="group 组别 it is compared within",
        ),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="order of first appearance in a roster",
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_units")),
        comment="each row: one unit",
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=200), nullable=False, comment="platform:native_id"),
        sa.Column("platform", sa.String(length=20), nullable=False, comment="wechat or weibo"),
        sa.Column(
            "native_id", sa.String(length=200), nullable=False, comment="the platform's own id"
        ),
        sa.Column("name", sa.String(length=200), nullable=False, comment="name during this span"),
        sa.Column("aliases", sa.JSON(), nullable=False, comment="other spellings, list of text"),
        sa.Column("unit", sa.String(length=200), nullable=False, comment="owner during this span"),
        sa.Column(
            "valid_from",
            sa.Date(),
            nullable=True,
            comment="first day (Asia/Shanghai); null = since ever",
        ),
        sa.Column(
            "valid_to", sa.Date(), nullable=True, comment="first day after; null = still valid"
        ),
        sa.Column(
            "origin", sa.String(length=500), nullable=False, comment="file and row it came from"
        ),
        sa.ForeignKeyConstraint(["unit"], ["units.name"], name=op.f("fk_accounts_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        comment="each row: one account during one span of days with one name and one unit",
    )
    op.create_index(op.f("ix_accounts_account"), "accounts", ["account"], unique=False)


def _batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "dataset",
            sa.String(length=40),
            nullable=False,
            comment="posts, post_counts, reprints …",
        ),
        sa.Column(
            "month",
            sa.String(length=7),
            nullable=False,
            comment="business month of the post, YYYY-MM",
        ),
        sa.Column("kind", sa.String(length=10), nullable=False, comment="raw or compact"),
        sa.Column("path", sa.String(length=300), nullable=False, comment="below the facts folder"),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column(
            "covers",
            sa.String(length=64),
            nullable=True,
            comment="compact: SHA-256 over the raw batches; null = raw",
        ),
        sa.Column("import_id", sa.Integer(), nullable=True, comment="null = compact"),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_batches_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sa.UniqueConstraint("path", name=op.f("uq_batches_path")),
        comment="each row: one immutable Parquet file; a file without a row does not exist",
    )


def _board_rows() -> None:
    op.create_table(
        "board_rows",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("index_id", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True, comment="null = not ranked"),
        sa.Column("value", sa.Float(), nullable=True, comment="index; null = not available"),
        sa.Column("bonus", sa.Float(), nullable=False, comment="points"),
        sa.Column(
            "total", sa.Float(), nullable=True, comment="value + bonus; null = not available"
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_board_rows_edition_id")
        ),
        sa.PrimaryKeyConstraint("edition_id", "index_id", "unit", name=op.f("pk_board_rows")),
        comment="each row: one unit on one board of one edition",
    )


def _quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=500), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "sheet", sa.String(length=200), nullable=False, comment="empty for CSV and Parquet"
        ),
        sa.Column("row", sa.Integer(), nullable=False, comment="1-based row in the file or sheet"),
        sa.Column("kind", sa.String(length=100), nullable=False, comment="format id"),
        sa.Column(
            "status", sa.String(length=20), nullable=False, comment="quarantined or unregistered"
        ),
        sa.Column("reason", sa.String(length=60), nullable=False, comment="reason code"),
        sa.Column(
            "column_name",
            sa.String(length=200),
            nullable=False,
            comment="header of the cell at fault",
        ),
        sa.Column("value", sa.Text(), nullable=False, comment="the cell at fault"),
        sa.Column(
            "month",
            sa.String(length=7),
            nullable=True,
            comment="business month; null = the time is unreadable",
        ),
        sa.Column(
            "account",
            sa.String(length=300),
            nullable=True,
            comment="account as in the file; null = not said",
        ),
        sa.Column(
            "cells", sa.Text(), nullable=False, comment="the whole row: JSON object header → text"
        ),
        sa.Column(
            "resolved_by",
            sa.Integer(),
            nullable=True,
            comment="import that took the row in; null = open",
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_quarantine_import_id")
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by"], ["imports.id"], name=op.f("fk_quarantine_resolved_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
        sa.UniqueConstraint(
            "file_sha256", "sheet", "row", name=op.f("uq_quarantine_file_sha256_sheet_row")
        ),
        comment="each row: one row of one file that was not taken in",
    )
    op.create_index(op.f("ix_quarantine_month"), "quarantine", ["month"], unique=False)
