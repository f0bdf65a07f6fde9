"""Addresses: the allow-list, and what of an address is shown."""

from __future__ import annotations

import httpx2
import pytest

from connectors.http.addresses import Addresses, parsed, shown

OFFICIAL = Addresses(["api.example.com", "other.example.com:8443"], loopback=False)
LOOPBACK = Addresses(["api.example.com"], loopback=True)

ALLOWED = [
    "https://api.example.com/a?b=c",
    "https://API.example.com/",
    "https://api.example.com:443/",
    "https://other.example.com:8443/",
]
REFUSED = [
    "http://api.example.com/",
    "https://api.example.com:8443/",
    "https://other.example.com/",
    "https://api.example.com.evil.example/",
    "https://evil.example/api.example.com",
    "https://xapi.example.com/",
    "https://user@api.example.com/",
    "https://api.example.com@evil.example/",
    "https://api.example.com./",
    "ftp://api.example.com/",
    "file:///etc/passwd",
    "/relative",
    "",
]
LOOPBACKS = [
    "http://127.0.0.1/",
    "http://127.0.0.1:8000/",
    "https://127.0.0.1/",
    "http://localhost:8000/",
    "http://[::1]:8000/",
    "http://169.254.169.254/latest",
    "https://0.0.0.0/",
    "https://2130706433/",
]


@pytest.mark.parametrize("url", ALLOWED)
def test_hosts_of_the_list_are_allowed(url):
    """https to a host of the list is allowed, at the port that stands there or at 443."""
    assert OFFICIAL.allow(httpx2.URL(url))


@pytest.mark.parametrize("url", REFUSED)
def test_every_other_address_is_refused(url):
    """Another scheme, host or port, and a user name in the address, are refused."""
    assert not OFFICIAL.allow(httpx2.URL(url))
    assert not LOOPBACK.allow(httpx2.URL(url))


@pytest.mark.parametrize("url", LOOPBACKS)
def test_own_machine_is_refused(url):
    """This machine and its neighbours are no addresses of a source."""
    assert not OFFICIAL.allow(httpx2.URL(url))


def test_loopback_allows_one_address_only():
    """For tests and the demo, http to 127.0.0.1 is allowed and no other name of this machine."""
    assert [url for url in LOOPBACKS if LOOPBACK.allow(httpx2.URL(url))] == LOOPBACKS[:2]


def test_address_is_shown_without_what_may_be_secret():
    """User name, query and fragment are left out of what is shown."""
    url = httpx2.URL("https://me:word@api.example.com:8443/path?access_token=secret#part")
    assert shown(url) == "https://api.example.com:8443/path"


def test_text_that_is_no_address_is_none():
    """A text that cannot be an address gives None rather than an error that repeats it."""
    for text in ("https://api.example.com:port/", "api.example.com", "/path", ""):
        assert parsed(text) is None
    assert parsed("https://api.example.com/") == httpx2.URL("https://api.example.com/")
