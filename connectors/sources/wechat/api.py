"""The interfaces of one account: requests that carry its token, and how many it may send today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connectors.http.secrets import Secret
from connectors.interface import Account
from connectors.sources.wechat.codes import TOKEN_REFUSED
from connectors.sources.wechat.refusals import tokens_refused
from connectors.sources.wechat.tokens import TokenProvider, same
from connectors.sources.wechat.wire import Reply, Wire


class Api:
    """Asks on behalf of one account. ``calls`` counts its requests; those for tokens, which have a
    quota of their own, are not among them.
    """

    def __init__(self, account: Account, wire: Wire, tokens: TokenProvider) -> None:
        self._account = account
        self._wire = wire
        self._tokens = tokens
        self.calls = 0

    def ask(self, path: str, body: Mapping[str, Any]) -> Reply:
        """Return the reply; a refused token is replaced once, and the request repeated once.

        Raises AccessError when the other token is refused too, or is the same one again.
        """
        token = self._tokens.token(self._account)
        reply = self._post(path, body, token)
        if reply.code not in TOKEN_REFUSED:
            return reply
        other = self._tokens.another(self._account, token)
        if same(other, token):
            raise tokens_refused(self._account.name)
        reply = self._post(path, body, other)
        if reply.code in TOKEN_REFUSED:
            raise tokens_refused(self._account.name)
        return reply

    def calls_left(self, path: str) -> int | None:
        """Return how many calls of a path WeChat still allows today; None = it does not say."""
        reply = self.ask("/cgi-bin/openapi/quota/get", {"cgi_path": path})
        quota = reply.data.get("quota")
        left = quota.get("remain") if reply.code == 0 and isinstance(quota, dict) else None
        return left if type(left) is int and left >= 0 else None

    def _post(self, path: str, body: Mapping[str, Any], token: Secret) -> Reply:
        reply = self._wire.post(path, body, params={"access_token": token})
        self.calls += reply.calls
        return reply
