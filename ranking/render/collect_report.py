"""What became of a collection: one line on the whole, a row an account, then what is lacking.

``accounts`` are the fields of AccountReport, with ``message`` and ``hint`` of its error, finished
in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ranking.i18n import Translator
from ranking.model.collection import Outcome
from ranking.render.gaps import outcome_names
from ranking.render.labels import span
from ranking.render.tables import Column
from ranking.render.wire import instant

Account = Mapping[str, Any]
ROWS_SHOWN = 30
"""Rows that a terminal shows in full; of more, only those that need a look."""
_WORST_FIRST = (
    Outcome.FAILED,
    Outcome.STOPPED,
    Outcome.WAITING,
    Outcome.PARTIAL,
    Outcome.RUNNING,
    Outcome.COMPLETE,
)
_MEDIUM, _WIDE = 80, 110
_COUNTS = ("fetched", "new", "updated", "withdrawn")


def headline(
    days: tuple[date, date], accounts: Sequence[Account], calls: int, tr: Translator
) -> str:
    """Return the whole collection in one line; ``calls`` are the requests that were sent."""
    outcomes = [account["outcome"] for account in accounts]
    names = outcome_names(tr)
    counts = {one: outcomes.count(one) for one in _WORST_FIRST if one is not Outcome.COMPLETE}
    parts = [
        tr(
            "{span}: {complete} of {planned} fetches complete",
            span=span(tr, *days),
            complete=f"{outcomes.count(Outcome.COMPLETE):,}",
            planned=f"{len(accounts):,}",
        ),
        *(f"{count:,} {names[outcome]}" for outcome, count in counts.items() if count),
    ]
    sums = {name: sum(account[name] for account in accounts) for name in _COUNTS}
    what = tr(
        "{fetched} posts: {new} new, {updated} updated, {withdrawn} withdrawn; {calls} calls",
        **{name: f"{number:,}" for name, number in {**sums, "calls": calls}.items()},
    )
    return tr("; ").join([tr(", ").join(parts), what])


def columns(tr: Translator, width: int) -> list[Column]:
    """Return the columns that a terminal of that width has room for."""
    source = [Column("source", tr("source"), flexible=True)] if width >= _MEDIUM else []
    unit = [Column("unit", tr("unit"), flexible=True)] if width >= _WIDE else []
    return [
        *source,
        Column("name", tr("account"), flexible=True),
        *unit,
        Column("outcome", tr("result")),
        Column("fetched", tr("fetched"), right=True),
        Column("new", tr("new posts"), right=True),
        Column("updated", tr("updated"), right=True),
        Column("withdrawn", tr("withdrawn"), right=True),
        Column("set_aside", tr("set aside"), right=True),
        *([Column("calls", tr("calls"), right=True)] if width >= _MEDIUM else []),
    ]


def rows(accounts: Sequence[Account], tr: Translator) -> list[dict[str, object]]:
    """Return the rows for a terminal, by source and outcome, worst first; rare zeros are blank."""
    names = outcome_names(tr)
    order = _WORST_FIRST.index
    ordered = sorted(
        accounts, key=lambda a: (order(a["outcome"]), a["source"], a["name"], a["account"])
    )
    return [
        {
            **account,
            "outcome": names[account["outcome"]],
            "withdrawn": account["withdrawn"] or None,
            "set_aside": set_aside(account) or None,
        }
        for account in ordered
    ]


def machine_rows(accounts: Iterable[Account]) -> list[dict[str, object]]:
    """Return all rows for a pipe, by id; counts of what is missing instead of a list."""
    return [
        {
            **account,
            "outcome": account["outcome"].value,
            "missing": len(account["missing"]),
            "until": instant(account["until"]) if account["until"] else None,
        }
        for account in accounts
    ]


def machine_columns() -> list[Column]:
    """Return the columns of a pipe."""
    names = ("source", "account", "name", "unit", "outcome", *_COUNTS, "quarantined")
    more = ("unregistered", "missing", "calls", "until", "message", "hint")
    return [Column(name, name) for name in (*names, *more)]


def set_aside(account: Account) -> int:
    """Return how many rows of the account wait to be mended."""
    return int(account["quarantined"] + account["unregistered"])


def fine(account: Account) -> bool:
    """Say whether nothing about the account needs a look."""
    return account["outcome"] is Outcome.COMPLETE and not set_aside(account)


def to_show(accounts: Sequence[Account], *, everything: bool) -> tuple[list[Account], int]:
    """Return the accounts for a terminal's table, and how many that are fine were left out."""
    if everything or len(accounts) <= ROWS_SHOWN:
        return list(accounts), 0
    shown = [account for account in accounts if not fine(account)]
    return shown, len(accounts) - len(shown)
