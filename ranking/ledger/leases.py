"""Leases: who may write, collect or run the schedule until when, and under which number.

A lease is a row of the ledger. Its number, the fence, grows by one with every holder, and every
write transaction of a holder makes sure that its number still stands: who was paused beyond the
end of the lease and wakes after another has taken over can commit nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Engine, func, insert, inspect, select, update
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError

from ranking.ledger.tables import leases

LockName = Literal["writer", "collector", "schedule"]
WRITING_KEYS: dict[LockName, int] = {
    "writer": 386_913_505,
    "collector": 386_913_507,
    "schedule": 386_913_509,
}
"""First key of the PostgreSQL advisory lock that marks the open write transactions of a holder, so
that who takes over can end them; the second is the schema."""
LEASE_SECONDS = 30.0
"""How long a holder that shows no sign of life is believed to be at work."""
LOCK_TIMEOUT = "5s"
"""How long PostgreSQL lets who takes a lease wait for another transaction."""
_DOUBT = 5.0
"""A lease that ends later than its length and these seconds was given by a clock set back since."""


@dataclass(frozen=True)
class Lease:
    """A right that is held; ``fence`` is the holder's number."""

    name: LockName
    fence: int
    owner: str


@dataclass(frozen=True)
class Standing:
    """How a lease stands. ``owner``: who holds it, empty = nobody. ``since``: null = nobody.

    ``ended``: whether the holder has shown no life for too long; ``doubtful``: whether its end is
    so far off that the clock must have been set back. ``found`` is what the row said, null = there
    is no row.
    """

    owner: str
    since: datetime | None
    locked: bool
    ended: bool
    doubtful: bool
    found: tuple[int, datetime | None] | None

    def free(self, locked: bool) -> bool:
        """Tell whether it may be taken, by one who has the process lock (``locked``) or has not."""
        if not self.owner:
            return True
        return self.ended or (locked and (self.locked or self.doubtful))


def clock(connection: Connection) -> datetime:
    """Return the present instant; several computers at one PostgreSQL go by its clock."""
    if connection.dialect.name == "postgresql":
        now: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return now.astimezone(UTC)
    return datetime.now(UTC)


def has_leases(engine: Engine) -> bool:
    """Tell whether the ledger has the table; one of an older version has not."""
    with engine.connect() as connection:
        return inspect(connection).has_table(leases.name)


def look(engine: Engine, name: LockName) -> Standing:
    """Return how a lease stands."""
    with engine.connect() as connection:
        row = connection.execute(select(leases).where(leases.c.name == name)).one_or_none()
        now = clock(connection)
    if row is None:
        return Standing("", None, False, False, False, None)
    limit = now + timedelta(seconds=LEASE_SECONDS + _DOUBT)
    ends = row.expires_at
    return Standing(
        owner=row.owner,
        since=row.since,
        locked=row.locked,
        ended=ends is None or ends <= now,
        doubtful=ends is not None and ends > limit,
        found=(row.fence, ends),
    )


def take(
    engine: Engine, name: LockName, owner: str, standing: Standing, *, locked: bool
) -> Lease | None:
    """Take a lease over if it still stands as it was seen; None = somebody was quicker.

    Raises OperationalError while another transaction occupies the ledger.
    """
    fence = standing.found[0] + 1 if standing.found else 1
    try:
        with engine.connect() as connection:
            writer = connection.execution_options(govrank_write=True)
            with writer.begin():
                if writer.dialect.name == "postgresql":
                    writer.execute(sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
                values = _values(writer, fence=fence, owner=owner, locked=locked)
                if not _put(writer, name, standing, values):
                    return None
    except IntegrityError:
        return None
    return Lease(name, fence, owner)


def _values(connection: Connection, **columns: Any) -> dict[str, Any]:
    now = clock(connection)
    return {**columns, "since": now, "expires_at": end_of(now)}


def _put(
    connection: Connection, name: LockName, standing: Standing, values: dict[str, Any]
) -> bool:
    if standing.found is None:
        connection.execute(insert(leases).values(name=name, **values))
        return True
    fence, ends = standing.found
    unrenewed = leases.c.expires_at.is_(None) if ends is None else leases.c.expires_at == ends
    seen = (leases.c.name == name, leases.c.fence == fence, unrenewed)
    return connection.execute(update(leases).where(*seen).values(**values)).rowcount == 1


def end_of(now: datetime) -> datetime:
    """Return until when a lease holds that is given or renewed now."""
    return now + timedelta(seconds=LEASE_SECONDS)


def shown(owner: str, since: datetime | None) -> str:
    """Return who holds a lease since when."""
    if not owner or since is None:
        return "another govrank process"
    return f"{owner}, since {since:%Y-%m-%d %H:%M:%S %Z}"
