"""What robots are sent and what they answer."""

from __future__ import annotations

from typing import Any

import pytest

from ranking.errors import HookError
from ranking.i18n import Translator
from ranking.schedule.message import message_of
from ranking.schedule.robots import check_answer, payload
from tests.builders.hooks import occurrence

EN = Translator("en")
TEXT = "[govrank] failure · main · 2026-10 · publish\nThe release of 榜 failed.\nLook at 榜."


def test_each_robot_gets_a_text_message_in_its_shape() -> None:
    """As the three describe it; anything else gets our document."""
    message = message_of(occurrence(), EN)
    assert payload("wecom", message) == {"msgtype": "text", "text": {"content": TEXT}}
    assert payload("dingtalk", message) == {"msgtype": "text", "text": {"content": TEXT}}
    assert payload("feishu", message) == {"msg_type": "text", "content": {"text": TEXT}}
    assert payload("json", message) == message.document()


def test_a_text_is_no_longer_than_a_robot_takes_and_ends_with_a_whole_character() -> None:
    """企业微信 takes 2048 bytes."""
    message = message_of(occurrence(params={"title": "榜" * 3000}), EN)
    text = payload("wecom", message)["text"]["content"]
    assert 1990 < len(text.encode()) <= 2000
    assert text.endswith("榜")


def test_a_title_calls_nobody() -> None:
    """飞书 would ring every member of the group."""
    hostile = '<at user_id="all">所有人</at><@all>'
    message = message_of(occurrence(params={"title": hostile}), EN)
    text = payload("feishu", message)["content"]["text"]
    assert "<" not in text
    assert '＜at user_id="all"＞所有人＜/at＞' in text


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("json", None),
        ("json", {"errcode": 1}),
        ("wecom", {"errcode": 0, "errmsg": "ok"}),
        ("dingtalk", {"errcode": 0, "errmsg": "ok"}),
        ("feishu", {"code": 0, "msg": "success"}),
    ],
)
def test_a_message_that_was_taken_is_no_error(body: Any, answer: object) -> None:
    """Of what is no robot, the HTTP status is all there is."""
    check_answer(body, answer)


@pytest.mark.parametrize(
    ("body", "answer", "said"),
    [
        ("wecom", {"errcode": 93000, "errmsg": "invalid"}, "code 93000: invalid"),
        ("dingtalk", {"errcode": 310000, "errmsg": "key\nwords"}, "code 310000: key words"),
        ("feishu", {"code": 19001}, "code 19001: -"),
        ("wecom", {"errcode": 1, "errmsg": "x" * 999}, "x" * 200),
        ("wecom", None, "not that of a robot of the kind 'wecom'"),
        ("wecom", [0], "not that of a robot"),
        ("dingtalk", {"code": 0}, "not that of a robot"),
        ("feishu", {"code": "0"}, "not that of a robot"),
    ],
)
def test_a_message_that_was_refused_is_an_error(body: Any, answer: object, said: str) -> None:
    """Robots answer HTTP status 200 in any case."""
    with pytest.raises(HookError) as caught:
        check_answer(body, answer)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 300
