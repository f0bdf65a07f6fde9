"""The site in a real browser without a network: a page may ask for nothing but files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.builders.sites import hostile_site, make_site, write_pages

PAGES = {
    "home": "index.html",
    "edition": "2026-10/index.html",
    "revised": "2026-09/r1.html",
    "withdrawn": "2026-08/r1.html",
    "unit": "units/u-*.html",
    "units": "units/index.html",
    "archive": "archive.html",
    "method": "method/shanghai-*.html",
    "methods": "method/index.html",
    "calendar": "calendar.html",
    "data": "data.html",
    "verify": "verify.html",
    "not found": "404.html",
}
"""Kind of page → where one is."""


@dataclass
class Browsing:
    """A page of the browser, and what it said and asked for meanwhile."""

    page: Any
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, path: Path) -> Any:
        """Go to a file; return the page."""
        self.page.goto(path.as_uri())
        return self.page


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser; skips visibly where there is none.

    Not for the session: while it is open its event loop runs in this thread, and other modules may
    need one of their own.
    """
    api = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no chromium on this machine")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium) -> Iterator[Any]:
    """``browse(width)`` gives a page that is cut off from everything but files."""
    contexts = []

    def begin(width: int = 1440, **options: Any) -> Browsing:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.set_offline(True)
        browsing = Browsing(context.new_page())
        context.route("**/*", lambda route: _only_files(route, browsing))
        browsing.page.on("console", lambda message: browsing.said.append(message.text))
        browsing.page.on("pageerror", lambda error: browsing.said.append(str(error)))
        browsing.page.on("dialog", lambda dialog: _refuse(dialog, browsing))
        return browsing

    yield begin
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The ordinary site as files."""
    folder = tmp_path_factory.mktemp("pages") / "site"
    write_pages(make_site(), folder)
    return folder


@pytest.fixture(scope="session")
def hostile(tmp_path_factory) -> list[Path]:
    """The pages of a site with something hostile in every text from outside."""
    return write_pages(hostile_site(), tmp_path_factory.mktemp("pages") / "hostile")


@pytest.fixture(params=PAGES)
def page_file(request, site) -> Path:
    """One page of each kind."""
    return sorted(site.glob(PAGES[request.param]), key=lambda path: path.name != "index.html")[0]


def _only_files(route: Any, browsing: Browsing) -> None:
    browsing.asked.append(route.request.url)
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort()


def _refuse(dialog: Any, browsing: Browsing) -> None:
    browsing.said.append(f"dialog: {dialog.message}")
    dialog.dismiss()
