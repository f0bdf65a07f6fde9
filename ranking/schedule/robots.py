"""What webhooks are sent, and what they answer: our document, or a text message of a robot.

The shapes are those that 企业微信, 钉钉 and 飞书 describe for the robots of a group. A robot that
asks for a signature (加签) cannot be told: let it ask for the keyword ``govrank``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ranking.errors import HookError
from ranking.hook_files import Body
from ranking.render.safe import line
from ranking.schedule.message import Message

_BYTES = 2000
"""企业微信 takes 2048 bytes of text; no message of ours needs more elsewhere."""
_SHOWN = 200
_NO_MENTION = str.maketrans("<>", "＜＞")
"""飞书 and 企业微信 read <at …> and <@…> as a call to people, also where a title holds it."""


@dataclass(frozen=True)
class _Robot:
    """``body`` makes its message of a text; ``code`` and ``reason`` are keys of its answer."""

    body: Callable[[str], dict[str, Any]]
    code: str
    reason: str


def _msgtype(text: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": text}}


def _msg_type(text: str) -> dict[str, Any]:
    return {"msg_type": "text", "content": {"text": text}}


_ROBOTS: Mapping[str, _Robot] = {
    "wecom": _Robot(_msgtype, "errcode", "errmsg"),
    "dingtalk": _Robot(_msgtype, "errcode", "errmsg"),
    "feishu": _Robot(_msg_type, "code", "msg"),
}


def payload(body: Body, message: Message) -> dict[str, Any]:
    """Return the JSON that a webhook is sent."""
    robot = _ROBOTS.get(body)
    return robot.body(_text(message)) if robot else message.document()


def check_answer(body: Body, answer: Any) -> None:
    """Return if a webhook took the message. ``answer`` is its JSON, None = it gave none.

    Robots answer HTTP status 200 to what they refuse, with a code. Raises HookError.
    """
    robot = _ROBOTS.get(body)
    if robot is None:
        return
    if not isinstance(answer, Mapping) or not isinstance(answer.get(robot.code), int):
        raise HookError(
            "The answer is not that of a robot of the kind '{kind}'.",
            kind=body,
            hint="Check the address of the webhook, and 'body' in config/hooks.toml.",
        )
    if answer[robot.code] != 0:
        raise HookError(
            "The robot refuses the message with code {code}: {reason}",
            code=answer[robot.code],
            reason=line(str(answer.get(robot.reason, "-")))[:_SHOWN],
            hint="Look the code up where the robot is described. If it wants a keyword, set the "
            "keyword 'govrank'; a signature is not supported.",
        )


def _text(message: Message) -> str:
    text = "\n".join(message.lines()).translate(_NO_MENTION)
    return text.encode()[:_BYTES].decode(errors="ignore")
