"""Which addresses may be asked, and how an address is shown: never with its query."""

from __future__ import annotations

from collections.abc import Collection

import httpx2

_LOOPBACK = "127.0.0.1"
_HTTPS_PORT = 443


class Addresses:
    """The allow-list of one source: ``hosts`` are names, with ``:port`` unless it is 443.

    Only https is allowed; ``loopback`` also allows http to any port of 127.0.0.1, for tests and
    the demo.
    """

    def __init__(self, hosts: Collection[str], *, loopback: bool) -> None:
        self._hosts = frozenset(host.lower().removesuffix(f":{_HTTPS_PORT}") for host in hosts)
        self._loopback = loopback

    def allow(self, url: httpx2.URL) -> bool:
        """Say whether a request may go there; an address with a user name in it never may."""
        if url.userinfo:
            return False
        if url.scheme == "http":
            return self._loopback and url.host == _LOOPBACK
        return url.scheme == "https" and place_of(url) in self._hosts


def place_of(url: httpx2.URL) -> str:
    """Return host and port, the port only where it is not the usual one of the scheme."""
    return url.netloc.decode("ascii").lower()


def origin(url: httpx2.URL) -> str:
    """Return scheme, host and port."""
    return f"{url.scheme}://{place_of(url)}"


def shown(url: httpx2.URL) -> str:
    """Return the address for people: without user name, query and fragment."""
    return origin(url) + url.path


def parsed(text: str) -> httpx2.URL | None:
    """Return the address, or None where the text is none or names no host."""
    try:
        url = httpx2.URL(text)
    except httpx2.InvalidURL:
        return None
    return url if url.host else None
