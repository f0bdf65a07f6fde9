"""The state of a month's data as a table of accounts and a few sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ranking.i18n import Translator
from ranking.render.labels import local_time, measure_names
from ranking.render.tables import Column

_SHOWN = ("reads", "likes", "comments", "reposts")


def account_columns(tr: Translator) -> list[Column]:
    """Return the columns of the table of accounts."""
    names = measure_names(tr)
    return [
        Column("account", tr("account"), flexible=True),
        Column("name", tr("name"), flexible=True),
        Column("unit", tr("unit"), flexible=True),
        Column("posts", tr("posts"), right=True),
        Column("last_post", tr("last post")),
        *(Column(m, tr("{measure} known", measure=names[m]), right=True) for m in _SHOWN),
    ]


def account_rows(accounts: Sequence[Mapping[str, Any]]) -> list[dict[str, object]]:
    """Return the rows, accounts without posts first: they are what to look into."""
    rows: list[dict[str, object]] = [
        {
            **account,
            "last_post": local_time(account["last_post"]) if account["last_post"] else None,
            **{measure: account["observed"][measure] for measure in _SHOWN},
        }
        for account in accounts
    ]
    return sorted(rows, key=lambda row: (row["posts"] != 0, str(row["unit"]), str(row["account"])))


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
