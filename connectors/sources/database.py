"""Any database that SQLAlchemy opens: for offices that keep a media-monitoring warehouse.

The office writes one query with the parameters ``:account`` (the account's id), ``:first`` and
``:last`` (days of publication, both included) and says which column means what:

    SELECT mid, text, published_at, likes, reposts FROM weibo_post
    WHERE uid = :account AND DATE(published_at) BETWEEN :first AND :last

One row a post. It is read in a stream, in a read-only transaction where the database has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, get_args
from urllib.parse import quote

from sqlalchemy import (
    URL,
    Connection,
    CursorResult,
    Date,
    Engine,
    NullPool,
    String,
    TextClause,
    bindparam,
    create_engine,
    make_url,
    text,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import TypeEngine

from connectors.errors import ConnectorError
from connectors.http.secrets import Secret
from connectors.interface import (
    AccessError,
    Clock,
    Gap,
    Measure,
    Page,
    PostRow,
    Query,
    Reason,
    Remembers,
    Source,
    UnavailableError,
    Unit,
)
from connectors.sources.fields import Fields, read_row
from connectors.sources.place import Span, after, first_day, place_of
from connectors.sources.values import day_of

_PARAMETERS: dict[str, TypeEngine[Any]] = {"account": String(), "first": Date(), "last": Date()}
_READ_ONLY = {
    "postgresql": "SET TRANSACTION READ ONLY",
    "sqlite": "PRAGMA query_only = ON",
    "mysql": "START TRANSACTION READ ONLY",
    "mariadb": "START TRANSACTION READ ONLY",
    "oracle": "SET TRANSACTION READ ONLY",
}
"""How a transaction is made read-only, by dialect; others rely on the rights of the user."""
_REFUSED = re.compile(
    "password|authenticat|access denied|denied|does not exist|unknown database|unable to open"
)


class Database(Source):
    """A query over a warehouse. ``fields`` names the columns of its answer.

    The whole range is one answer, read ``batch`` rows at a time; only its end has a cursor, so a
    read that was cut begins again. AccessError at once if the query or the columns cannot be right.
    """

    id: ClassVar[str] = "database"
    platforms: ClassVar[tuple[str, ...]] = ("wechat", "weibo")
    remembers: ClassVar[Remembers] = "place"

    def __init__(
        self, clock: Clock, url: Secret, query: str, fields: Fields, *, batch: int = 500
    ) -> None:
        super().__init__(clock)
        self._statement = _statement(query)
        self._url = url
        self._fields = _sound(fields)
        self._batch = batch

    @classmethod
    def measures(cls) -> Mapping[Measure, Unit | None]:
        """Return all measures: the columns decide, and the fields say what reads count."""
        return dict.fromkeys(get_args(Measure))

    def probe(self) -> None:
        """Connect and ask nothing. Raises AccessError or UnavailableError."""
        with self._connected():
            pass

    def _fetch(self, query: Query) -> Iterator[Page]:
        place = place_of(query)
        if isinstance(place, Gap):
            yield Page(gaps=(place,))
            return
        days = Span(max(place.first, first_day(query)), query.last)
        if days.first <= days.last:
            yield from self._read(query.account.native_id, days)

    def _read(self, account: str, days: Span) -> Iterator[Page]:
        locator = f"query {days}"
        doubles: list[str] = []
        seen: set[str] = set()
        calls = 1
        for rows in self._batches(account, days):
            found = [read_row(row, self._fields) for row in rows]
            gaps = tuple(gap for row in found for gap in row.gaps)
            posts = tuple(_once((row.post for row in found if row.post), days, seen, doubles))
            yield Page(posts=posts, gaps=gaps, locator=locator, calls=calls)
            calls = 0
        several = f"{len(doubles)} posts, {doubles[0]} among them" if doubles else ""
        gaps = (Gap(several, Reason.SUSPECT, None, "more than one row each"),) if doubles else ()
        yield Page(gaps=gaps, cursor=str(after(days)), locator=locator, calls=calls)

    def _batches(self, account: str, days: Span) -> Iterator[Sequence[Mapping[str, Any]]]:
        """Yield the answer in parts; the connection is closed whatever happens."""
        with self._connected() as connection:
            given = {"account": account, "first": days.first, "last": days.last}
            used = {name: given[name] for name in self._statement.compile().params}
            try:
                _make_read_only(connection)
                options = {"stream_results": True, "yield_per": self._batch}
                result = connection.execute(self._statement, used, execution_options=options)
                self._require_columns(result)
                for part in result.mappings().partitions(self._batch):
                    yield [dict(row) for row in part]
            except SQLAlchemyError as error:
                raise _query_failed(error, self._url) from None

    def _connected(self) -> Connection:
        try:
            return _engine(self._url).connect()
        except SQLAlchemyError as error:
            raise _not_opened(error) from None
        except ImportError as error:
            raise AccessError(
                "The driver of the database is not installed: {driver}.",
                driver=error.name or "unknown",
                hint="Install it beside govrank, for instance govrank[postgres].",
            ) from None

    def _require_columns(self, result: CursorResult[Any]) -> None:
        absent = self._fields.keys() - set(result.keys())
        if absent:
            raise AccessError(
                "The query has no column {absent}; it has {columns}.",
                absent=", ".join(sorted(absent)),
                columns=", ".join(result.keys()),
                hint="Name the columns as the query does, or give them names with AS.",
            )


def _statement(query: str) -> TextClause:
    """Return the query with its parameters bound, never written into it."""
    statement = text(query)
    names = set(statement.compile().params)
    unknown = names - _PARAMETERS.keys()
    if unknown:
        raise AccessError(
            "The query asks for {unknown}, which is not given.",
            unknown=", ".join(f":{name}" for name in sorted(unknown)),
            hint="The parameters are :account, :first and :last.",
        )
    if "account" not in names:
        raise AccessError(
            "The query does not ask for one account.",
            hint="Write a condition with :account; otherwise every account is given all posts.",
        )
    return statement.bindparams(*(bindparam(name, type_=_PARAMETERS[name]) for name in names))


def _sound(fields: Fields) -> Fields:
    if fields.native_id is None and fields.url is None:
        raise AccessError(
            "No column names the post.", hint="Say which column is native_id, or url."
        )
    if "reads" in (fields.counts or {}) and fields.reads_unit is None:
        raise AccessError(
            "It is not said what the reads count.", hint='Set reads_unit to "times" or "people".'
        )
    return fields


def _engine(secret: Secret) -> Engine:
    url = make_url(secret.reveal())
    return create_engine(_existing(url), poolclass=NullPool, hide_parameters=True)


def _existing(url: URL) -> URL:
    """Return a URL that does not make a new SQLite file where there is none."""
    file = url.database
    if url.get_backend_name() != "sqlite" or not file or file.startswith((":memory:", "file:")):
        return url
    return url.set(database=f"file:{quote(file)}").update_query_dict({"mode": "rw", "uri": "true"})


def _make_read_only(connection: Connection) -> None:
    command = _READ_ONLY.get(connection.dialect.name)
    if command is not None:
        connection.exec_driver_sql(command)


def _once(
    posts: Iterator[PostRow], days: Span, seen: set[str], doubles: list[str]
) -> Iterator[PostRow]:
    """Yield the first row of each post of the days; note the names of those that come again."""
    for post in posts:
        name = post.native_id or post.url or ""
        if post.published_at and not days.first <= day_of(post.published_at) <= days.last:
            continue
        if name in seen:
            doubles.append(name)
            continue
        seen.add(name)
        yield post


def _not_opened(error: SQLAlchemyError) -> ConnectorError:
    """Tell a refusal from a server that is down; drivers say so in words only."""
    if _REFUSED.search(str(getattr(error, "orig", "")).lower()) or not hasattr(error, "orig"):
        return AccessError(
            "The database cannot be opened ({kind}).",
            kind=type(error).__name__,
            hint="Check the URL of the database: kind, host, name, user and password.",
        )
    return UnavailableError(
        "The database does not answer ({kind}).",
        kind=type(error).__name__,
        hint="Check that its server runs and can be reached from here; then try again.",
    )


def _query_failed(error: SQLAlchemyError, secret: Secret) -> AccessError:
    words = str(getattr(error, "orig", "") or type(error).__name__).split("\n")[0]
    url = make_url(secret.reveal())
    for hidden in (secret.reveal(), str(url.password or ""), str(url.host or "")):
        words = words.replace(hidden, "***") if hidden else words
    return AccessError(
        "The query of the database failed: {words}.",
        words=words[:200],
        hint="Try the query by hand, with an account and days; it may only read.",
    )
