"""The third-party platform: ticket, tokens, authorisation of accounts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from connectors.fakes.wechat.refusal import RefusedError
from connectors.fakes.wechat.state import Platform, WeChatAccount, WeChatState
from connectors.fakes.wechat.tokens import TokenBook

TICKET_LIFE: Final = timedelta(hours=12)
PREFIX: Final = "/cgi-bin/component/"


class Component:
    """Answers everything below /cgi-bin/component/."""

    def __init__(self, state: WeChatState, tokens: TokenBook) -> None:
        self._state = state
        self._tokens = tokens
        self._answers = {
            "api_create_preauthcode": self._pre_auth_code,
            "api_query_auth": self._query_auth,
            "api_authorizer_token": self._authorizer_token,
            "api_get_authorizer_list": self._authorizer_list,
        }

    def answer(
        self, path: str, query: Mapping[str, str], body: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """Answer one request, None = no such path. Both names of the token are understood."""
        name = path.removeprefix(PREFIX)
        if name == "api_component_token":
            return self._component_token(body)
        if name not in self._answers:
            return None
        token = query.get("component_access_token") or query.get("access_token")
        owner = self._tokens.owner(token)
        platform = self._platform(body)
        if owner != platform.appid:
            raise RefusedError(40001)
        return self._answers[name](platform, body)

    def _platform(self, body: Mapping[str, Any]) -> Platform:
        platform = self._state.platform
        if platform is None or body.get("component_appid") != platform.appid:
            raise RefusedError(40013)
        return platform

    def _component_token(self, body: Mapping[str, Any]) -> dict[str, Any]:
        platform = self._platform(body)
        if body.get("component_appsecret") != platform.secret:
            raise RefusedError(40125)
        if body.get("component_verify_ticket") != platform.ticket:
            raise RefusedError(61006)
        if self._state.clock() - platform.pushed >= TICKET_LIFE:
            raise RefusedError(61005)
        grant = self._tokens.grant(platform.appid, "component")
        seconds = self._tokens.seconds(grant)
        return {"component_access_token": grant.token, "expires_in": seconds}

    def _pre_auth_code(self, platform: Platform, _body: Mapping[str, Any]) -> dict[str, Any]:
        code = f"Cx_{len(platform.pre_auth_codes):08d}"
        platform.pre_auth_codes[code] = ""
        return {"pre_auth_code": code, "expires_in": self._state.doubts.pre_auth_seconds}

    def authorise(self, appid: str) -> str:
        """Do what the account's administrator does in the browser; returns the code of it."""
        platform, account = self._state.platform, self._state.account(appid)
        if platform is None or account is None:
            raise KeyError(appid)
        code = f"queryauthcode@@@{len(platform.pre_auth_codes)}"
        platform.pre_auth_codes[code] = appid
        account.authorised = True
        return code

    def _query_auth(self, platform: Platform, body: Mapping[str, Any]) -> dict[str, Any]:
        appid = platform.pre_auth_codes.pop(str(body.get("authorization_code")), "")
        account = self._state.account(appid)
        if account is None:
            raise RefusedError(61010)
        functions = [{"funcscope_category": {"id": n}} for n in sorted(account.permissions)]
        information = {"authorizer_appid": appid, "func_info": functions}
        return {"authorization_info": information | self._grant(platform, account, renew=True)}

    def _authorizer_token(self, platform: Platform, body: Mapping[str, Any]) -> dict[str, Any]:
        account = self._state.account(body.get("authorizer_appid"))
        if account is None or not account.authorised:
            raise RefusedError(61003)
        if body.get("authorizer_refresh_token") != platform.refresh_tokens.get(account.appid):
            raise RefusedError(61023)
        return self._grant(platform, account, renew=self._state.doubts.refresh_token_changes)

    def _grant(self, platform: Platform, account: WeChatAccount, *, renew: bool) -> dict[str, Any]:
        grant = self._tokens.grant(account.appid, "authorizer")
        if renew:
            platform.refresh_tokens[account.appid] = f"refreshtoken@@@{grant.token[:20]}"
        return {
            "authorizer_access_token": grant.token,
            "expires_in": self._tokens.seconds(grant),
            "authorizer_refresh_token": platform.refresh_tokens[account.appid],
        }

    def _authorizer_list(self, platform: Platform, body: Mapping[str, Any]) -> dict[str, Any]:
        offset, count = body.get("offset", 0), body.get("count", 100)
        if not 1 <= count <= 500:
            raise RefusedError(40170)
        tokens = sorted(platform.refresh_tokens.items())
        listed = [{"authorizer_appid": appid, "refresh_token": token} for appid, token in tokens]
        return {"total_count": len(listed), "list": listed[offset : offset + count]}
