"""The fake WeChat as a web application: who may call what, and how often."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from connectors.fakes.faults import Faulty
from connectors.fakes.wechat import articles, datacube, legacy
from connectors.fakes.wechat.component import PREFIX, Component
from connectors.fakes.wechat.refusal import RefusedError
from connectors.fakes.wechat.state import WeChatAccount, WeChatState
from connectors.fakes.wechat.tokens import TokenBook

_Handler = Callable[[WeChatState, WeChatAccount, Mapping[str, Any]], dict[str, Any]]
STABLE_TOKEN = "/cgi-bin/stable_token"  # noqa: S105 - a path
LEGACY_TOKEN = "/cgi-bin/token"  # noqa: S105 - a path
QUOTA = "/cgi-bin/openapi/quota/get"
CLEAR_QUOTA = "/cgi-bin/clear_quota"
COUNTED: Mapping[str, _Handler] = {
    "/datacube/getarticletotaldetail": datacube.article_total_detail,
    "/datacube/getarticleread": datacube.article_read,
    "/datacube/getarticleshare": datacube.article_share,
    "/datacube/getbizsummary": datacube.account_summary,
    "/cgi-bin/freepublish/batchget": articles.published,
    "/cgi-bin/comment/list": articles.comments,
    **{path: partial(legacy.offline, path=path) for path in legacy.OLD},
}
"""Paths that only verified accounts may use, and that count against the day and the minute."""


class WeChatFake:
    """An ASGI application. ``state`` may be changed between requests."""

    def __init__(self, state: WeChatState) -> None:
        self.state = state
        self.tokens = TokenBook(state)
        self.component = Component(state, self.tokens)
        self._faulty = Faulty(self._respond, state.faults)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, unless an accident befalls it."""
        await self._faulty(scope, receive, send)

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        self.state.calls[request.url.path] += 1
        content = await request.body()
        try:
            answer = self._answer(request, content)
        except RefusedError as refused:
            answer = refused.body(self.state.caller, self._rid())
        response = self._json(answer) if answer is not None else _not_found()
        await response(scope, receive, send)

    def _answer(self, request: Request, content: bytes) -> dict[str, Any] | None:
        path = request.url.path
        if self.state.codes and (code := self.state.codes.popleft()):
            raise RefusedError(code)
        if path == LEGACY_TOKEN:
            return self._token(request.query_params, legacy_store=True)
        if path not in COUNTED and path not in (STABLE_TOKEN, QUOTA, CLEAR_QUOTA):
            if not path.startswith(PREFIX):
                return None
            return self.component.answer(path, request.query_params, _body(request, content))
        body = _body(request, content)
        if path == STABLE_TOKEN:
            return self._token(body, legacy_store=False)
        account = self._caller(request.query_params.get("access_token"))
        if path == QUOTA:
            return self._quota(account, body)
        if path == CLEAR_QUOTA:
            account.used.clear()
            return {"errcode": 0, "errmsg": "ok"}
        self._count(account, path)
        zero = {"errcode": 0, "errmsg": "ok"} if self.state.doubts.zero_errcode else {}
        return zero | COUNTED[path](self.state, account, body)

    def _token(self, given: Mapping[str, Any], *, legacy_store: bool) -> dict[str, Any]:
        if given.get("grant_type") != "client_credential":
            raise RefusedError(40002)
        for name, code in (("appid", 41002), ("secret", 41004)):
            if not given.get(name):
                raise RefusedError(code)
        account = self.state.account(given["appid"])
        if account is None:
            raise RefusedError(40013)
        self._admit(account)
        if given["secret"] != account.secret:
            raise RefusedError(40125)
        if legacy_store:
            grant = self.tokens.legacy(account.appid)
        else:
            grant = self.tokens.stable(account.appid, force=given.get("force_refresh") is True)
        return {"access_token": grant.token, "expires_in": self.tokens.seconds(grant)}

    def _caller(self, token: str | None) -> WeChatAccount:
        account = self.state.account(self.tokens.owner(token))
        if account is None:
            raise RefusedError(40001)
        self._admit(account)
        return account

    def _admit(self, account: WeChatAccount) -> None:
        if account.refused:
            raise RefusedError(account.refused)
        # Of accounts that a platform reads, the platform's own whitelist counts.
        listed = account.addresses is None or self.state.caller in account.addresses
        if not listed and not account.authorised:
            raise RefusedError(40164)

    def _count(self, account: WeChatAccount, path: str) -> None:
        permitted = account.verified and (not account.authorised or 7 in account.permissions)
        if not permitted:
            raise RefusedError(48001)
        today, minute = self.state.today(), self.state.now().replace(second=0, microsecond=0)
        if account.used[path, today] >= account.daily_limit:
            raise RefusedError(45009)
        if account.minutes[minute] >= account.minute_limit:
            raise RefusedError(45011)
        account.used[path, today] += 1
        account.minutes[minute] += 1

    def _quota(self, account: WeChatAccount, body: Mapping[str, Any]) -> dict[str, Any]:
        path = str(body.get("cgi_path"))
        if path not in COUNTED:
            raise RefusedError(76021)
        used = account.used[path, self.state.today()]
        left = account.daily_limit - used
        return {
            "errcode": 0,
            "errmsg": "ok",
            "quota": {"daily_limit": account.daily_limit, "used": used, "remain": left},
            "rate_limit": {"call_count": account.minute_limit, "refresh_second": 60},
            "component_rate_limit": {"call_count": 0, "refresh_second": 0},
        }

    def _rid(self) -> str:
        number = self.state.calls.total()
        tail = hashlib.sha256(str(number).encode()).hexdigest()[:8]
        return f"{int(self.state.clock().astimezone(UTC).timestamp()):08x}-{number:08x}-{tail}"

    def _json(self, answer: Mapping[str, Any]) -> Response:
        kind = "text/plain" if self.state.doubts.plain_text else "application/json; encoding=utf-8"
        content = json.dumps(answer, ensure_ascii=False).encode()
        return Response(content, headers={"content-type": kind})


def _body(request: Request, content: bytes) -> Mapping[str, Any]:
    if request.method != "POST":
        raise RefusedError(43002)
    if not content:
        raise RefusedError(44002)
    try:
        body = json.loads(content)
    except ValueError:
        raise RefusedError(47001) from None
    if not isinstance(body, dict):
        raise RefusedError(47001)
    return body


def _not_found() -> Response:
    return HTMLResponse("<html><h1>404 Not Found</h1></html>", 404)
