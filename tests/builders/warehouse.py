"""A warehouse with posts of an invented account, and the posts that its query gives."""

from __future__ import annotations

from datetime import date

from sqlalchemy import create_engine, text

from connectors.http.secrets import Secret
from connectors.interface import Account, PostRow, Query
from connectors.sources.database import Database
from connectors.sources.fields import Fields
from connectors.sources.values import instant_of
from tests.connectors.conformance import clock

SELECT = (
    "SELECT mid, body, born, reads AS r, likes AS l, tags FROM posts "
    "WHERE uid = :account AND DATE(born) BETWEEN :first AND :last ORDER BY mid"
)
FIELDS = Fields(
    native_id="mid",
    published_at="born",
    text="body",
    topics="tags",
    counts={"reads": "r", "likes": "l"},
    reads_unit="people",
)
ROWS = [
    ("1", "甲", "2026-11-01 00:00:00", "10", 0, "政务,民生"),
    ("2", "乙", "2026-11-10 12:30:00", "10万+", 5, None),
    ("3", "丙", "2026-11-19 23:59:59", None, None, ""),
    ("4", "丁", "2026-10-31 23:59:59", "1", 1, None),
    ("5", "戊", "2026-11-20 00:00:00", "1", 1, None),
]
POSTS = (
    PostRow("1", instant_of("2026-11-01"), {"reads": 10, "likes": 0}, "people", text="甲",
            topics=("政务", "民生")),
    PostRow("2", instant_of("2026-11-10 12:30"), {"reads": 100000, "likes": 5}, "people",
            frozenset({"reads"}), text="乙"),
    PostRow("3", instant_of("2026-11-19 23:59:59"), text="丙"),
)  # fmt: skip
QUERY = Query(Account("weibo", "42", "某市发布"), date(2026, 11, 1), date(2026, 11, 19))


def fill(url: str) -> None:
    """Make the table of a warehouse, with a post of another account in it."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE posts (uid TEXT, mid TEXT, body TEXT, born TIMESTAMP, reads TEXT,"
                 " likes INTEGER, tags TEXT)")
        )  # fmt: skip
        insert = text("INSERT INTO posts VALUES (:uid, :m, :b, :t, :r, :l, :g)")
        for uid, (m, b, t, r, likes, g) in [*(("42", row) for row in ROWS), ("43", ROWS[0])]:
            connection.execute(
                insert, {"uid": uid, "m": m, "b": b, "t": t, "r": r, "l": likes, "g": g}
            )
    engine.dispose()


def source(url: str, query: str = SELECT, fields: Fields = FIELDS, **options) -> Database:
    """Return a source over a warehouse, with the query and fields that fit it."""
    return Database(clock, Secret(url), query, fields, **options)
