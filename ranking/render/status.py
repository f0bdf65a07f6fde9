"""The state of a month's data as a table of accounts and a few sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ranking.i18n import Translator
from ranking.render.labels import local_time, measure_names, named, platform_names
from ranking.render.tables import Column, Row, filled

_SHOWN = ("reads", "likes", "comments", "reposts")
_NEEDS = {
    "account": 118,
    "unit": 80,
    "last_post": 72,
    "collected": 60,
    **dict.fromkeys(_SHOWN, 110),
}
"""Columns that a terminal narrower than so many cells has no room for."""


def account_columns(tr: Translator) -> list[Column]:
    """Return all columns of the table of accounts. A count's is for how many posts it is known."""
    names = measure_names(tr)
    return [
        Column("account", tr("account"), flexible=True),
        Column("name", tr("name"), flexible=True),
        Column("unit", tr("unit"), flexible=True),
        Column("posts", tr("posts"), right=True),
        Column("last_post", tr("last post")),
        *(Column(measure, names[measure], right=True) for measure in _SHOWN),
        Column("collected", tr("collected")),
        Column("state", tr("state")),
    ]


def terminal_columns(
    columns: Sequence[Column], rows: Sequence[Row], width: int, tr: Translator
) -> list[Column]:
    """Return the columns that a terminal has room for; blank ones are left out.

    Where ids have none, the platform tells accounts of the same name apart.
    """
    roomy = [column for column in columns if width >= _NEEDS.get(column.key, 0)]
    if width < _NEEDS["account"]:
        roomy.insert(1, Column("platform", tr("platform")))
    return filled(roomy, rows)


def table_title(month: str, width: int, tr: Translator) -> str:
    """Return the title; where counts are shown, it says what their numbers are."""
    if width < _NEEDS[_SHOWN[0]]:
        return tr("Accounts in {month}", month=month)
    return tr("Accounts in {month}; of the counts: for how many posts they are known", month=month)


def account_rows(
    accounts: Sequence[Mapping[str, Any]], tr: Translator, *, brief: bool
) -> list[dict[str, object]]:
    """Return the rows. ``brief``: times without their year, for a terminal."""
    words, platforms = account_state_names(tr), platform_names(tr)
    return [
        {
            **account,
            "platform": named(platforms, platform_of(account["account"])),
            "last_post": _time(account["last_post"], brief),
            **{measure: account["observed"][measure] for measure in _SHOWN},
            "collected": _time(account["collected"], brief),
            "state": words[account["state"]],
        }
        for account in ordered(accounts)
    ]


def ordered(accounts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return accounts without posts first: they are what to look into."""
    return sorted(accounts, key=lambda a: (a["posts"] != 0, str(a["unit"]), str(a["account"])))


def platform_of(account: str) -> str:
    """Return the platform of an account's id."""
    return account.partition(":")[0]


def _time(instant: datetime | None, brief: bool) -> str | None:
    if instant is None:
        return None
    return local_time(instant).partition("-")[2] if brief else local_time(instant)


def account_state_names(tr: Translator) -> dict[str, str]:
    """Return the words for how an account stands."""
    return {
        "failed": tr("failed"),
        "suspect": tr("suspect"),
        "stale": tr("stale"),
        "waiting": tr("waiting"),
        "unfinished": tr("unfinished"),
        "partial": tr("partial"),
        "ok": tr("ok"),
        "from_files": tr("from files"),
        "not_asked": tr("not asked"),
    }


def status_names(tr: Translator) -> dict[str, str]:
    """Return the words for why a row waits."""
    return {"quarantined": tr("quarantined"), "unregistered": tr("unregistered")}


def month_lines(
    reprints: int | None,
    rejected: Mapping[tuple[str, str], int],
    reasons: Mapping[str, str],
    tr: Translator,
) -> Iterator[str]:
    """Yield what else is to be known: reprints, and the rows that wait, by reason."""
    if reprints is None:
        yield tr("No reprint table was imported for this month.")
    else:
        yield tr("{count} reprints", count=f"{reprints:,}")
    names = status_names(tr)
    for (status, code), count in rejected.items():
        reason = tr(reasons.get(code, code))
        yield tr(
            "{count} rows {status}: {reason}", count=count, status=names[status], reason=reason
        )
