"""Paging through a vendor's lists: what is missing is said, never called complete."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from connectors.http.pace import Pace
from connectors.interface import KnownPost, Reason, SourceFailedError, UnavailableError
from connectors.sources import vendor
from connectors.sources.fields import Fields
from connectors.sources.vendor import Envelope, Listing, Vendor, rows_of
from tests.builders.vendors import FIRST, LAST, QUERY, instant_of
from tests.connectors.conformance import clock, merged

FIELDS = Fields(native_id="id", published_at="time", counts={"likes": "likes"})


class Lists(Vendor):
    """A vendor whose pages are given by number, the same for every span."""

    id = "lists"
    platforms = ("wechat",)
    size = 3
    short_page_ends = True

    def __init__(self, *pages: list[Any], total: int | None = None) -> None:
        super().__init__(clock, None, Pace(None), {"wechat": FIELDS})  # type: ignore[arg-type]
        self.pages = pages
        self.total = total
        self.asked: list[int] = []

    @classmethod
    def measures(cls):
        return {"likes": None}

    def _listing(self, account, span, page):
        self.asked.append(page)
        rows = self.pages[page - 1] if page <= len(self.pages) else []
        return Listing(rows, f"page {page}", self.total)


class Patient(Lists):
    """A vendor that does not promise that a short page is the last."""

    id = "patient"
    short_page_ends = False


def row(number: int, **others: Any) -> dict[str, Any]:
    return {"id": number, "time": "2026-11-10 08:00:00", "likes": number} | others


def rows(first: int, last: int) -> list[dict[str, Any]]:
    return [row(number) for number in range(first, last + 1)]


def read(source: Lists, **changes: Any) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the ids that were read of November, and the gaps."""
    asked = replace(QUERY, first=replace_day(1), **changes)
    pages = list(source.fetch(asked))
    found = [gap for page in pages for gap in page.gaps]
    assert {gap.reason for gap in found} <= {Reason.SUSPECT}
    assert pages[-1].cursor == "2026-11-20"
    assert sum(page.calls for page in pages) == len(source.asked)
    return list(merged(pages)), [(gap.what, gap.detail) for gap in found]


def replace_day(number: int):
    return LAST.replace(day=number)


def ids(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last + 1)]


def test_a_short_page_is_the_last_where_the_vendor_says_so():
    """No further page is asked for."""
    source = Lists(rows(1, 3), rows(4, 5))
    assert read(source) == (ids(1, 5), [])
    assert source.asked == [1, 2]


def test_an_empty_page_after_a_full_one_is_looked_behind():
    """Once: if nothing is there, the list has ended."""
    source = Lists(rows(1, 3))
    assert read(source) == (ids(1, 3), [])
    assert source.asked == [1, 2, 3]


def test_an_empty_page_in_the_middle_is_a_gap():
    """What follows is read, and what the page should have had is said to be missing."""
    read_ids, gaps = read(Lists(rows(1, 3), [], rows(7, 8)))
    assert read_ids == ["1", "2", "3", "7", "8"]
    assert gaps == [("page 2 of 2026-11-01..2026-11-19", "it was empty, more followed")]


def test_a_patient_vendor_is_read_to_an_empty_page():
    """A short page is not taken for the last."""
    source = Patient(rows(1, 3), rows(4, 5))
    assert read(source) == (ids(1, 5), [])
    assert source.asked == [1, 2, 3]


def test_a_short_page_before_others_is_a_gap():
    """A list cut at a boundary still parses; the page after it gives it away."""
    read_ids, gaps = read(Patient(rows(1, 2), rows(4, 5)))
    assert read_ids == ["1", "2", "4", "5"]
    assert gaps == [("page 1 of 2026-11-01..2026-11-19", "it was short, more followed")]


def test_a_repeated_full_page_ends_the_reading_as_suspect():
    """The platform may turn in a circle, or have more than it gives."""
    source = Lists(*[rows(1, 3)] * 9)
    assert read(source) == (
        ids(1, 3), [("page 2 of 2026-11-01..2026-11-19", "it repeats earlier pages")],
    )  # fmt: skip
    assert source.asked == [1, 2]


