"""Small rosters, drafts and events, and SQLite ledgers that hold them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ranking.ledger.database import Ledger
from ranking.ledger.events import Event
from ranking.ledger.roster import read_roster, replace_roster
from ranking.model.collection import Failure, Fetch, Missing, Outcome
from ranking.model.roster import Span
from ranking.model.stored_edition import StoredEdition

NOW = datetime(2026, 11, 3, 1, 30, 0, 123456, tzinfo=UTC)


def span(account: str = "weibo:1", unit: str = "甲区", **more: object) -> Span:
    platform, native_id = account.split(":")
    values = {"name": f"{unit}发布", "aliases": (), "group": "各区", "valid_from": None}
    values |= {"valid_to": None, "origin": "名册.csv, row 2", **more}
    return Span(account=account, platform=platform, native_id=native_id, unit=unit, **values)


def stored(month: str = "2026-10", document: str = "{}", **more: object) -> StoredEdition:
    rows = tuple(
        {
            "index_id": "influence",
            "group_name": "各区",
            "unit": unit,
            "rank": rank,
            "value": 0.1 + 0.2,
            "bonus": 0.0,
            "total": None,
        }
        for rank, unit in ((1, "甲区"), (2, "乙区"), (None, "丙局"))
    )
    values = {"list_id": "main", "revision": 1, "state": "draft", "created_at": NOW, "rows": rows}
    return StoredEdition(month=month, document=document, matches="[]", **{**values, **more})


def event(month: str = "2026-10", **more: object) -> Event:
    values = {"list_id": "main", "revision": 1, "action": "drafted", "at": NOW, "actor": "张三"}
    detail = {"rows": 3, "method": "shanghai", "值": [1.5, None, True]}
    return Event(month=month, **{**values, "detail": detail, **more})


def fill(path: Path) -> None:
    ledger = Ledger(f"sqlite:///{path}")
    ledger.create()
    with ledger.writing() as connection:
        replace_roster(connection, [span(f"weibo:{n}", f"单位{n:03}") for n in range(300)])
    ledger.close()


def accounts(path: Path) -> list[str]:
    ledger = Ledger(f"sqlite:///{path}")
    try:
        with ledger.reading() as connection:
            return [one.account for one in read_roster(connection)]
    finally:
        ledger.close()


def empty(path: Path) -> None:
    ledger = Ledger(f"sqlite:///{path}")
    try:
        with ledger.writing() as connection:
            replace_roster(connection, [])
    finally:
        ledger.close()


def fetch(account: str = "weibo:1", source: str = "office", **more: object) -> Fetch:
    """Half of October is answered, then the platform asked to wait."""
    until = NOW + timedelta(hours=1)
    failure = Failure("{host} answered {status}.", {"host": "示例", "status": 429}, "Wait.")
    values = {"outcome": Outcome.WAITING, "cursor": "2026-10-16", "observed_at": NOW}
    values |= {"asked": ((date(2026, 10, 1), date(2026, 10, 15)),)}
    values |= {"completed_at": NOW - timedelta(days=1), "failure": failure, "until": until}
    return Fetch(source=source, account=account, **{**values, **more})


def lacking(day: date | None = None, source: str = "office", **more: object) -> Missing:
    values = {"account": "weibo:1", "what": "reads of posts", "reason": "not_ready", "detail": ""}
    values |= {"first": day or date(2026, 10, 1), "last": day or date(2026, 10, 31)}
    values |= {"seen_at": NOW}
    return Missing(source=source, day=day, **{**values, **more})
