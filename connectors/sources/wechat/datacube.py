"""The answer of getarticletotaldetail: what was published on one day, as rows.

Every article carries one cumulative row for each day counted. Only the row with the largest
``stat_date`` is read; the rows are never summed. All counts are of people but the comments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from connectors.interface import Gap, Measure, PostRow, Reason, UnavailableError
from connectors.sources.wechat.days import midnight

PATH: Final = "/datacube/getarticletotaldetail"
FIELDS: Final[Mapping[Measure, str]] = {
    "reads": "read_user",
    "likes": "like_user",
    "wow": "zaikan_user",
    "comments": "comment_count",
    "reposts": "share_user",
    "favourites": "collection_user",
}
_MSGID = re.compile(r"[0-9]{1,20}_([1-9][0-9]?)", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LARGEST = 1 << 53


@dataclass(frozen=True)
class DayAnswer:
    """The posts of one day of publication.

    ``delayed``: WeChat says that it still counts. ``refused``: it gives no answer for the day.
    """

    posts: tuple[PostRow, ...] = ()
    gaps: tuple[Gap, ...] = ()
    delayed: bool = False
    refused: bool = False


def read_day(data: Mapping[str, Any], day: date) -> DayAnswer:
    """Return the rows of an answer; whatever cannot be right is left out and named as a gap.

    Only the day of publication is known: ``published_at`` is the instant at which it begins in
    Beijing. Raises UnavailableError when the answer holds no list at all.
    """
    items = data.get("list")
    if not isinstance(items, list):
        raise UnavailableError(
            "WeChat's answer for {day} holds no list of articles.",
            day=day,
            hint="Try again later; if it stays so, the interface has changed: report it.",
        )
    posts, gaps = [], []
    for item in items:
        post = _post(item, day)
        if post is None:
            detail = "an entry without a sound msgid or with another publish date"
            gaps.append(Gap("a post", Reason.SUSPECT, day, detail))
            continue
        posts.append(post)
        if absent := [measure for measure in FIELDS if measure not in post.counts]:
            detail = f"{post.native_id}: {', '.join(absent)}"
            gaps.append(Gap("counts of a post", Reason.NOT_ANSWERED, day, detail))
    delayed = data.get("is_delay", False) is not False
    if delayed:
        gaps.append(not_ready(day))
    return DayAnswer(tuple(posts), tuple(gaps), delayed)


def not_ready(day: date) -> Gap:
    """Return the gap of a day that WeChat still counts."""
    return Gap("posts of the day", Reason.NOT_READY, day, "WeChat still counts this day")


def _post(item: object, day: date) -> PostRow | None:
    if not isinstance(item, dict) or item.get("ref_date") != day.isoformat():
        return None
    msgid = item.get("msgid")
    named = _MSGID.fullmatch(msgid) if isinstance(msgid, str) else None
    if named is None:
        return None
    counts = _counts(item.get("detail_list"))
    return PostRow(
        native_id=msgid,
        published_at=midnight(day),
        counts=counts,
        reads_unit="people" if "reads" in counts else None,
        title=_text(item.get("title")),
        url=bare_link(item.get("content_url")),
        position=int(named[1]),
    )


def _counts(rows: object) -> dict[Measure, int]:
    """Return the counts of the latest row; a count that is no count was not observed."""
    dated = [row for row in rows if _is_dated(row)] if isinstance(rows, list) else []
    if not dated:
        return {}
    latest = max(dated, key=lambda row: str(row["stat_date"]))
    found = {measure: latest.get(field) for measure, field in FIELDS.items()}
    return {m: n for m, n in found.items() if type(n) is int and 0 <= n <= _LARGEST}


def _is_dated(row: object) -> bool:
    return isinstance(row, dict) and bool(_ISO.fullmatch(str(row.get("stat_date"))))


def bare_link(link: object) -> str | None:
    """Return the link without ``chksm`` and fragment, which change from answer to answer."""
    if not isinstance(link, str) or not link.startswith(("https://", "http://")):
        return None
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    query = "&".join(p for p in parts.query.split("&") if not p.startswith("chksm="))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def _text(value: object) -> str | None:
    return value or None if isinstance(value, str) else None
