"""Warehouses to read from."""

import pytest

from tests.builders.warehouse import fill


@pytest.fixture
def warehouse(ledger_url):
    """URL of a filled warehouse, on either database."""
    fill(ledger_url)
    return ledger_url


@pytest.fixture
def sqlite(tmp_path):
    """URL of a filled SQLite warehouse."""
    url = f"sqlite:///{tmp_path / 'canary-warehouse.db'}"
    fill(url)
    return url
