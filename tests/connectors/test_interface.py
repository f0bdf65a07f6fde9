"""Every source is guarded the same way, whatever its author wrote."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from connectors.interface import (
    AccessError,
    Account,
    Page,
    PostRow,
    Query,
    QuotaError,
    ReprintRow,
    Source,
    SourceFailedError,
    UnavailableError,
)

AT = datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
QUERY = Query(Account("wechat", "moushi", "某市发布"), date(2026, 11, 1), date(2026, 11, 19))
POST = PostRow("1", AT, {"reads": 0}, "times")


class Simple(Source):
    """A source whose pages are given."""

    id = "simple"
    platforms = ("wechat",)

    def __init__(self, pages: Callable[[], Iterator[Page]]) -> None:
        super().__init__(lambda: AT)
        self._pages = pages

    @classmethod
    def measures(cls):
        return {"reads": "times"}

    def _fetch(self, query):
        return self._pages()


def read(*pages: Page, cursor: str | None = None) -> list[Page]:
    """Fetch given pages through the guards."""
    return list(Simple(lambda: iter(pages)).fetch(replace(QUERY, cursor=cursor)))


def failing(error: BaseException) -> Iterator[Page]:
    """Give a sound page, then fail."""
    yield Page(posts=(POST,), cursor="1")
    raise error


def test_pages_are_stamped_with_their_provenance():
    """Source and instant are the guard's; all else is as the source gave it."""
    page = Page(posts=(POST,), cursor="1", locator="/list page 1", calls=2)
    assert read(page) == [replace(page, source="simple", observed_at=AT)]


def test_a_stamp_of_the_source_itself_does_not_count():
    """A source cannot claim to be another, or to have seen its page at another time."""
    (page,) = read(Page(source="other", observed_at=datetime(2020, 1, 1, tzinfo=UTC)))
    assert (page.source, page.observed_at) == ("simple", AT)


def test_each_page_comes_before_the_next_is_asked_for():
    """A page may be stored before anything else is fetched."""
    asked = []

    def pages():
        for number in (1, 2):
            asked.append(number)
            yield Page(cursor=str(number))

    fetched = Simple(pages).fetch(QUERY)
    next(fetched)
    assert asked == [1]


def test_a_source_without_pages_gives_none():
    """Nothing is made up where nothing came."""
    assert read() == []


@pytest.mark.parametrize("kind", [AccessError, QuotaError, UnavailableError, SourceFailedError])
def test_connector_errors_pass_as_they_are(kind):
    """What a source says itself is not said again in other words."""
    error = kind("It is {what}.", what="so", hint="Wait.")
    with pytest.raises(kind) as caught:
        list(Simple(lambda: failing(error)).fetch(QUERY))
    assert caught.value is error


@pytest.mark.parametrize("error", [ValueError("secret"), OSError("secret"), KeyError("secret")])
def test_other_errors_become_faults_of_the_source(error):
    """The message names source, account and kind, and quotes nothing; earlier pages stay sound."""
    fetched = Simple(lambda: failing(error)).fetch(QUERY)
    assert next(fetched).posts == (POST,)
    with pytest.raises(SourceFailedError) as caught:
        next(fetched)
    kind = type(error).__name__
    assert str(caught.value) == f"Source 'simple' failed for 某市发布: {kind}."
    assert "report" in caught.value.hint
    assert "secret" not in "".join(traceback.format_exception(caught.value))


def test_an_error_before_the_first_page_is_wrapped_too():
    """A ``_fetch`` that is no generator, and fails when called, lets no other error out."""

    def pages():
        raise ValueError("at once")

    with pytest.raises(SourceFailedError, match=r"failed for 某市发布: ValueError\."):
        list(Simple(pages).fetch(QUERY))


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_a_stop_by_the_user_is_not_held_up(stop):
    """Ctrl-C ends a collection; it is no fault of the source."""
    with pytest.raises(stop):
        list(Simple(lambda: failing(stop())).fetch(QUERY))


def test_measures_that_are_not_declared_are_refused():
    """A source gives what it declares, or says so first."""
    with pytest.raises(SourceFailedError) as caught:
        read(Page(posts=(PostRow("1", AT, {"wow": 1, "likes": 2, "reads": 3}, "times"),)))
    assert str(caught.value) == "Source 'simple' gave likes, wow, which it does not declare."
    assert "measures()" in caught.value.hint


def test_measures_of_reprints_must_be_declared_too():
    """Reprints are counted by the same measures as posts."""
    reprint = ReprintRow("1", "某网", None, None, counts={"reads": 1, "comments": 2})
    with pytest.raises(SourceFailedError, match="gave comments, which"):
        read(Page(reprints=(reprint,)))


@pytest.mark.parametrize("thing", [None, "page", (), {}, POST, Page(posts=None)])
def test_what_is_no_page_is_a_fault_of_the_source(thing):
    """It never looks like the end of a fetch, and no foreign error gets out."""
    fetched = Simple(lambda: iter([Page(cursor="1"), thing, Page(cursor="2")])).fetch(QUERY)
    next(fetched)
    with pytest.raises(SourceFailedError, match="failed for 某市发布"):
        next(fetched)


def test_a_failure_of_the_check_itself_is_a_fault_of_the_source(monkeypatch):
    """A ``measures()`` that fails lets no other error out."""
    monkeypatch.setattr(Simple, "measures", lambda self: 1 // 0)
    with pytest.raises(SourceFailedError, match="ZeroDivisionError"):
        read(Page(posts=(POST,)))


def test_the_same_cursor_twice_is_a_circle():
    """The first of the two pages is given, the second ends the fetch."""
    fetched = Simple(lambda: iter([Page(cursor="1"), Page(cursor="1")])).fetch(QUERY)
    next(fetched)
    with pytest.raises(SourceFailedError, match="turns in a circle"):
        next(fetched)


def test_a_circle_of_several_cursors_is_one_too():
    """Every cursor of the fetch is remembered, also past pages without any."""
    pages = [Page(cursor="1"), Page(cursor="2"), Page(), Page(cursor="1")]
    fetched = Simple(lambda: iter(pages)).fetch(QUERY)
    assert [next(fetched).cursor for _ in range(3)] == ["1", "2", None]
    with pytest.raises(SourceFailedError, match="turns in a circle"):
        next(fetched)


def test_the_cursor_that_was_asked_for_counts_as_the_first():
    """A platform that answers with the very cursor it was given does not move."""
    with pytest.raises(SourceFailedError, match="turns in a circle"):
        read(Page(cursor="7"), cursor="7")


def test_pages_without_cursor_are_no_circle():
    """A source that cannot be resumed gives any number of pages."""
    assert len(read(Page(), Page(), Page())) == 3


def test_an_abstract_source_cannot_be_made():
    """Who forgets to write the fetching learns it at once."""
    with pytest.raises(TypeError, match="_fetch"):
        type("Half", (Source,), {"measures": classmethod(lambda cls: {})})(lambda: AT)
