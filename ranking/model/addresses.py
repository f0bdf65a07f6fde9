"""Addresses as sources write them: one spelling by which two of the same place are equal."""

from __future__ import annotations

import re

HEAD = r"^(?i:[a-z][a-z0-9+.-]*://)?(?i:www\.)?"
FRAGMENT = r"(?s)#(?:[^/!].*)?$"
"""A place within a page; ``#/…`` and ``#!…`` are the page itself on sites of a single page.

Both are patterns that Python and Polars read alike (ranking.facts.parents).
"""
_HEAD, _FRAGMENT = re.compile(HEAD), re.compile(FRAGMENT)


def key(address: str) -> str:
    """Return the address without scheme, ``www.``, fragment and closing slash; host in lower case.

    Text that is no address comes back as it is, so that ids may be compared the same way.
    """
    bare = _FRAGMENT.sub("", _HEAD.sub("", address.strip()), count=1).rstrip("/")
    host, slash, path = bare.partition("/")
    return f"{host.lower()}{slash}{path}" if slash or "." in host else bare
