"""What was published without notification, and comments."""

from __future__ import annotations

import pytest

from tests.builders.wechat import DAY, TODAY, Office

LIST, COMMENTS = "/cgi-bin/freepublish/batchget", "/cgi-bin/comment/list"


def test_only_without_notification(ask, office: Office):
    """The list holds what was published without notification, newest first, in pages."""
    for n in (3, 2, 1):
        office.publish(TODAY - n * DAY)
    for article in office.account.articles[1:]:
        article.publish_type = 1
    office.account.articles[-1].deleted = True
    page = ask(LIST, {"offset": 0, "count": 2, "no_content": 1})
    assert (page["total_count"], page["item_count"]) == (5, 2)
    news = [item["content"]["news_item"][0] for item in page["item"]]
    assert [item["is_deleted"] for item in news] == [False, True]
    assert news[0]["url"].startswith("http://mp.weixin.qq.com/s?__biz=")
    assert ask(LIST, {"offset": 4, "count": 20})["item_count"] == 1


@pytest.mark.parametrize("code", [40007, 47001])
def test_too_many(ask, office: Office, code: int):
    """More than 20 at once are refused with a code that is switched, for none is known."""
    office.state.doubts.too_many_published = code
    assert ask(LIST, {"offset": 0, "count": 21})["errcode"] == code


def test_comments_count_from_zero(ask, office: Office):
    """The index of the statistics counts from 1, that of comments from 0."""
    office.publish(TODAY - DAY)
    second = office.account.articles[1]
    second.comments = [{"user_comment_id": 1, "content": "谢谢"}]
    body = {"msg_data_id": second.mid, "index": 1, "begin": 0, "count": 49, "type": 0}
    assert ask(COMMENTS, body)["comment"] == second.comments
    assert ask(COMMENTS, {**body, "index": 0})["total"] == 0
    assert ask(COMMENTS, {**body, "index": 2})["errcode"] == 88001


@pytest.mark.parametrize(("most", "code"), [(49, 88010), (50, 0)])
def test_fifty_comments(ask, office: Office, most: int, code: int):
    """Fifty at once are refused or not, as switched; closed comments have a code of their own."""
    office.publish(TODAY - DAY)
    office.state.doubts.comments_at_most = most
    body = {"msg_data_id": office.account.articles[0].mid, "count": 50}
    assert ask(COMMENTS, body)["errcode"] == code
    office.account.comments_open = False
    assert ask(COMMENTS, body)["errcode"] == 88000