def test_a_repeated_short_page_is_the_end():
    """Some servers give their last page for every later one."""
    assert read(Patient(rows(1, 3), rows(4, 4), rows(4, 4))) == (ids(1, 4), [])


def test_a_page_that_moved_gives_each_post_once():
    """A new post shifts all others down while pages are read: doubles are left out."""
    assert read(Lists(rows(1, 3), rows(3, 5), rows(6, 6))) == (ids(1, 6), [])


def test_an_announced_total_is_counted():
    """Fewer posts than announced are a gap; with all of them no further page is asked for."""
    full = Lists(rows(1, 3), rows(4, 6), total=6)
    assert read(full) == (ids(1, 6), [])
    assert full.asked == [1, 2]
    _, gaps = read(Lists(rows(1, 3), rows(4, 5), total=6))
    assert gaps == [
        ("1 of 6 posts of 2026-11-01..2026-11-19", "the vendor announced more than it gave")
    ]


def test_an_announced_total_counts_also_after_a_restart():
    """Pages before the cursor were full, for otherwise they would have been the last."""
    source = Lists(rows(1, 3), rows(4, 6), total=6)
    assert read(source, cursor="2026-11-01..2026-11-19#2") == (ids(4, 6), [])
    assert source.asked == [2]


def test_endless_new_posts_are_no_list():
    """A vendor that makes up pages is stopped; what was read before stays."""
    source = Lists(*(rows(3 * n, 3 * n + 2) for n in range(vendor.MOST_PAGES + 5)))
    with pytest.raises(SourceFailedError, match="more than 200 pages for 某市发布") as caught:
        list(source.fetch(replace(QUERY, first=replace_day(1))))
    assert caught.value.hint
    assert len(source.asked) == vendor.MOST_PAGES


def test_endless_rows_that_cannot_be_named_end_too():
    """Rows without id, as long as the vendor gives them, are gaps and then an error."""
    source = Lists(*[[{}] * 3] * (vendor.MOST_PAGES + 5))
    with pytest.raises(SourceFailedError):
        list(source.fetch(replace(QUERY, first=replace_day(1))))


def test_other_days_are_left_out():
    """A vendor that overlooks the days asked for adds nothing to them."""
    outside = [row(1, time="2026-10-31 23:59:59"), row(2, time="2026-11-20 00:00:00"), row(3)]
    assert read(Lists(outside, rows(4, 4))) == (["3", "4"], [])


def test_months_are_read_one_after_the_other():
    """Each span begins with its first page, and pages are stored span by span."""
    source = Lists(rows(1, 2))
    pages = list(source.fetch(QUERY))
    assert source.asked == [1, 1]
    assert [page.cursor for page in pages] == ["2026-11-01", "2026-11-20"]


def test_days_of_known_posts_are_read_again():
    """Their counts are observed anew although they are older than the days asked for."""
    known = (KnownPost("8", instant_of("2026-10-05 08:00:00")),)
    source = Lists([row(8, time="2026-10-05 08:00:00"), row(9, time="2026-10-04 08:00:00")])
    assert [post.native_id for page in source.fetch(replace(QUERY, first=FIRST, known=known))
            for post in page.posts] == ["8"]  # fmt: skip


def test_unreadable_rows_are_gaps_beside_the_others():
    """One bad row spoils no other."""
    read_ids, gaps = read(Lists(["?", row(1), row(2, likes="many")]))
    assert read_ids == ["1", "2"]
    assert [what for what, _ in gaps] == ["a post", "likes of post 2"]


@pytest.mark.parametrize("body", [None, "x", 3, [], {}, {"data": {}}, {"data": "x"}])
def test_an_answer_without_a_list_is_no_empty_list(body):
    """Only null says that there is nothing."""
    with pytest.raises(UnavailableError, match=r"V gave no list of posts\.") as caught:
        rows_of(body, Envelope(), "V")
    assert caught.value.hint


def test_list_and_total_stand_where_the_envelope_says():
    """Both names can be set; a total that is no number is none."""
    envelope = Envelope("items", "count")
    assert rows_of({"items": [1], "count": "7"}, envelope, "V") == ([1], 7)
    assert rows_of({"items": None, "count": "many"}, envelope, "V") == ([], None)
