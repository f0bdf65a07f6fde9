"""The status of a month as one JSON document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ranking.i18n import Translator

if TYPE_CHECKING:
    from ranking.model.collection import Fetch
    from ranking.workflow.status import AccountStatus, MonthStatus


def status_document(status: MonthStatus, tr: Translator) -> dict[str, Any]:
    """Return everything that is known; only the messages of failures are in the reader's words."""
    collected = status.collected
    return {
        "month": status.month,
        "reprints": status.reprints,
        "matching": vars(status.matching),
        "rejected": [
            {"status": kind, "reason": reason, "rows": count}
            for (kind, reason), count in status.rejected.items()
        ],
        "accounts": [_account(account) for account in status.accounts],
        "suspects": [vars(one) for one in status.suspects],
        "failures": [_failure(fetch, tr) for fetch in status.failures],
        "missing": [vars(gap) for gap in status.missing],
        "authorisations": [vars(right) for right in collected.authorisations],
        "collection": vars(collected.last) if collected.last else None,
    }


def flat(account: AccountStatus) -> dict[str, Any]:
    """Return an account with how it stands beside its counts."""
    stands = vars(account.collection)
    return {k: v for k, v in vars(account).items() if k != "collection"} | stands


def _account(account: AccountStatus) -> dict[str, Any]:
    values = flat(account)
    del values["fetches"], values["failures"]
    return {
        **values,
        "days": [vars(day) for day in values["days"]],
        "sources": [_source(fetch) for fetch in account.collection.fetches],
    }


def _source(fetch: Fetch) -> Mapping[str, Any]:
    names = ("source", "outcome", "asked", "observed_at", "completed_at")
    return {name: getattr(fetch, name) for name in names}


def _failure(fetch: Fetch, tr: Translator) -> dict[str, Any]:
    from ranking.render.status_lines import failure_text

    names = ("account", "source", "outcome", "until")
    told = {"message": failure_text(fetch.failure, tr)}
    return {name: getattr(fetch, name) for name in names} | told
