"""Access tokens: where they come from, kept in memory alone and shared by all threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from connectors.http.secrets import Secret
from connectors.interface import AccessError, Account, Clock, UnavailableError
from connectors.sources.wechat.refusals import refusal
from connectors.sources.wechat.wire import Reply, Wire

MARGIN = timedelta(seconds=60)
"""A token with less time left is not used. WeChat hands out none with less than 300 seconds."""


class TokenProvider(Protocol):
    """Gives the access token of an account."""

    def token(self, account: Account) -> Secret:
        """Return a token that should be accepted. Raises ConnectorError."""

    def another(self, account: Account, refused: Secret) -> Secret:
        """Return the token to use instead of a refused one; it may be the same again."""


@dataclass(frozen=True)
class Application:
    """AppID and AppSecret of one account."""

    appid: str
    secret: Secret


@dataclass(frozen=True)
class Held:
    """A token and the moment from which it is not used any more."""

    token: Secret
    until: datetime


class TokenShelf:
    """Tokens by name; of the threads that need the same one, a single one fetches it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: dict[str, Held] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    def get(self, name: str, make: Callable[[], Held], *, refused: Secret | None = None) -> Secret:
        """Return the token of that name, made anew if it is over or is the refused one."""
        with self._guard:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            held = self._held.get(name)
            if held is None or held.until <= self._clock() or same(held.token, refused):
                held = self._held[name] = make()
            return held.token


class StableTokens:
    """Tokens of accounts that gave AppID and AppSecret: the interface stable_token.

    It hands the same token to every process and renews it when it is due, so ``force_refresh``,
    which would kill the other processes' token, is never sent. ``applications`` are by the
    account's native id.
    """

    def __init__(self, clock: Clock, wire: Wire, applications: Mapping[str, Application]) -> None:
        self._clock = clock
        self._wire = wire
        self._applications = applications
        self._shelf = TokenShelf(clock)

    def token(self, account: Account) -> Secret:
        """Return the account's token. Raises AccessError, QuotaError or UnavailableError."""
        return self._shelf.get(account.native_id, lambda: self._make(account))

    def another(self, account: Account, refused: Secret) -> Secret:
        """Ask once more, unless another thread has done so since the token was refused."""
        return self._shelf.get(account.native_id, lambda: self._make(account), refused=refused)

    def _make(self, account: Account) -> Held:
        application = self._applications.get(account.native_id)
        if application is None:
            raise AccessError(
                "No AppID is set for the account {account}.",
                account=account.name,
                hint="Name the account with its AppID and AppSecret in the source's settings.",
            )
        body = {
            "grant_type": "client_credential",
            "appid": application.appid,
            "secret": application.secret,
            "force_refresh": False,
        }
        reply = self._wire.post("/cgi-bin/stable_token", body)
        return held(reply, "access_token", account, self._clock())


def held(reply: Reply, field: str, account: Account, now: datetime) -> Held:
    """Return the token of a reply. Raises ConnectorError if there is none."""
    if reply.code:
        raise refusal(reply, account.name, now)
    token, seconds = reply.data.get(field), reply.data.get("expires_in")
    if not isinstance(token, str) or not token or type(seconds) is not int:
        raise UnavailableError(
            "WeChat's answer for {account} holds no access token.",
            account=account.name,
            hint="Try again later; if it stays so, the interface has changed: report it.",
        )
    return Held(Secret(token), now + timedelta(seconds=seconds) - MARGIN)


def same(one: Secret, other: Secret | None) -> bool:
    """Return whether two tokens are the same text."""
    return other is not None and one.reveal() == other.reveal()
