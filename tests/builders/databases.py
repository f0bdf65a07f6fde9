"""Databases of their own on a PostgreSQL server, to be copied whole."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, make_url, text


@contextmanager
def database_url(server: str, template: str = "template1") -> Iterator[str]:
    """Give the URL of a new database, a copy of ``template``; dropped afterwards.

    Nobody may be connected to the template.
    """
    name = f"govrank_test_{secrets.token_hex(6)}"
    there = make_url(server)
    engine = create_engine(there.set(database="postgres"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        engine.dispose()  # who forks must not hold it open
        yield there.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        engine.dispose()
