"""The six interfaces that were switched off in 2025, as they once answered (with times, too)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from connectors.fakes.wechat.datacube import DAY
from connectors.fakes.wechat.refusal import RefusedError
from connectors.fakes.wechat.state import WeChatAccount, WeChatState

_LAST_COUNTED_DAYS: Final = 7
_Rows = Callable[[WeChatAccount, date], list[dict[str, Any]]]


def offline(
    state: WeChatState, account: WeChatAccount, body: Mapping[str, Any], path: str
) -> dict[str, Any]:
    """Refuse with 47009; where the state says that they still answer, give the old rows."""
    if not state.doubts.legacy_answers:
        raise RefusedError(47009)
    try:
        first, last = (date.fromisoformat(str(body[f"{end}_date"])) for end in ("begin", "end"))
    except (KeyError, ValueError):
        raise RefusedError(61500) from None
    rows, most = OLD[path]
    if last < first or (last - first).days >= most or last >= state.today():
        raise RefusedError(61501)
    days = [first + DAY * n for n in range((last - first).days + 1)]
    return {"list": [row for day in days for row in rows(account, day)]}


def _old(counts: Mapping[str, int]) -> dict[str, int]:
    """Return figures under their old names; every person came once and a fifth once more."""
    people = {
        "int_page_read": counts["read_user"],
        "ori_page_read": 0,
        "share": counts["share_user"],
        "add_to_fav": counts["collection_user"],
    }
    users = {f"{name}_user": number for name, number in people.items()}
    return users | {f"{name}_count": number + number // 5 for name, number in people.items()}


def _summary(account: WeChatAccount, day: date) -> list[dict[str, Any]]:
    return [
        {"ref_date": str(day), "user_source": 0, "msgid": a.msgid, "title": a.title}
        | _old(a.counts(day))
        for a in account.articles
        if a.published == day
    ]


def _total(account: WeChatAccount, day: date) -> list[dict[str, Any]]:
    stats = [day + DAY * n for n in range(_LAST_COUNTED_DAYS)]
    return [
        {"ref_date": str(day), "msgid": a.msgid, "title": a.title}
        | {"details": [{"stat_date": str(stat), **_old(a.counts(stat))} for stat in stats]}
        for a in account.articles
        if a.published == day
    ]


def _account(account: WeChatAccount, day: date) -> dict[str, int]:
    gained = [(a.counts(day), a.counts(day - DAY)) for a in account.articles]
    names = ("read_user", "share_user", "collection_user")
    return _old({n: sum(now[n] - before[n] for now, before in gained) for n in names})


def _read(account: WeChatAccount, day: date) -> list[dict[str, Any]]:
    return [{"ref_date": str(day), "user_source": 99999999, **_account(account, day)}]


def _share(account: WeChatAccount, day: date) -> list[dict[str, Any]]:
    shares = {k: v for k, v in _account(account, day).items() if k.startswith("share_")}
    return [{"ref_date": str(day), "share_scene": 1, **shares}]


def _hourly(rows: _Rows) -> _Rows:
    """Return the same rows, as if all had happened at noon."""
    return lambda account, day: [{**row, "ref_hour": 1200} for row in rows(account, day)]


OLD: Final[Mapping[str, tuple[_Rows, int]]] = {
    "/datacube/getarticlesummary": (_summary, 1),
    "/datacube/getarticletotal": (_total, 1),
    "/datacube/getuserread": (_read, 3),
    "/datacube/getuserreadhour": (_hourly(_read), 1),
    "/datacube/getusershare": (_share, 7),
    "/datacube/getusersharehour": (_hourly(_share), 1),
}
"""Path → its rows of one day, and how many days a request may span."""
