"""The fake's answers, field by field as the contract shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from connectors.fakes.weibo.state import BEIJING, Post, WeiboState

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DELETED = "此微博已被原作者删除。"


def created_at(at: datetime) -> str:
    """Return an instant as Weibo writes it: in English, in Beijing."""
    there = at.astimezone(BEIJING)
    weekday, month = _DAYS[there.weekday()], _MONTHS[there.month - 1]
    return f"{weekday} {month} {there:%d %H:%M:%S %z %Y}"


def user(state: WeiboState, uid: str) -> dict[str, Any]:
    """Return a user object."""
    name = state.accounts.get(uid, f"用户{uid}")
    return {
        "id": int(uid),
        "idstr": uid,
        "screen_name": name,
        "name": name,
        "followers_count": 1204,
        "statuses_count": 2908,
        "verified": uid in state.accounts,
    }


def status(state: WeiboState, post: Post) -> dict[str, Any]:
    """Return a status object; a repost holds its original, with the original's own counts."""
    answer: dict[str, Any] = {
        "created_at": created_at(post.created_at),
        "id": post.id,
        "mid": str(post.id),
        "idstr": str(post.id),
        "text": post.text,
        "source": '<a href="http://weibo.com/" rel="nofollow">微博网页版</a>',
        "favorited": False,
        "truncated": False,
        "geo": None,
        "reposts_count": post.reposts,
        "comments_count": post.comments,
        "attitudes_count": post.likes,
        "visible": {"type": 0, "list_id": 0},
        "user": user(state, post.uid),
    }
    if not state.switches.counts_attitudes:
        del answer["attitudes_count"]
    if post.original is not None:
        answer["retweeted_status"] = _original(state, post.original)
    return answer


def _original(state: WeiboState, post: Post) -> dict[str, Any]:
    if not post.withdrawn:
        return status(state, post)
    return {"id": post.id, "idstr": str(post.id), "text": _DELETED, "deleted": "1"}


def counts(state: WeiboState, post: Post, likes: str) -> dict[str, Any]:
    """Return a post's counts as statuses/count gives them; ``likes`` names the field for likes."""
    shown = {"comments": post.comments, "reposts": post.reposts, likes: post.likes}
    if post.withdrawn:
        shown = dict.fromkeys(shown, 0)
    if not state.switches.counts_attitudes:
        shown.pop("attitudes", None)
    text = state.switches.numbers_as_text
    numbers = {name: str(number) if text else number for name, number in shown.items()}
    return {"id": str(post.id), **numbers}


def reads(post: Post) -> dict[str, Any]:
    """Return what media_statuses/count_sp/biz tells: numbers, and likes that are always 0."""
    return {
        "id": post.id,
        "comments": post.comments,
        "reposts": post.reposts,
        "attitudes": 0,
        "reads": post.reads,
    }


def timeline(statuses: list[dict[str, Any]], total: int) -> dict[str, Any]:
    """Return a timeline; its cursors are documented as unsupported."""
    return {"statuses": statuses, "previous_cursor": 0, "next_cursor": 0, "total_number": total}


def comments(post: Post) -> dict[str, Any]:
    """Return comments with their writers' names: what no source may ever ask for."""
    writers = [{"id": 1, "screen_name": "市民甲"}, {"id": 2, "screen_name": "市民乙"}]
    given = [
        {
            "created_at": created_at(post.created_at),
            "id": 12438492184 + number,
            "text": "请公布线路图",
            "user": writer,
            "status": {"id": post.id},
        }
        for number, writer in enumerate(writers)
    ]
    return {"comments": given, "previous_cursor": 0, "next_cursor": 0, "total_number": len(given)}
