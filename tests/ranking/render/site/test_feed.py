"""The Atom feed: an entry for every revision, known for ever by the same id."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from ranking.i18n import Translator
from ranking.render.site.feed import feed
from ranking.render.site.site_model import Site
from tests.builders.sites import hostile_site, make_site

ATOM = "{http://www.w3.org/2005/Atom}"


def parsed(site: Site) -> ET.Element:
    return ET.fromstring(feed(site, Translator("zh")))


def texts(root: ET.Element, path: str) -> list[str]:
    return [element.text or "" for element in root.findall(f"{ATOM}{path}")]


def test_every_revision_is_an_entry_the_last_change_first() -> None:
    root = parsed(make_site())
    entries = root.findall(f"{ATOM}entry")
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries]
    assert links == ["2026-10/r1.html", "2026-09/r2.html", "2026-09/r1.html", "2026-08/r1.html"]
    updated = [texts(entry, "updated")[0] for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert texts(root, "updated") == updated[:1]


def test_a_feed_has_all_that_atom_asks_for() -> None:
    root = parsed(make_site())
    assert root.tag == f"{ATOM}feed"
    assert root.find(f"{ATOM}author/{ATOM}name").text == "市委网信办、市政府新闻办"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(texts(element, name)) == 1, name
            assert texts(element, name)[0]
    ids = [texts(entry, "id")[0] for entry in root.findall(f"{ATOM}entry")]
    assert len({*ids, *texts(root, "id")}) == len(ids) + 1
    assert all(one.startswith("urn:uuid:") for one in ids)


def test_a_withdrawal_is_told_as_news_under_the_id_the_edition_had() -> None:
    site = make_site()
    withdrawn = site.editions[0]
    before = replace(withdrawn, publication=replace(withdrawn.publication, standing=None))
    old = parsed(replace(site, editions=(before,))).find(f"{ATOM}entry")
    new = parsed(site).findall(f"{ATOM}entry")[-1]
    assert texts(new, "id") == texts(old, "id")
    assert texts(new, "published") == texts(old, "published") == ["2026-09-10T01:00:00Z"]
    assert texts(old, "updated") == ["2026-09-10T01:00:00Z"]
    assert texts(new, "updated") == ["2026-09-20T00:00:00Z"]
    assert "数据源出错" in texts(new, "summary")[0]


def test_the_feed_keeps_its_id_when_an_earlier_month_is_published_later() -> None:
    site = make_site()
    late = replace(site.editions[0], published_at=site.editions[-1].published_at)
    known = replace(site, editions=site.editions[1:])
    assert texts(parsed(known), "id") == texts(
        parsed(replace(site, editions=(late, *site.editions[1:]))), "id"
    )


@pytest.mark.parametrize(
    "base", ["https://www.example.gov.cn/bd", "https://www.example.gov.cn/bd/"]
)
def test_links_are_whole_where_the_site_has_an_address(base) -> None:
    root = parsed(make_site(base))
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://www.example.gov.cn/bd/feed.xml",
        "alternate": "https://www.example.gov.cn/bd/index.html",
    }
    entry = root.find(f"{ATOM}entry/{ATOM}link")
    assert entry.get("href") == "https://www.example.gov.cn/bd/2026-10/r1.html"


def test_hostile_texts_stay_texts() -> None:
    root = parsed(hostile_site())
    known = {"feed", "entry", "id", "title", "updated", "published", "author", "name", "link"}
    assert {element.tag.removeprefix(ATOM) for element in root.iter()} <= known | {"summary"}
    shown = "".join(root.itertext()).replace("\n", "")
    assert all(character.isprintable() for character in shown)


def test_the_same_site_gives_the_same_bytes() -> None:
    assert feed(make_site(), Translator("zh")) == feed(make_site(), Translator("zh"))
