"""What becomes a link, and where pages are."""

from __future__ import annotations

import pytest

from ranking.render.site import paths
from ranking.render.site.paper import web_address


@pytest.mark.parametrize("url", ["http://example.org/?a=1&b=2", "HTTPS://example.org/路径#x"])
def test_addresses_of_the_web_become_links(url) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "//x", "data:text/html,x", 'https://x/" onclick="y', "https://x y",
     "file:///etc/passwd", " https://x", "https://x/\n"],
)  # fmt: skip
def test_nothing_else_does(url) -> None:
    assert web_address(url) == ""


def test_spellings_of_one_name_have_one_page() -> None:
    assert paths.unit_page("黄浦 区") == paths.unit_page("黄浦区")
    assert paths.unit_page("黄浦区") != paths.unit_page("静安区")


def test_the_way_back_to_the_root() -> None:
    assert [paths.to_root(p) for p in ("index.html", "2026-10/r1.html")] == ["", "../"]
