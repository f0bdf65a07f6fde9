"""Every kind of page in a browser, as a reader and as an attacker use it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

MOST_BYTES = 100_000
pytestmark = [pytest.mark.xdist_group("chromium"), pytest.mark.slow]
_INJECTED = """<script>window.pwned = 1</script><img src="data:," onerror="window.pwned = 1">
<a href="javascript:window.pwned = 1" id="bait">x</a></body>"""


@pytest.mark.parametrize("width", [390, 1440])
def test_a_page_is_quiet_fits_the_screen_and_asks_for_nothing(browse, page_file, width) -> None:
    """No error, no refusal by the page's own policy, no request beside the page."""
    browsing = browse(width)
    page = browsing.open(page_file)
    assert browsing.said == []
    assert browsing.asked == [page_file.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_hinders_people_with_disabilities(browse, page_file, width) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browse(width).open(page_file)
    found = axe.run(page).response["violations"]
    grave = [
        f"{one['id']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
    assert grave == []


def test_every_link_leads_to_something(browse, site) -> None:
    """Every file that is linked to is there, and every place in a page."""
    page = browse().page
    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri())
        for link in page.evaluate("Array.from(document.querySelectorAll('[href]'), e => e.href)"):
            parts = urlsplit(link)
            if parts.scheme != "file":
                assert parts.scheme in ("http", "https"), link
                continue
            target = Path(unquote(parts.path))
            assert target.is_file(), f"{path.name} leads to {link}"
            if parts.fragment and target == path:
                assert page.query_selector(f"[id='{unquote(parts.fragment)}']"), link


def test_a_banner_leads_to_the_edition_in_force_where_there_is_one(browse, site) -> None:
    page = browse().open(site / "2026-09" / "r1.html")
    page.locator(".banner a").click()
    assert page.url == (site / "2026-09" / "index.html").as_uri()
    page.goto((site / "2026-08" / "r1.html").as_uri())
    assert page.locator(".banner").count() == 1
    assert page.locator(".banner a").count() == 0


def test_a_click_sorts_a_board_and_the_next_one_turns_it(browse, site) -> None:
    page = browse().open(site / "2026-10" / "index.html")
    board, (before, *_) = page.locator("table.board").first, _columns(page)
    head = board.locator("thead th").nth(2)
    head.locator("button").click()
    names, (up, *_) = _names(page), _columns(page)
    assert head.get_attribute("aria-sort") == "ascending"
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert _names(page) == names[::-1]
    assert sorted(before) == sorted(up)
    rank = board.locator("thead th").first
    rank.locator("button").click()
    assert head.get_attribute("aria-sort") is None
    assert rank.get_attribute("aria-sort") == "ascending"
    assert _columns(page)[0] == before


def test_numbers_are_sorted_as_numbers_and_what_is_unknown_comes_last(browse, site) -> None:
    """In both directions."""
    page = browse().open(site / "2026-10" / "index.html")
    heads = page.locator("table.board").first.locator("thead th:not(.drawn)")
    button = heads.nth(3).locator("button")
    for _ in range(2):
        button.click()
        shown = [text for text in _columns(page)[3] if text.replace(".", "").isdigit()]
        values = [float(text) for text in shown]
        assert values in (sorted(values), sorted(values, reverse=True))
        assert len(set(values)) > 2
        assert _columns(page)[3][: len(shown)] == shown


def test_the_keyboard_sorts_too(browse, site) -> None:
    page = browse().open(site / "2026-10" / "index.html")
    head = page.locator("table.board").first.locator("thead th").nth(2)
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"


def test_the_search_leaves_the_units_that_are_looked_for(browse, site) -> None:
    """On all boards; without it everything is back."""
    page = browse().open(site / "2026-10" / "index.html")
    rows = page.locator("table.units tbody tr")
    everything = rows.count()
    box = page.locator("input[type=search]")
    box.fill("黄浦")
    visible = [row for row in rows.all() if row.is_visible()]
    assert visible
    assert all("黄浦区" in row.inner_text() for row in visible)
    assert str(len(visible)) in page.locator("[role=status]").inner_text()
    box.fill("")
    assert sum(row.is_visible() for row in rows.all()) == everything


def test_without_scripts_the_boards_are_there_and_dead_controls_are_not(browse, site) -> None:
    page = browse(java_script_enabled=False).open(site / "2026-10" / "index.html")
    assert page.locator("table.board tbody tr").first.is_visible()
    assert not page.locator("input[type=search]").is_visible()
    assert page.locator("thead button").count() == 0


def test_on_paper_there_are_no_controls(browse, site) -> None:
    page = browse().open(site / "2026-10" / "index.html")
    page.emulate_media(media="print")
    assert page.locator("table.board").first.is_visible()
    for control in ("input[type=search]", "header nav", ".skip"):
        assert not page.locator(control).first.is_visible(), control


def test_a_script_that_got_into_a_page_does_not_run(browse, page_file, tmp_path) -> None:
    """The page's policy allows its own script only, known by its hash."""
    text = page_file.read_text("utf-8")
    assert "</body>" in text
    (tmp_path / "page.html").write_text(text.replace("</body>", _INJECTED), "utf-8")
    browsing = browse()
    page = browsing.open(tmp_path / "page.html")
    page.locator("#bait").dispatch_event("click")
    page.wait_for_timeout(50)
    assert page.evaluate("typeof window.pwned") == "undefined"
    refused = [text for text in browsing.said if "Content Security Policy" in text]
    assert len(refused) >= 2


def test_hostile_texts_stay_texts(browse, hostile) -> None:
    """No dialog, no element and no attribute came out of a title, a name or an address."""
    browsing = browse()
    for path in hostile:
        page = browsing.open(path)
        assert browsing.said == [], path.name
        assert page.evaluate("typeof window.pwned") == "undefined"
        assert page.locator("[onerror],[onload],[onclick],iframe,object,base,form").count() == 0
        assert page.locator("img,script[src],a[href^='javascript' i]").count() == 0
        assert page.locator("script").count() == 1


def test_pages_stay_small(site) -> None:
    sizes = {path.name: path.stat().st_size for path in site.rglob("*.html")}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


def _columns(page) -> list[list[str]]:
    """Texts of the first board by column."""
    rows = page.locator("table.board").first.locator("tbody tr").all()
    cells = [[cell.inner_text().strip() for cell in row.locator("td,th").all()] for row in rows]
    return [list(column) for column in zip(*cells, strict=True)]


def _names(page) -> list[str]:
    return _columns(page)[2]
