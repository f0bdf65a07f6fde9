"""The fake's interfaces: what each answers to a user who may call it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from connectors.fakes.weibo import answers
from connectors.fakes.weibo.state import BEIJING, Post, WeiboState

Params = Mapping[str, str]


@dataclass(frozen=True)
class Call:
    """One call: of which platform, by which user, with which parameters."""

    state: WeiboState
    uid: str
    params: Params


Interface = Callable[[Call], Any]
"""Answers a call; raises AnsweredError."""

_MOST_IDS = 100


class AnsweredError(Exception):
    """An error body of the platform."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


def user_timeline(call: Call) -> Any:
    """Answer the caller's own newest posts: five, whatever ``count`` says."""
    if call.params.get("uid", call.uid) != call.uid:
        raise AnsweredError(21335)
    posts = call.state.posts_of(call.uid)
    since, upto = int(call.params.get("since_id", 0)), int(call.params.get("max_id", 0))
    shown = [
        post
        for post in posts[: call.state.switches.timeline_cap]
        if post.id > since and (upto == 0 or post.id <= upto or call.state.switches.turns_in_circle)
    ]
    return _page(call, "statuses/user_timeline", shown, len(posts), most=100)


def user_timeline_other(call: Call) -> Any:
    """Answer any user's posts of a span of time."""
    _contract(call)
    if "uid" not in call.params:
        raise AnsweredError(10016)
    first, last = int(call.params.get("start_time", 0)), int(call.params.get("end_time", 2**40))
    if not call.state.switches.end_time_inclusive:
        last -= 1
    posts = call.state.posts_of(call.params["uid"])
    shown = [
        post
        for post in posts
        if first <= int(post.created_at.timestamp())
        and (int(post.created_at.timestamp()) <= last or call.state.switches.turns_in_circle)
    ]
    return _page(call, "statuses/user_timeline/other", shown, len(posts), most=25)


def count(call: Call) -> Any:
    """Answer the counts of known posts, in no promised order."""
    return [answers.counts(call.state, post, "attitudes") for post in _known(call)]


def count_biz(call: Call) -> Any:
    """Answer the counts of known posts; here the likes have a name of their own."""
    _contract(call)
    return [answers.counts(call.state, post, "likes") for post in _known(call)]


def count_sp_biz(call: Call) -> Any:
    """Answer the reads of media accounts' posts."""
    _contract(call)
    return [answers.reads(post) for post in _known(call) if post.uid in call.state.media]


def show(call: Call) -> Any:
    """Answer one of the caller's own posts."""
    post = _there(call)
    if post.uid != call.uid:
        raise AnsweredError(20112)
    return answers.status(call.state, post)


def show_comments(call: Call) -> Any:
    """Answer comments with the people who wrote them."""
    return answers.comments(_there(call))


def rate_limit_status(call: Call) -> Any:
    """Answer what is left to the user and to the address."""
    tomorrow = call.state.now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow += timedelta(days=1)
    return {
        "ip_limit": call.state.per_address_and_hour,
        "limit_time_unit": "DAYS",
        "remaining_ip_hits": max(
            0, call.state.per_address_and_hour - call.state.used[call.state.hour]
        ),
        "remaining_user_hits": max(
            0, call.state.per_user_and_day - call.state.used[call.state.day_of(call.uid)]
        ),
        "reset_time": f"{tomorrow:%F %T}",
        "reset_time_in_seconds": int((tomorrow - call.state.now).total_seconds()),
        "user_limit": call.state.per_user_and_day,
        "api_rate_limits": [],
    }


INTERFACES: Mapping[str, Interface] = {
    "statuses/user_timeline": user_timeline,
    "statuses/user_timeline/other": user_timeline_other,
    "statuses/count": count,
    "statuses/count/biz": count_biz,
    "media_statuses/count_sp/biz": count_sp_biz,
    "statuses/show": show,
    "comments/show": show_comments,
    "account/rate_limit_status": rate_limit_status,
}
UNCOUNTED = frozenset({"account/rate_limit_status"})
"""Interfaces whose calls do not count among the user's."""


def _page(call: Call, path: str, posts: list[Post], total: int, most: int) -> Any:
    """Answer one page. ``total`` is that of the account, whatever the page shows."""
    if call.state.calls[path] in call.state.switches.empty_calls:
        return answers.timeline([], total)
    size = min(int(call.params.get("count", 20)), most)
    start = (int(call.params.get("page", 1)) - 1) * size
    shown = posts[start : start + size]
    return answers.timeline([answers.status(call.state, post) for post in shown], total)


def _known(call: Call) -> list[Post]:
    ids = [post_id for post_id in call.params.get("ids", "").split(",") if post_id]
    if not ids:
        raise AnsweredError(20001)
    if len(ids) > _MOST_IDS:
        raise AnsweredError(10008)
    wanted = set(ids)
    found = [post for post in map(call.state.post, sorted(wanted)) if post is not None]
    if call.state.switches.gone_in_count == "zeros":
        return found
    there = [post for post in found if not post.withdrawn]
    if call.state.switches.gone_in_count == "error" and len(there) < len(wanted):
        raise AnsweredError(20101)
    return there


def _there(call: Call) -> Post:
    post = call.state.post(call.params.get("id", ""))
    if post is None or post.withdrawn:
        raise AnsweredError(20101)
    return post


def _contract(call: Call) -> None:
    if call.uid not in call.state.contracts:
        raise AnsweredError(10005)
