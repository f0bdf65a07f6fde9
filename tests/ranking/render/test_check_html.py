"""The review sheet."""

import base64
import hashlib
from html.parser import HTMLParser

import pytest

from ranking.i18n import Translator
from ranking.model.check import Area, NotChecked, Post
from ranking.quality.kinds import flag
from ranking.render.check_html import check_html
from tests.builders.checked import month_check, noon

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "'><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "</td></tr></table><iframe src=//x>",
    "<!--",
    "]]>",
    "&lt;b&gt;",
    "{{ 7*7 }}{% raw %}",
    "\u202egnp.exe\x00\x1b[31m",
    "<a href='data:text/html,x' style=position:fixed>",
    "<meta http-equiv=refresh content=0;url=//x>",
)
URLS = ("javascript:alert(1)", 'https://x/" onclick="alert(1)', "data:text/html,x", "//x", None)


class Page(HTMLParser):
    """Elements, attributes and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.styles = ""
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self._open = tag
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data):
        if self._open == "style":
            self.styles += data
        self.text += data

    def handle_endtag(self, tag):
        self._open = ""


def hostile(text: str, url: str | None = None):
    post = Post(text, text, url, noon(10))
    numbers = {"measure": "likes", "count": 2, "reads": 1}
    campaign = {"campaign": text, "posts": 1, "word": text, "post_ids": text}
    flags = [
        flag("more_than_reads", numbers, unit=text, account="wechat:x", post=post),
        flag("campaign_text", campaign, unit=text, account=text, post=post),
        flag("quarantine", {"rows": 1, "status": text, "reason": text}),
    ]
    told = (NotChecked(Area.RANK, "Not compared with {what}.", {"what": text}),)
    names = {"wechat:x": text}
    return month_check(*flags, title=text, state=text, names=names, not_checked=told)


def page(check, language="zh"):
    return Page(check_html(check, Translator(language), {}))


PLAIN = page(hostile("普通", "https://example.org/"))


@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_becomes_an_element_or_an_attribute(text):
    """The same elements and attribute names as with harmless texts, whatever stands in them."""
    found = page(hostile(text, "https://example.org/"))
    assert found.tags == PLAIN.tags
    assert [a[:2] for a in found.attributes] == [a[:2] for a in PLAIN.attributes]


@pytest.mark.parametrize("url", URLS)
def test_only_web_addresses_become_links(url):
    """Quotes are escaped, scripts are not linked."""
    found = page(hostile("标题", url))
    links = [value for tag, name, value in found.attributes if (tag, name) == ("a", "href")]
    assert all(link.startswith("https://") for link in links)
    assert bool(links) is bool(url and url.startswith("https"))
    assert not any(name.startswith("on") for _, name, _ in found.attributes)


def test_the_page_allows_its_own_style_and_nothing_else():
    """The policy names the hash of the style sheet that is there; no script, no outside part."""
    policy = next(v for t, n, v in PLAIN.attributes if t == "meta" and v.startswith("default-src"))
    digest = base64.b64encode(hashlib.sha256(PLAIN.styles.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert not {"script", "link", "img", "iframe", "form"} & set(PLAIN.tags)
    assert not any(name in ("style", "src") for _, name, _ in PLAIN.attributes)


def test_synthetic_data_are_marked_on_the_sheet():
    """And real ones are not."""
    assert "Synthetic data" in page(month_check(synthetic=True), "en").text
    assert "Synthetic data" not in page(month_check(), "en").text


def test_every_area_is_counted_and_rows_are_numbered_through():
    """Also what had no flag: it was looked at; a decision refers to the number."""
    flags = [flag("unattributed", {"posts": n}) for n in range(2)]
    text = page(month_check(*flags, flag("no_reprint_feed", {})), "en").text
    cells = [line for line in text.splitlines() if line.strip()]
    assert [cells[cells.index("bursts0")]] == ["bursts0"]
    assert {"1", "2", "3"} <= set(cells)
    assert "Second reviewer" in text


def test_a_check_without_flags_says_so():
    """An empty sheet is a result too."""
    assert page(month_check(), "en").text.count("Nothing was found.") == 3
