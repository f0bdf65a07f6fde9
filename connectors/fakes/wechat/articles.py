"""Articles published without notification, and comments with those who wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from connectors.fakes.wechat.datacube import link
from connectors.fakes.wechat.refusal import RefusedError
from connectors.fakes.wechat.state import BEIJING, Article, WeChatAccount, WeChatState


def published(
    state: WeChatState, account: WeChatAccount, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Answer freepublish/batchget: newest first, never what was sent with notification."""
    offset, count = body.get("offset", 0), body.get("count", 20)
    if not 1 <= count <= 20:
        raise RefusedError(state.doubts.too_many_published)
    free = [article for article in account.articles if article.publish_type == 1]
    free.sort(key=lambda article: (article.published, article.mid), reverse=True)
    items = [_item(account, article) for article in free[offset : offset + count]]
    return {"total_count": len(free), "item_count": len(items), "item": items}


def _item(account: WeChatAccount, article: Article) -> dict[str, Any]:
    address = link(account, article).replace("https", "http", 1)
    news = {"title": article.title, "url": address, "is_deleted": article.deleted, "content": ""}
    moment = datetime.combine(article.published, time(10), BEIJING)
    return {
        "article_id": f"article-{article.msgid}",
        "content": {"news_item": [news]},
        "update_time": int(moment.timestamp()),
    }


def comments(state: WeChatState, account: WeChatAccount, body: Mapping[str, Any]) -> dict[str, Any]:
    """Answer comment/list; the index counts from 0 here."""
    if not account.comments_open:
        raise RefusedError(88000)
    if not 0 < body.get("count", 0) <= state.doubts.comments_at_most:
        raise RefusedError(88010)
    wanted = f"{body.get('msg_data_id')}_{body.get('index', 0) + 1}"
    article = next((a for a in account.articles if a.msgid == wanted), None)
    if article is None:
        raise RefusedError(88001)
    begin = body.get("begin", 0)
    part = article.comments[begin : begin + body["count"]]
    return {"errcode": 0, "errmsg": "ok", "total": len(article.comments), "comment": part}
