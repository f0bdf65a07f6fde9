"""Access as a third-party platform (第三方平台): one set-up reads all accounts that agree to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from connectors.http.secrets import Secret
from connectors.interface import AccessError, Account, Clock
from connectors.sources.wechat.codes import TOKEN_REFUSED
from connectors.sources.wechat.tokens import Held, TokenShelf, held
from connectors.sources.wechat.wire import Reply, Wire


@dataclass(frozen=True)
class Component:
    """The platform. ``ticket`` returns the newest component_verify_ticket that was pushed to it.

    WeChat pushes a ticket every 10 minutes to a public address; whatever receives it there stores
    it where ``ticket`` reads it.
    """

    appid: str
    secret: Secret
    ticket: Callable[[], Secret]


class RefreshTokens(Protocol):
    """Where the accounts' refresh tokens are kept for good: losing one costs a new authorisation.

    Accounts are named by their AppID.
    """

    def get(self, appid: str) -> Secret | None:
        """Return the account's refresh token, None = it never authorised the platform."""

    def put(self, appid: str, token: Secret) -> None:
        """Store the token that WeChat returned with the last refresh."""


class ComponentTokens:
    """Tokens of accounts that authorised a third-party platform.

    ``appids`` are the accounts' AppIDs by native id. Calls with these tokens use up the account's
    own quota; the platform must hold permission set 7 of it, else every call is refused (48001).
    """

    def __init__(
        self,
        clock: Clock,
        wire: Wire,
        component: Component,
        appids: Mapping[str, str],
        refresh_tokens: RefreshTokens,
    ) -> None:
        self._clock = clock
        self._wire = wire
        self._component = component
        self._appids = appids
        self._refresh_tokens = refresh_tokens
        self._accounts = TokenShelf(clock)
        self._own = TokenShelf(clock)

    def token(self, account: Account) -> Secret:
        """Return the account's token. Raises AccessError, QuotaError or UnavailableError."""
        return self._accounts.get(account.native_id, lambda: self._make(account))

    def another(self, account: Account, refused: Secret) -> Secret:
        """Refresh once more, unless another thread has done so since the token was refused."""
        return self._accounts.get(account.native_id, lambda: self._make(account), refused=refused)

    def _make(self, account: Account) -> Held:
        appid = self._appids.get(account.native_id, "")
        refresh_token = self._refresh_tokens.get(appid) if appid else None
        if refresh_token is None:
            raise AccessError(
                "{account} has not authorised the third-party platform.",
                account=account.name,
                hint="Let the account's administrator authorise the platform, and name the "
                "account with its AppID in the source's settings.",
            )
        now = self._clock()
        reply = self._refreshed(account, appid, refresh_token)
        made = held(reply, "authorizer_access_token", account, now)
        renewed = reply.data.get("authorizer_refresh_token")
        if isinstance(renewed, str) and renewed and renewed != refresh_token.reveal():
            self._refresh_tokens.put(appid, Secret(renewed))
        return made

    def _refreshed(self, account: Account, appid: str, refresh_token: Secret) -> Reply:
        """Ask for a token; one that the platform itself holds may be over: renew it once."""
        body = {
            "component_appid": self._component.appid,
            "authorizer_appid": appid,
            "authorizer_refresh_token": refresh_token,
        }

        def ask(own: Secret) -> Reply:
            path = "/cgi-bin/component/api_authorizer_token"
            return self._wire.post(path, body, params={"component_access_token": own})

        own = self._own_token(account)
        reply = ask(own)
        if reply.code in TOKEN_REFUSED:
            reply = ask(self._own_token(account, refused=own))
        return reply

    def _own_token(self, account: Account, refused: Secret | None = None) -> Secret:
        return self._own.get("component", lambda: self._make_own(account), refused=refused)

    def _make_own(self, account: Account) -> Held:
        body = {
            "component_appid": self._component.appid,
            "component_appsecret": self._component.secret,
            "component_verify_ticket": self._component.ticket(),
        }
        reply = self._wire.post("/cgi-bin/component/api_component_token", body)
        return held(reply, "component_access_token", account, self._clock())
