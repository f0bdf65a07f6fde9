"""WeChat's errors: HTTP 200, a code, and a text that ends in the request's name."""

from __future__ import annotations

from typing import Any, Final

TEXTS: Final = {
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40007: "invalid media_id",
    40013: "invalid appid",
    40014: "invalid access_token",
    40125: "invalid appsecret",
    40164: "invalid ip {caller} ipv6 ::ffff:{caller}, not in whitelist",
    40170: "args count exceed count limit",
    40243: "appsecret is frozen",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    42001: "access_token expired",
    43002: "require POST method",
    44002: "empty post data",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit must slower retry next minute",
    47001: "data format error",
    47009: "this api is offline, please use the new api",
    48001: "api unauthorized",
    61003: "component is not authorized by this account",
    61004: "access clientip is not registered",
    61005: "component ticket is expired",
    61006: "component ticket is invalid",
    61010: "code is expired",
    61011: "invalid component",
    61023: "refresh_token is invalid",
    61500: "date format error",
    61501: "date range error",
    61503: "data not ready",
    76021: "cgi_path not found",
    88000: "open comment without comment privilege",
    88001: "msg_data is not exists",
    88010: "count range error. cout <= 0 or count > 50",
}


class RefusedError(Exception):
    """A request that ends with an error of WeChat's."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)

    def body(self, caller: str, rid: str) -> dict[str, Any]:
        """Return the body of the answer."""
        text = TEXTS.get(self.code, "refused").format(caller=caller)
        return {"errcode": self.code, "errmsg": f"{text} rid: {rid}"}
