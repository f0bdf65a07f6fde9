"""Addresses as sources write them: one spelling by which two of the same place are equal."""

from __future__ import annotations

import re

HEAD = r"^(?i:[a-z][a-z0-9+.-]*://)?(?i:www\.)?"
FRAGMENT = r"(?s)#(?:[^/!].*)?$"
"""A place within a page; ``#/…`` and ``#!…`` are the page itself on sites of a single page.

All three are patterns that Python and Polars read alike (ranking.facts.parents).
"""
TRACKING = (
    r"[?&](?:utm_[a-z_]+|from|isappinstalled|mpshare|scene|srcid|sharer_[a-z_]+|share_token|spm)="
    r"[^&#]*"
)
"""Parameters that say who passed an address on, and not what is there."""
_HEAD, _FRAGMENT, _TRACKING = re.compile(HEAD), re.compile(FRAGMENT), re.compile(TRACKING)


def key(address: str) -> str:
    """Return the address without scheme, ``www.``, fragment, parameters of tracking and closing
    slash; host in lower case.

    Text that is no address comes back as it is, so that ids may be compared the same way.
    """
    bare = _TRACKING.sub("", _FRAGMENT.sub("", _HEAD.sub("", address.strip()), count=1))
    if "?" not in bare:  # it went with the first parameter
        bare = bare.replace("&", "?", 1)
    bare = bare.rstrip("/")
    host, slash, path = bare.partition("/")
    return f"{host.lower()}{slash}{path}" if slash or "." in host else bare
