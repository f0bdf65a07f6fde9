"""What a database source refuses, and that it never shows its URL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connectors.interface import AccessError, UnavailableError
from connectors.sources import database
from connectors.sources.fields import Fields
from tests.builders.warehouse import FIELDS, QUERY, source


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("not a url", "cannot be opened"),
        ("nosuch://host/canary", "cannot be opened"),
    ],
)
def test_a_wrong_url_is_not_shown(url, words):
    """What is wrong is said without the URL, which holds the password."""
    with pytest.raises(AccessError, match=words) as caught:
        list(source(url).fetch(QUERY))
    assert caught.value.hint
    assert "canary" not in str(caught.value)


def test_a_driver_that_is_not_installed_is_named(monkeypatch):
    """The message says which package is wanting."""

    def engine(*_, **__):
        raise ModuleNotFoundError("No module named 'pymysql'", name="pymysql")

    monkeypatch.setattr(database, "create_engine", engine)
    with pytest.raises(AccessError, match=r"driver .* is not installed: pymysql\.") as caught:
        list(source("mysql+pymysql://root:canary@127.0.0.1/x").fetch(QUERY))
    assert caught.value.hint


def test_a_server_that_is_down_may_come_back():
    """Nobody listens: trying later may help."""
    with pytest.raises(UnavailableError, match="does not answer") as caught:
        list(source("postgresql+psycopg://u:canary@127.0.0.1:1/x").fetch(QUERY))
    assert caught.value.hint
    assert "canary" not in str(caught.value)


@pytest.mark.postgres
def test_a_refused_user_is_an_access_error(postgres_server):
    """The server's own words tell that no retry helps; they are not repeated."""
    url = database.make_url(postgres_server).set(username="canary-nobody", password="x")
    with pytest.raises(AccessError, match="cannot be opened") as caught:
        list(source(url.render_as_string(hide_password=False)).fetch(QUERY))
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT mid FROM posts", "does not ask for one account"),
        ("SELECT mid FROM posts WHERE uid = :account AND x = :month AND y = :day",
         "asks for :day, :month, which is not given"),
    ],
)  # fmt: skip
def test_a_query_with_other_parameters_is_refused_at_once(sqlite, query, words):
    """Without :account every account would be given all posts."""
    with pytest.raises(AccessError, match=words) as caught:
        source(sqlite, query)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (Fields(text="body"), "No column names the post"),
        (replace(FIELDS, reads_unit=None), "what the reads count"),
    ],
)
def test_fields_that_cannot_do_are_refused_at_once(sqlite, fields, words):
    """A post needs a name, and reads a unit."""
    with pytest.raises(AccessError, match=words) as caught:
        source(sqlite, fields=fields)
    assert caught.value.hint


def test_columns_that_the_query_lacks_are_named(sqlite):
    """The message lists what is absent and what is there."""
    with pytest.raises(AccessError) as caught:
        list(source(sqlite, fields=replace(FIELDS, title="head", url="link")).fetch(QUERY))
    assert str(caught.value) == (
        "The query has no column head, link; it has mid, body, born, r, l, tags."
    )
    assert caught.value.hint


def test_a_faulty_query_says_what_the_database_says(warehouse):
    """The operator reads the database's own word, in one line."""
    with pytest.raises(AccessError, match=r"query of the database failed: .*nowhere"):
        list(source(warehouse, "SELECT mid FROM nowhere WHERE uid = :account").fetch(QUERY))
