"""What networks do to answers: resets, cuts, delays and pages that are no JSON."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Fault(Enum):
    """One accident of one request."""

    RESET = "reset"  # the connection breaks before any byte of the answer
    CUT = "cut"  # the connection breaks after ``cut_at`` bytes of the body
    SLOW = "slow"  # the answer comes after ``delay`` seconds
    BAD_GATEWAY = "bad_gateway"  # a proxy's HTML page, status 502
    LOGIN_PAGE = "login_page"  # a captive portal's HTML page, status 200, said to be JSON


@dataclass
class Faults:
    """Accidents that wait for the next requests, first come first served. None = no accident."""

    waiting: deque[Fault | None] = field(default_factory=deque)
    cut_at: int = 20
    delay: float = 0.2

    def take(self) -> Fault | None:
        """Return what happens to the request that arrives now."""
        return self.waiting.popleft() if self.waiting else None


class Faulty:
    """An app whose answers suffer the accidents of ``faults``."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or fail to."""
        fault = self._faults.take() if scope["type"] == "http" else None
        if fault is Fault.RESET:
            _transport(send).abort()
            return
        if fault is Fault.BAD_GATEWAY:
            page = HTMLResponse("<html><h1>502 Bad Gateway</h1></html>", 502)
            await page(scope, receive, send)
            return
        if fault is Fault.LOGIN_PAGE:
            page = HTMLResponse("<html>请登录</html>", media_type="application/json")
            await page(scope, receive, send)
            return
        if fault is Fault.SLOW:
            await asyncio.sleep(self._faults.delay)
        await self._app(scope, receive, self._cut(send) if fault is Fault.CUT else send)

    def _cut(self, send: Send) -> Send:
        """Return a ``send`` that promises the whole body and breaks off within it."""

        async def cut(message: Message) -> None:
            if message["type"] == "http.response.body":
                part = message.get("body", b"")[: self._faults.cut_at]
                await send({"type": "http.response.body", "body": part, "more_body": True})
                _transport(send).close()
                return
            await send(message)

        return cut


def _transport(send: Send) -> Any:
    # ASGI has no word for a broken connection; uvicorn's own ``send`` knows its transport.
    return send.__self__.transport  # type: ignore[attr-defined]
