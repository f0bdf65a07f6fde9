"""Posts and counts out of Weibo's answers: only what is the post's own, never a person's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from connectors.interface import Account, Gap, Measure, PostRow, Reason, Unit
from connectors.sources.weibo import fields

Fields = Mapping[str, Measure]
"""Field of an answer → measure."""

Reading = tuple[PostRow | None, list[Gap]]
"""A post as a row, None where it gave none, and what of it could not be told."""

STATUS_FIELDS: Fields = MappingProxyType(
    {"reposts_count": "reposts", "comments_count": "comments", "attitudes_count": "likes"}
)
"""What a status object counts."""

_DELETED = "此微博已被原作者删除。"
"""The text that stands in the place of a withdrawn post."""


def id_of(thing: Any) -> str | None:
    """Return the id of a status or of a post's counts; None where it has none."""
    if not isinstance(thing, dict):
        return None
    try:
        return fields.identifier(thing.get("idstr") or thing.get("id"))
    except ValueError:
        return None


def read_post(status: Any, account: Account) -> Reading:
    """Return a status as a row, and what of it cannot be told.

    The counts are the status's own: on a repost the original's are the original's (F39). A status
    that cannot be read or is another account's gives no row.
    """
    post_id = id_of(status)
    if post_id is None:
        return None, [Gap("a post", Reason.SUSPECT, detail="it has no id")]
    if _is_deleted(status):
        return None, [withdrawn(post_id)]
    if not _belongs(status, account):
        return None, [_suspect(post_id, "it is another account's")]
    try:
        published_at = fields.instant(status.get("created_at"))
    except ValueError:
        return None, [_suspect(post_id, "its time of publication cannot be read")]
    counts, gaps = read_counts(post_id, status, STATUS_FIELDS)
    text = status.get("text") if isinstance(status.get("text"), str) else None
    row = PostRow(
        native_id=post_id,
        published_at=published_at,
        counts=counts,
        text=text,
        url=fields.link(account.native_id, post_id),
        topics=fields.topics(text or ""),
        original=status.get("retweeted_status") is None,
    )
    return row, gaps


def read_counts(
    post_id: str, values: Mapping[str, Any], names: Fields
) -> tuple[dict[Measure, int], list[Gap]]:
    """Return the counts among ``values``; what is absent or null is left out, never 0.

    A value that is no count is left out with a gap.
    """
    counts: dict[Measure, int] = {}
    gaps = []
    for name, measure in names.items():
        if values.get(name) is None:
            continue
        try:
            counts[measure] = fields.count(values[name])
        except ValueError:
            gaps.append(_suspect(post_id, f"{name} is not a count"))
    return counts, gaps


def unobserved(rows: Sequence[PostRow], names: Fields) -> list[Gap]:
    """Return one gap for each measure that the platform left out of some of ``rows``."""
    lacking = {m: sum(m not in row.counts for row in rows) for m in names.values()}
    return [
        Gap(f"{measure} of {number} posts", Reason.NOT_ANSWERED)
        for measure, number in lacking.items()
        if number
    ]


def counts_row(post_id: str, counts: Mapping[Measure, int], unit: Unit | None) -> PostRow:
    """Return the row of a post of which only counts came."""
    return PostRow(
        native_id=post_id,
        published_at=None,
        counts=counts,
        reads_unit=unit if "reads" in counts else None,
    )


def withdrawn(post_id: str) -> Gap:
    """Return the gap for a post that is gone; like all gaps of one post it says ``post ID``."""
    return Gap(f"post {post_id}", Reason.WITHDRAWN)


def _suspect(post_id: str, detail: str) -> Gap:
    return Gap(f"post {post_id}", Reason.SUSPECT, detail=detail)


def _is_deleted(status: Mapping[str, Any]) -> bool:
    gone = status.get("text") == _DELETED and status.get("created_at") is None
    return gone or status.get("deleted") in ("1", 1)


def _belongs(status: Mapping[str, Any], account: Account) -> bool:
    """Return whether a status is the account's; one that names nobody is taken at its word."""
    user = status.get("user")
    owner = user.get("idstr", user.get("id")) if isinstance(user, dict) else None
    return owner is None or str(owner) == account.native_id
