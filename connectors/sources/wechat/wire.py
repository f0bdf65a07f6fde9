"""One request to WeChat and its sound answer: JSON, a code, and the waits that it asks for."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from connectors.http.client import Http
from connectors.http.secrets import Secret
from connectors.interface import UnavailableError
from connectors.sources.wechat.codes import BUSY, MINUTE_QUOTA

OFFICIAL = "https://api.weixin.qq.com"
PAUSES: Mapping[int, tuple[float, ...]] = {BUSY: (1, 2, 4), MINUTE_QUOTA: (60, 60)}
"""Seconds to wait before each repetition, by the code that asks for it; then the code stands."""

# The message itself is never shown: a platform may repeat in it what it was sent.
_RID = re.compile(r"rid: ([0-9a-f]{8}(?:-[0-9a-f]{8}){2})\b")
_IP = re.compile(r"invalid ip ([0-9A-Fa-f.:]{2,45})[ ,]")


@dataclass(frozen=True)
class Reply:
    """An answer. ``code`` 0 = success; ``rid`` names the request to WeChat's support.

    ``address`` is the caller's address that WeChat refuses (code 40164), else empty. ``calls`` is
    how many requests the answer cost.
    """

    code: int
    data: Mapping[str, Any]
    rid: str = ""
    address: str = ""
    calls: int = 1


class Wire:
    """Posts JSON to one host. Shared by all accounts and threads."""

    def __init__(
        self,
        http: Http,
        *,
        base_url: str = OFFICIAL,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._http = http
        self._base = base_url.rstrip("/")
        self._sleep = sleep

    def post(
        self,
        path: str,
        body: Mapping[str, Any],
        *,
        params: Mapping[str, str | Secret] | None = None,
    ) -> Reply:
        """Return the reply; repeats, a few times, what WeChat asks to repeat later.

        Raises UnavailableError when no sound answer comes.
        """
        pauses = {code: iter(seconds) for code, seconds in PAUSES.items()}
        calls = 0
        while True:
            reply = self._once(path, body, params)
            calls += 1
            pause = next(pauses.get(reply.code, iter(())), None)
            if pause is None:
                return replace(reply, calls=calls)
            self._sleep(pause)

    def _once(
        self, path: str, body: Mapping[str, Any], params: Mapping[str, str | Secret] | None
    ) -> Reply:
        answer = self._http.post(self._base + path, params=params, json=dict(body))
        data = answer.data
        code = data.get("errcode", 0) if isinstance(data, dict) else None
        if type(code) is not int or (code == 0 and answer.status >= 400):
            raise UnavailableError(
                "WeChat gave an answer of unknown form to {path} (HTTP status {status}).",
                path=path,
                status=answer.status,
                hint="Try again later; if it stays so, the interface has changed: report it.",
            )
        text = str(data.get("errmsg", "")) if code else ""
        return Reply(code, data, _first(_RID, text), _first(_IP, text))


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""
