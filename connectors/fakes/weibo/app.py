"""The fake as a web application: who calls, whether they may, and errors as the platform's."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from connectors.fakes.faults import Faulty
from connectors.fakes.weibo.interfaces import INTERFACES, UNCOUNTED, AnsweredError, Call, Params
from connectors.fakes.weibo.state import Grant, WeiboState

_TEXTS: Mapping[int, str] = {
    10001: "System error!",
    10005: "Permission denied, need a high level appkey!",
    10006: "Source paramter (appkey) is missing",
    10008: "Param error, see doc for more info.",
    10014: "Insufficient app permissions!",
    10016: "Miss required parameter, see doc for more info.",
    10020: "Request api not found!",
    10022: "IP requests out of rate limit!",
    10023: "User requests out of rate limit!",
    10024: "User requests for (%s) out of rate limit!",
    20001: "IDs is null",
    20101: "target weibo does not exist!",
    20112: "Permission denied!",
    21322: "redirect_uri_mismatch",
    21324: "invalid_client",
    21325: "invalid_grant",
    21327: "expired_token",
    21328: "unsupported_grant_type",
    21332: "invalid_access_token",
    21335: "request uid's value must be the current user",
}
_FORBIDDEN = frozenset({10005, 10014, 10022, 10023, 10024, 20112})
"""Errors that come with status 403 unless the switch says otherwise."""


def weibo(state: WeiboState) -> ASGIApp:
    """Return the application; free and commercial interfaces share one address here."""
    fake = _Fake(state)
    routes = [
        Route("/2/{path:path}.json", fake.interface),
        Route("/oauth2/authorize", fake.authorize),
        Route("/oauth2/access_token", fake.access_token, methods=["POST"]),
        Route("/oauth2/get_token_info", fake.token_info, methods=["POST"]),
    ]
    return Faulty(Starlette(routes=routes), state.faults)


class _Fake:
    def __init__(self, state: WeiboState) -> None:
        self._state = state

    async def interface(self, request: Request) -> Response:
        """Answer one call of an interface."""
        path = request.path_params["path"]
        self._state.calls[path] += 1
        if self._state.before_call is not None:
            self._state.before_call(path)
        try:
            uid = self._caller(request)
            self._spend(path, uid)
            if path not in INTERFACES:
                raise AnsweredError(10020)
            return JSONResponse(INTERFACES[path](Call(self._state, uid, request.query_params)))
        except AnsweredError as error:
            return self._error(error.code, request.url.path)

    def _caller(self, request: Request) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != "OAuth2":
            token = request.query_params.get("access_token", "")
        if not token:
            raise AnsweredError(10006)
        return self._grant(token).uid

    def _grant(self, token: str) -> Grant:
        grant = self._state.tokens.get(token)
        if grant is None:
            raise AnsweredError(21332)
        if grant.expires_at <= self._state.now:
            raise AnsweredError(21327)
        return grant

    def _spend(self, path: str, uid: str) -> None:
        """Count the call against the limits, unless an error comes first."""
        state = self._state
        if path in state.switches.closed:
            raise AnsweredError(state.switches.closed[path])
        if state.switches.busy > 0:
            state.switches.busy -= 1
            raise AnsweredError(10001)
        if state.used[state.hour] >= state.per_address_and_hour:
            raise AnsweredError(10022)
        if path in UNCOUNTED:
            return
        if state.used[state.day_of(uid)] >= state.per_user_and_day:
            raise AnsweredError(10023)
        state.used.update([state.hour, state.day_of(uid)])

    def _error(self, code: int, path: str, **more: str) -> Response:
        switches = self._state.switches
        shown: int | str = str(code) if switches.codes_as_text else code
        usual = 403 if code in _FORBIDDEN else 400
        body = {"error": _TEXTS.get(code, "error"), "error_code": shown, "request": path, **more}
        return JSONResponse(body, usual if switches.error_status is None else switches.error_status)

    async def authorize(self, request: Request) -> Response:
        """Consent at once, as the last account of ``codes``, and go back to the app."""
        asked = request.query_params
        if asked.get("client_id") != self._state.app_key:
            return self._oauth_error(21324)
        if asked.get("redirect_uri") != self._state.redirect_uri:
            return self._oauth_error(21322)
        code = next(reversed(self._state.codes))
        query = urlencode({"code": code, "state": asked.get("state", "")})
        return RedirectResponse(f"{self._state.redirect_uri}?{query}", 302)

    async def access_token(self, request: Request) -> Response:
        """Exchange a code, once, for a token."""
        self._state.calls["oauth2/access_token"] += 1
        form = await _form(request)
        fault = self._fault_of(form)
        if fault:
            return self._oauth_error(fault)
        uid = self._state.codes.pop(form["code"])
        token = f"2.00fake-{uid}-{len(self._state.tokens)}"
        lifetime = self._state.token_lifetime
        self._state.tokens[token] = Grant(uid, self._state.now + lifetime)
        seconds = int(lifetime.total_seconds())
        answer = {"access_token": token, "remind_in": str(seconds), "uid": uid}
        text = self._state.switches.numbers_as_text
        return JSONResponse({**answer, "expires_in": str(seconds) if text else seconds})

    def _fault_of(self, form: Params) -> int:
        """Return the first error of a request for a token, 0 where it is sound."""
        state = self._state
        checks = {
            21324: form.get("client_id") == state.app_key
            and form.get("client_secret") == state.app_secret,
            21328: form.get("grant_type") == "authorization_code",
            21322: form.get("redirect_uri") == state.redirect_uri,
            21325: form.get("code") in state.codes,
        }
        return next((code for code, sound in checks.items() if not sound), 0)

    async def token_info(self, request: Request) -> Response:
        """Tell whose a token is and how long it lasts."""
        self._state.calls["oauth2/get_token_info"] += 1
        try:
            grant = self._grant((await _form(request)).get("access_token", ""))
        except AnsweredError as error:
            return self._oauth_error(error.code)
        left = int((grant.expires_at - self._state.now).total_seconds())
        return JSONResponse(
            {
                "uid": int(grant.uid),
                "appkey": self._state.app_key,
                "scope": None,
                "create_at": int(self._state.now.timestamp()),
                "expire_in": left,
            }
        )

    def _oauth_error(self, code: int) -> Response:
        return self._error(code, "/oauth2", error_description=_TEXTS[code])


async def _form(request: Request) -> dict[str, str]:
    """Return a form's fields; Weibo takes them from the query as well."""
    body = (await request.body()).decode()
    return {**dict(request.query_params), **dict(parse_qsl(body))}
