"""The pages as bytes: what they may hold, where they lead, how large they get."""

from __future__ import annotations

import base64
import hashlib
import posixpath
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from ranking.i18n import Translator
from ranking.model import names
from ranking.model.month import Month
from ranking.render.figures import Figure
from ranking.render.publication_view import PublicationView
from ranking.render.site import paths
from ranking.render.site.pages import pages
from ranking.render.site.site_model import SiteEdition
from ranking.render.trend import TrendPoint
from tests.builders.sites import hostile_site, make_site, site_of

MOST_BYTES = 100_000
FILES_OF_THE_BUILD = {"feed.xml", "calendar.ics", "site.json", "schema/edition-1.schema.json"}


class Page(HTMLParser):
    """Elements with their attributes, and texts by the element they stand in."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.inside: dict[str, str] = {}
        self._open = ""
        self.feed(data.decode())

    def handle_starttag(self, tag, attrs):
        self._open = tag
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        self._open = ""

    def handle_data(self, data):
        self.inside[self._open] = self.inside.get(self._open, "") + data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join(text for tag, text in self.inside.items() if tag not in ("style", "script"))


@cache
def made(hostile: bool = False) -> dict[str, bytes]:
    return dict(pages(hostile_site() if hostile else make_site(), Translator("zh")))


def everything() -> list[tuple[str, Page]]:
    return [(path, Page(data)) for which in (False, True) for path, data in made(which).items()]


def test_every_page_has_its_lasting_address() -> None:
    found = set(made())
    assert {
        *("index.html", "archive.html", "calendar.html", "data.html", "verify.html", "404.html"),
        *("units/index.html", "method/index.html", "method/shanghai-1.html"),
        *("2026-08/index.html", "2026-08/r1.html", "2026-09/r1.html", "2026-09/r2.html"),
        *("2026-09/index.html", "2026-10/index.html", "2026-10/r1.html"),
    } <= found
    digest = hashlib.sha256(names.key("黄浦区").encode()).hexdigest()
    assert f"units/u-{digest[:12]}.html" in found


def test_the_method_page_has_no_words_of_the_method_file() -> None:
    text = Page(made()["method/shanghai-1.html"]).text
    for word in ("amean(", "at the references", "competition", "reweight", "ln(1 + total_reads"):
        assert word not in text


def test_no_path_comes_twice() -> None:
    found = [path for path, _ in pages(make_site(), Translator("zh"))]
    assert len(found) == len(set(found))


def test_the_month_leads_to_the_edition_in_force_and_old_revisions_say_so() -> None:
    site = make_site()
    assert made()["2026-09/index.html"] == made()["2026-09/r2.html"]
    replaced = next(e for e in site.editions if (e.view.month, e.view.revision) == ("2026-09", 1))
    old = Page(made()["2026-09/r1.html"])
    assert replaced.banner in old.text
    assert "../2026-09/index.html" in [link["href"] for link in old.all("a")]


def test_a_withdrawn_month_is_still_there_and_counts_nowhere() -> None:
    withdrawn = make_site().editions[0]
    assert withdrawn.banner in Page(made()["2026-08/index.html"]).text
    unit = Page(made()[paths.unit_page("黄浦区")]).text
    assert "2026-09" in unit
    assert not [
        link
        for link in Page(made()[paths.unit_page("黄浦区")]).all("a")
        if "2026-08" in link["href"]
    ]


def test_the_policy_allows_exactly_the_style_and_the_script_of_the_page() -> None:
    for path, page in everything():
        policy = next(m["content"] for m in page.all("meta") if "http-equiv" in m)
        style, script = (
            base64.b64encode(hashlib.sha256(page.inside[tag].encode()).digest()).decode()
            for tag in ("style", "script")
        )
        assert policy == (
            f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ), path
        assert len(page.all("style")) == len(page.all("script")) == 1


def test_nothing_on_a_page_needs_more_than_the_page() -> None:
    for path, page in everything():
        assert not {"img", "iframe", "form", "object", "embed", "base"} & {
            tag for tag, _ in page.elements
        }, path
        for _, attributes in page.elements:
            assert not {"style", "src", "srcset", "action"} & set(attributes), path
            assert not [name for name in attributes if name.startswith("on")], path


def test_only_posts_lead_off_the_site_and_say_that_they_do() -> None:
    for path, page in everything():
        for link in page.all("a") + page.all("link"):
            parts = urlsplit(link["href"])
            if parts.scheme or parts.netloc:
                assert parts.scheme in ("http", "https"), path
                assert link["rel"] == "noopener nofollow", path


@pytest.mark.parametrize("which", [False, True], ids=["ordinary", "hostile"])
def test_every_link_leads_to_a_page_or_a_file_of_the_site(which) -> None:
    site = hostile_site() if which else make_site()
    known = set(made(which)) | FILES_OF_THE_BUILD
    known |= {file.href for edition in site.editions for file in edition.files}
    for path, data in made(which).items():
        page = Page(data)
        ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
        for link in page.all("a") + page.all("link"):
            parts = urlsplit(link["href"])
            if parts.scheme:
                continue
            if not parts.path:
                assert parts.fragment in ids, f"{path}: {link}"
                continue
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(path), unquote(parts.path))
            )
            assert target in known, f"{path}: {link}"


def test_hostile_texts_are_texts() -> None:
    """They add no element that no page of the ordinary site has, and no attribute either."""
    plain = [Page(data) for data in made().values()]
    elements = {tag for page in plain for tag, _ in page.elements}
    attributes = {name for page in plain for _, found in page.elements for name in found}
    for path, data in made(True).items():
        page = Page(data)
        assert {tag for tag, _ in page.elements} <= elements, path
        assert {name for _, found in page.elements for name in found} <= attributes, path
        assert "\x1b" not in data.decode()
        assert "\u202e" not in data.decode()


def test_tables_can_be_read_by_those_who_cannot_see_them() -> None:
    for path, page in everything():
        heads = [a for tag, a in page.elements if tag == "th"]
        assert all(head.get("scope") in ("col", "row") for head in heads), path
        assert len(page.all("table")) == len(page.all("caption")), path
        scrolled = [a for a in page.all("div") if a.get("class") == "scroll"]
        assert all(a["tabindex"] == "0" and a["aria-label"] for a in scrolled), path
        names_of_regions = [a["aria-label"] for a in scrolled]
        assert len(names_of_regions) == len(set(names_of_regions)), path
        assert page.all("html")[0]["lang"] == "zh-CN"
        assert page.all("a")[0] == {"class": "skip", "href": "#content"}


def test_figures_in_sentences_say_where_they_come_from() -> None:
    page = Page(made()["2026-10/index.html"])
    told = page.all("data")
    assert told
    assert all(float(figure["value"]) is not None for figure in told)
    assert all(figure["title"].startswith("/") for figure in told)


def test_a_synthetic_list_says_so_on_every_page() -> None:
    edition = make_site().editions[-1]
    said = Translator("en")("Synthetic data for demonstration; not real results.")
    synthetic = replace(make_site(), synthetic=True, language="en", editions=(edition,))
    for path, data in pages(synthetic, Translator("en")):
        assert said in Page(data).text, path
    for path, data in pages(replace(make_site(), synthetic=False), Translator("en")):
        assert said not in Page(data).text, path


def test_the_same_site_gives_the_same_bytes() -> None:
    assert dict(pages(make_site(), Translator("zh"))) == made()


def test_a_site_without_editions_has_its_pages_all_the_same() -> None:
    empty = replace(make_site(), editions=(), calendar=(), public_key="")
    found = {path: Page(data) for path, data in pages(empty, Translator("en"))}
    assert "No edition has been published yet." in found["index.html"].text
    assert "No dates are set." in found["calendar.html"].text
    assert "No key is known yet" in found["verify.html"].text


def test_the_page_for_missing_ones_leads_back_from_any_depth() -> None:
    found = dict(pages(make_site("https://example.org/list"), Translator("zh")))
    links = [link["href"] for link in Page(found["404.html"]).all("a")[1:]]
    assert all(link.startswith("https://example.org/list/") for link in links)


def test_a_board_of_sixty_units_with_a_year_behind_them_stays_small() -> None:
    site = site_of((_large(make_site().editions[-1]),))
    found = dict(pages(site, Translator("zh")))
    page = found["2026-10/index.html"]
    assert Page(page).all("tr").__len__() > 120
    assert len(page) < MOST_BYTES


def _large(edition: SiteEdition) -> SiteEdition:
    """Return the edition with sixty-one units on two boards, of sixteen and forty-five."""
    view: PublicationView = edition.view
    sizes = (16, 45, 16, 45)
    trend = tuple(
        TrendPoint(str(Month(2025, 10).shift(n)), _figure(61 - n), _figure(40 + n))
        for n in range(13)
    )
    boards = []
    for board, size in zip(view.edition.boards, sizes, strict=True):
        rows = [
            replace(board.rows[0], unit=f"市农业农村委第{n}号", rank=_figure(n + 1), trend=trend)
            for n in range(size)
        ]
        boards.append(replace(board, rows=tuple(rows)))
    return replace(edition, view=replace(view, edition=replace(view.edition, boards=tuple(boards))))


def _figure(value: int) -> Figure:
    return Figure(value, str(value))
