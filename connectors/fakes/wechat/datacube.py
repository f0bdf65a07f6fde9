"""The four live statistics: cumulative and daily figures of articles, and of the account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from connectors.fakes.wechat.refusal import RefusedError
from connectors.fakes.wechat.state import (
    COUNTED_DAYS,
    FLOOR,
    TOTALS,
    Article,
    WeChatAccount,
    WeChatState,
)

DAY: Final = timedelta(days=1)
SCENES: Final = {
    "公众号消息": 65,
    "聊天会话": 17,
    "朋友圈": 11,
    "公众号主页": 2,
    "其他": 3,
    "推荐": 4,
    "搜一搜": 1,
}
"""Percent of the readers who came by each way; they overlap: together 103."""


def article_total_detail(
    state: WeChatState, account: WeChatAccount, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Answer for one day of publication: each article with a cumulative row for each day."""
    day, _ = _span(state, body, 1)
    if early := _gate(state, day):
        return early
    shown = [
        _detail(state, account, article)
        for article in account.articles
        if article.published == day and (state.doubts.deleted_answered or not article.deleted)
    ]
    return {"list": shown, "is_delay": day in account.delayed}


def article_read(
    state: WeChatState, account: WeChatAccount, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Answer for one day: its readers of every article, whenever that was published."""
    day, _ = _span(state, body, 1)
    rows = [
        {"ref_date": str(day), "msgid": article.msgid, "detail": _reading(new["read_user"])}
        for article, new in _news(account, day)
        if new["read_user"]
    ]
    return _gate(state, day) or {"list": rows, "is_delay": False}


def article_share(
    state: WeChatState, account: WeChatAccount, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Answer for one day: those who shared each article."""
    day, _ = _span(state, body, 1)
    rows = [
        {
            "ref_date": str(day),
            "msgid": article.msgid,
            "detail": {"share_user": new["share_user"]},
        }
        for article, new in _news(account, day)
        if new["share_user"]
    ]
    return _gate(state, day) or {"list": rows, "is_delay": False}


def account_summary(
    state: WeChatState, account: WeChatAccount, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Answer for up to 30 days: the account's figures of each day."""
    first, last = _span(state, body, state.doubts.summary_span)
    rows = []
    for day in (first + DAY * n for n in range((last - first).days + 1)):
        new = [counts for _, counts in _news(account, day)]
        sums = {name: sum(counts[name] for counts in new) for name in TOTALS}
        sent = sum(article.published == day for article in account.articles)
        detail = {**sums, **_reading(sums["read_user"]), "redirect_ori_page_user": 0}
        rows.append({"ref_date": str(day), "detail": {**detail, "send_page_count": sent}})
    return _gate(state, last) or {"list": rows, "is_delay": False}


def _span(state: WeChatState, body: Mapping[str, Any], most: int) -> tuple[date, date]:
    try:
        first, last = (date.fromisoformat(str(body[f"{end}_date"])) for end in ("begin", "end"))
    except (KeyError, ValueError):
        raise RefusedError(61500) from None
    if last < first or (last - first).days >= most or last >= state.today():
        raise RefusedError(61501)
    return first, last


def _gate(state: WeChatState, day: date) -> dict[str, Any] | None:
    """Return the empty answer that stands for figures that are not there, or refuse."""
    if day < FLOOR:
        return _instead(state.doubts.before_floor, 61501)
    if day > state.last_counted():
        return _instead(state.doubts.before_eight, 61503)
    if (state.today() - day).days > COUNTED_DAYS and state.doubts.old_days != "answer":
        return _instead(state.doubts.old_days, 61501)
    return None


def _instead(mood: str, code: int) -> dict[str, Any]:
    if mood == "error":
        raise RefusedError(code)
    return {"list": [], "is_delay": mood == "delay"}


def _detail(state: WeChatState, account: WeChatAccount, article: Article) -> dict[str, Any]:
    end = article.published + DAY * (COUNTED_DAYS - 1)
    if state.doubts.rows == "elapsed":
        end = min(end, state.last_counted())
    days = (end - article.published).days + 1
    rows = [_row(state, article, article.published + DAY * n) for n in range(days)]
    shown = {
        "ref_date": str(article.published),
        "msgid": article.msgid,
        "publish_type": article.publish_type,
        "title": article.title,
        "detail_list": rows,
    }
    return shown | ({"content_url": link(account, article)} if state.doubts.links else {})


def link(account: WeChatAccount, article: Article) -> str:
    """Return the article's address with the check sum that changes from answer to answer."""
    query = f"__biz={account.biz}&mid={article.mid}&idx={article.idx}&sn={article.mid:012x}"
    return f"https://mp.weixin.qq.com/s?{query}&chksm={len(article.title):02x}#rd"


def _row(state: WeChatState, article: Article, day: date) -> dict[str, Any]:
    counts = article.counts(min(day, state.last_counted()))
    row = {
        "stat_date": str(day),
        **counts,
        **_reading(counts["read_user"]),
        "praise_money": 0,
        "read_subscribe_user": counts["read_user"] // 600,
        "read_delivery_rate": 0.0271002,
        "read_finish_rate": 0.6304348,
        "read_avg_activetime": 1.0588236,
        "read_jump_position": [{"position": n, "rate": 0.2} for n in range(1, 6)],
    }
    return {name: value for name, value in row.items() if name not in article.lacking}


def _reading(readers: int) -> dict[str, Any]:
    ways = [
        {"user_count": readers * share // 100, "scene_desc": way} for way, share in SCENES.items()
    ]
    everyone = {"user_count": readers, "scene_desc": "全部"}
    return {"read_user": readers, "read_user_source": [everyone, *ways]}


def _news(account: WeChatAccount, day: date) -> Iterable[tuple[Article, dict[str, int]]]:
    """Yield each article with what it gained on one day."""
    for article in account.articles:
        now, before = article.counts(day), article.counts(day - DAY)
        if (day - article.published).days < COUNTED_DAYS:
            yield article, {name: now[name] - before[name] for name in TOTALS}
