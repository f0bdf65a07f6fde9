"""Which addresses an opened source may ask."""

from __future__ import annotations

import pytest

from connectors.interface import AccessError
from connectors.registry.network import address, open_http
from tests.builders.http_server import answer, serving

OFFICIAL = "https://api.weibo.com"


@pytest.mark.parametrize(
    ("base_url", "asked"),
    [
        (None, OFFICIAL),
        ("https://proxy.example.gov.cn/weibo/", "https://proxy.example.gov.cn/weibo"),
        ("http://localhost:8000", "http://127.0.0.1:8000"),
        ("http://localhost", "http://127.0.0.1"),
        ("http://localhost.example", "http://localhost.example"),
        ("https://localhost:8443", "https://localhost:8443"),
    ],
)
def test_the_set_up_may_name_another_address(setup, base_url, asked):
    """Without one it is the platform's own; localhost is asked by its number."""
    assert address(setup("weibo", {}, base_url=base_url), OFFICIAL) == asked


@pytest.mark.parametrize(
    ("base_url", "refused"),
    [
        (None, "https://example.com/"),
        (None, "http://api.weibo.com/"),
        (None, "http://127.0.0.1:9/"),
        ("https://proxy.example.gov.cn", OFFICIAL),
        ("https://proxy.example.gov.cn", "http://127.0.0.1:9/"),
        ("http://proxy.example.gov.cn", "http://proxy.example.gov.cn/"),
        ("http://127.0.0.1:9", OFFICIAL),
    ],
)
def test_no_other_host_is_asked(setup, base_url, refused):
    """The official host, or that of the set-up; the own machine only where the set-up names it."""
    made = setup("weibo", {}, base_url=base_url)
    with open_http(made, (OFFICIAL,), lambda _: None) as http:
        with pytest.raises(AccessError, match="not an address of this source"):
            http.get(refused)
        assert http.calls == 0


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_the_own_machine_is_asked_where_the_set_up_names_it(setup, name):
    """As tests and the demo do."""
    with serving(answer({})) as server:
        made = setup("weibo", {}, base_url=server.url.replace("127.0.0.1", name))
        with open_http(made, (OFFICIAL,), lambda _: None) as http:
            assert http.get(address(made, OFFICIAL)).data == {}
