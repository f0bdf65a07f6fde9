"""The two databases a ledger may live in, so that the same test runs on both; and no deadlines:
how long an example takes on a busy machine says nothing of the code."""

import os
import secrets
from collections.abc import Iterator

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from ranking.ledger.database import Ledger

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """URL of a PostgreSQL that answers; skips with its answer where there is none."""
    url = os.environ.get("GOVRANK_TEST_POSTGRES") or POSTGRES
    engine = create_engine(url, connect_args={"connect_timeout": 5})
    try:
        with engine.connect():
            pass
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        shown = make_url(url).render_as_string()
        pytest.skip(f"no PostgreSQL at {shown} (set GOVRANK_TEST_POSTGRES): {error}")
    finally:
        engine.dispose()
    return url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """URL of an empty schema of its own, dropped after the test."""
    schema = f"govrank_test_{secrets.token_hex(6)}"
    engine = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
        url = make_url(postgres_server).update_query_dict({"options": f"-csearch_path={schema}"})
        yield url.render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text("SET lock_timeout = '10s'"))
            connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def ledger_url(request: pytest.FixtureRequest, tmp_path) -> str:
    """URL of a database without any table, once on SQLite and once on PostgreSQL."""
    if request.param == "postgres":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """A ledger with its schema created, on either database."""
    made = Ledger(ledger_url)
    made.create()
    yield made
    made.close()
