"""Adjustments by people, and what the schedule needs: leases and runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; rows of the others stay as they are."""
    _adjustments()
    _leases()
    _runs()


def _adjustments() -> None:
    op.create_table(
        "adjustments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.String(length=100), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="1, 2, … within list and month"),
        sa.Column(
            "kind", sa.String(length=20), nullable=False, comment="exclude_post, award, undo …"
        ),
        sa.Column(
            "target", sa.String(length=300), nullable=False, comment="post, account, unit or number"
        ),
        sa.Column(
            "unit",
            sa.String(length=200),
            nullable=True,
            comment="whom it counts for; null = not of this kind",
        ),
        sa.Column(
            "points",
            sa.String(length=40),
            nullable=True,
            comment="decimal number; null = no points",
        ),
        sa.Column("text", sa.Text(), nullable=True, comment="the note itself; null = not a note"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "evidence_name",
            sa.String(length=300),
            nullable=False,
            comment="file name of the evidence",
        ),
        sa.Column("evidence_sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "person",
            sa.String(length=100),
            nullable=False,
            comment="author: name in the list file, or user",
        ),
        sa.Column("actor", sa.String(length=100), nullable=False, comment="user at the keyboard"),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column(
            "status",
            sa.String(length=20),
            nullable=False,
            comment="proposed, confirmed or rejected",
        ),
        sa.Column(
            "decided_by",
            sa.String(length=100),
            nullable=True,
            comment="second person; null = proposed",
        ),
        sa.Column(
            "decided_actor",
            sa.String(length=100),
            nullable=True,
            comment="their user; null = proposed",
        ),
        sa.Column("decided_at", sa.DateTime(), nullable=True, comment="null = proposed"),
        sa.Column(
            "decision", sa.Text(), nullable=True, comment="why it was rejected; null = it was not"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
        sa.UniqueConstraint(
            "list_id", "month", "number", name=op.f("uq_adjustments_list_id_month_number")
        ),
        comment="each row: one adjustment of one month by a person",
    )


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column(
            "name", sa.String(length=20), nullable=False, comment="writer, collector or schedule"
        ),
        sa.Column("fence", sa.Integer(), nullable=False, comment="grows by one with every holder"),
        sa.Column(
            "owner", sa.String(length=300), nullable=False, comment="who holds it; empty = nobody"
        ),
        sa.Column(
            "locked",
            sa.Boolean(),
            nullable=False,
            comment="whether the holder has the lock as well",
        ),
        sa.Column("since", sa.DateTime(), nullable=True, comment="null = nobody holds it"),
        sa.Column(
            "expires_at",
            sa.DateTime(),
            nullable=True,
            comment="when the holder counts as dead; null = nobody",
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
        comment="each row: one right that a single process holds at a time",
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.String(length=100), nullable=False),
        sa.Column(
            "month",
            sa.String(length=7),
            nullable=False,
            comment="business month; of daily work the day's",
        ),
        sa.Column(
            "stage", sa.String(length=20), nullable=False, comment="freeze, publish, collect-05 …"
        ),
        sa.Column(
            "revision",
            sa.Integer(),
            nullable=False,
            comment="of the edition; 0 = not of an edition",
        ),
        sa.Column(
            "state",
            sa.String(length=20),
            nullable=False,
            comment="running, done, failed, waiting, missed",
        ),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column(
            "started_at",
            sa.DateTime(),
            nullable=True,
            comment="of the last attempt; null = never tried",
        ),
        sa.Column(
            "ended_at",
            sa.DateTime(),
            nullable=True,
            comment="null = it runs, was killed, or was never tried",
        ),
        sa.Column("owner", sa.String(length=300), nullable=False, comment="who tried it last"),
        sa.Column(
            "fence", sa.Integer(), nullable=False, comment="of the schedule's lease in that attempt"
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column(
            "late", sa.Boolean(), nullable=False, comment="whether it was done late, or is by now"
        ),
        sa.Column("detail", sa.JSON(), nullable=False, comment="what came of it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sa.UniqueConstraint(
            "list_id",
            "month",
            "stage",
            "revision",
            name=op.f("uq_runs_list_id_month_stage_revision"),
        ),
        comment="each row: one stage of one month that the schedule is to do",
    )
