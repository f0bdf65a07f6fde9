"""The version of the ledger's schema."""

SCHEMA_VERSION = "0005"
"""Alembic revision this program reads and writes; equal to the newest migration."""
