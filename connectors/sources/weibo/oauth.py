"""The human step: the account's holder consents in a browser, the code becomes a token."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from connectors.http.client import Http
from connectors.http.secrets import Secret
from connectors.interface import AccessError, Clock, UnavailableError
from connectors.sources.weibo.api import CONSENT
from connectors.sources.weibo.codes import Reaction, fault_in
from connectors.sources.weibo.fields import count, identifier
from connectors.sources.weibo.tokens import Token

OFFICIAL = "https://api.weibo.com"
_APP = "Check the app's key, secret and redirect address, and consent again."


@dataclass(frozen=True)
class App:
    """The app registered at open.weibo.com; ``redirect_uri`` exactly as registered there."""

    key: str
    secret: Secret
    redirect_uri: str


class Authorisation:
    """One consent from its beginning to the token. ``state`` ties the answer to the question."""

    def __init__(
        self,
        app: App,
        http: Http,
        clock: Clock,
        *,
        base: str = OFFICIAL,
        state: str | None = None,
    ) -> None:
        self._app = app
        self._http = http
        self._clock = clock
        self._base = base
        self._state = state or secrets.token_urlsafe(24)

    def url(self) -> str:
        """Return the address that the account's holder opens, signed in as that account."""
        query = {
            "client_id": self._app.key,
            "redirect_uri": self._app.redirect_uri,
            "response_type": "code",
            "state": self._state,
        }
        return f"{self._base}/oauth2/authorize?{urlencode(query)}"

    def token_for(self, redirected_to: str) -> Token:
        """Return the token for the address to which the browser was sent back.

        Raises AccessError where the address answers another question, where consent was refused,
        or where the platform does not accept the code (codes serve once).
        """
        answer = parse_qs(urlsplit(redirected_to.strip()).query)
        state, code = answer.get("state", [""])[0], answer.get("code", [""])[0]
        if not code or not secrets.compare_digest(state.encode(), self._state.encode()):
            raise AccessError(
                "The address does not carry the consent that was asked for.",
                hint="Open the address shown now, consent, and paste the whole new address.",
            )
        form: dict[str, str | Secret] = {
            "client_id": self._app.key,
            "client_secret": self._app.secret,
            "grant_type": "authorization_code",
            "code": Secret(code),
            "redirect_uri": self._app.redirect_uri,
        }
        data = _posted(self._http, f"{self._base}/oauth2/access_token", form)
        given = data.get("access_token")
        value = Secret(given) if given and isinstance(given, str) else None
        return _token(data, value, "expires_in", self._clock())


def inspect(value: Secret, http: Http, clock: Clock, *, base: str = OFFICIAL) -> Token:
    """Return a token with its account and its end, as the platform tells them (get_token_info)."""
    data = _posted(http, f"{base}/oauth2/get_token_info", {"access_token": value})
    return _token(data, value, "expire_in", clock())


def _posted(http: Http, url: str, form: Mapping[str, str | Secret]) -> dict[str, Any]:
    answer = http.post(url, form=form)
    fault = fault_in(answer)
    if fault is None and isinstance(answer.data, dict):
        return answer.data
    if fault is None or fault.reaction is Reaction.RETRY:
        raise UnavailableError(
            "Weibo did not answer the authorisation.", hint="Try again in a few minutes."
        )
    over = fault.reaction in (Reaction.AUTHORISE, Reaction.OTHER_ACCOUNT)
    raise AccessError(
        "Weibo refused the authorisation (error {code}).",
        hint=CONSENT if over else _APP,
        code=fault.code,
    )


def _token(data: Mapping[str, Any], value: Secret | None, seconds: str, now: datetime) -> Token:
    """Return the token that an answer describes; its numbers come as numbers or strings."""
    try:
        uid, left = identifier(data.get("uid")), timedelta(seconds=count(data.get(seconds)))
        if value is not None:
            return Token(uid=uid, value=value, expires_at=now + left)
    except (ValueError, OverflowError):
        pass  # raised below, without the answer's content as its context
    raise UnavailableError(
        "Weibo's answer to the authorisation is not what its documentation says.",
        hint="Consent again; if it stays so, the interface has changed: report it.",
    )
