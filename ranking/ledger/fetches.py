"""How far each account is at each source, what is missing, and what the sources allow.

``save_…`` put rows in place of those with the same key, under the writer's lock.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, or_, select, update

from ranking.ledger.tables import authorisations, calls, fetches, missing
from ranking.model.collection import Authorisation, Days, Failure, Fetch, Missing, Outcome

_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL and lone surrogates: platforms send them in JSON, PostgreSQL takes neither."""


def read_fetches(connection: Connection) -> dict[tuple[str, str], Fetch]:
    """Return (source, account) → how far it is; an account never fetched is left out."""
    read = (_fetch(dict(row._mapping)) for row in connection.execute(select(fetches)))
    return {(one.source, one.account): one for one in read}


def save_fetches(connection: Connection, new: Sequence[Fetch]) -> None:
    """Keep how far accounts are, in place of what was known of the same account and source."""
    _replace(connection, fetches, [_fetch_row(one) for one in new])


def replace_missing(
    connection: Connection, source: str, account: str, first: date, last: date
) -> None:
    """Forget what an earlier fetch missed and a new one of these days asks for again.

    That is what is missing on some of these days alone, and what is of no day in particular, if
    any of them had been asked for. Of what is missing on more days, the others stay.
    """
    within = missing.c.day.is_not(None) & (missing.c.first >= first) & (missing.c.last <= last)
    touched = missing.c.day.is_(None) & (missing.c.first <= last) & (missing.c.last >= first)
    again = or_(within, touched)
    same = (missing.c.source == source) & (missing.c.account == account)
    connection.execute(delete(missing).where(same, again))
    dated, one = same & missing.c.day.is_not(None), timedelta(days=1)
    begun_before = dated & (missing.c.first < first) & missing.c.last.between(first, last)
    connection.execute(update(missing).where(begun_before).values(last=first - one))
    ends_after = dated & (missing.c.last > last) & missing.c.first.between(first, last)
    rest = {"day": last + one, "first": last + one}
    connection.execute(update(missing).where(ends_after).values(**rest))


def add_missing(connection: Connection, new: Sequence[Missing]) -> None:
    """Keep what was asked for and not given."""
    if new:
        rows = [
            {**vars(one), "what": _storable(one.what), "detail": _storable(one.detail)}
            for one in new
        ]
        connection.execute(insert(missing), rows)


def read_missing(connection: Connection, first: date, last: date) -> list[Missing]:
    """Return what is missing on any of the days, by source, account, day (none first), arrival."""
    query = select(missing).where(missing.c.first <= last, missing.c.last >= first)
    rows = [dict(row._mapping) for row in connection.execute(query)]
    # not sorted by the database: each has an order of its own for texts and for null
    rows.sort(key=lambda row: (row["source"], row["account"], row["day"] or date.min, row["id"]))
    return [Missing(**{k: v for k, v in row.items() if k != "id"}) for row in rows]


def save_calls(connection: Connection, source: str, day: date, number: int) -> None:
    """Record how many requests the source was sent on the day so far, in place of the last number.

    ``day`` is a day of Asia/Shanghai.
    """
    same = (calls.c.source == source) & (calls.c.day == day)
    connection.execute(delete(calls).where(same))
    connection.execute(insert(calls).values(source=source, day=day, calls=number))


def calls_on(connection: Connection, day: date) -> dict[str, int]:
    """Return source → requests sent on a day of Asia/Shanghai; a source not asked is left out."""
    rows = connection.execute(select(calls.c.source, calls.c.calls).where(calls.c.day == day))
    return {row.source: row.calls for row in rows}


def save_authorisations(connection: Connection, new: Sequence[Authorisation]) -> None:
    """Keep when rights to read end, in place of what was known of the same account and source."""
    _replace(connection, authorisations, [dict(vars(one)) for one in new])


def read_authorisations(connection: Connection) -> list[Authorisation]:
    """Return until when accounts may be read, by source and account."""
    rows = connection.execute(select(authorisations))
    read = [Authorisation(**row._mapping) for row in rows]
    return sorted(read, key=lambda one: (one.source, one.account))


def _replace(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows in place of those of the same source and account; of two new ones the last."""
    newest = {(row["source"], row["account"]): row for row in rows}
    if not newest:
        return
    same = (table.c.source == bindparam("of")) & (table.c.account == bindparam("who"))
    keys = [{"of": source, "who": account} for source, account in newest]
    connection.execute(delete(table).where(same), keys)
    connection.execute(insert(table), list(newest.values()))


def _fetch(row: dict[str, Any]) -> Fetch:
    failure = row["failure"]
    row["outcome"] = Outcome(row["outcome"])
    row["asked"] = tuple(map(_days, row["asked"].split()))
    row["begun"] = _days(row["begun"]) if row["begun"] else None
    row["failure"] = None if failure is None else Failure(**failure)
    return Fetch(**row)


def _fetch_row(fetch: Fetch) -> dict[str, Any]:
    why = fetch.failure
    return {
        **vars(fetch),
        "outcome": fetch.outcome.value,
        "asked": " ".join(f"{first}/{last}" for first, last in fetch.asked),
        "begun": "{}/{}".format(*fetch.begun) if fetch.begun else "",
        "failure": None if why is None else _failure_row(why),
    }


def _days(text: str) -> Days:
    first, last = map(date.fromisoformat, text.split("/"))
    return first, last


def _failure_row(failure: Failure) -> dict[str, Any]:
    """Return JSON that reads the same: numbers stay numbers, all else becomes text."""
    params = {name: _plain(value) for name, value in failure.params.items()}
    return {"template": failure.template, "params": params, "hint": failure.hint}


def _plain(value: object) -> int | float | str:
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return _storable(str(value))


def _storable(text: str) -> str:
    return _NOT_STORABLE.sub("\ufffd", text)
