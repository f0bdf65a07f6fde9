"""What every source has to keep, as tests that its own test inherits.

A test of a source makes one ``Bench`` (its platform as the source sees it, with a few posts) and
inherits ``SourceContract``:

    from tests.connectors.conformance import Bench, SourceContract

    class TestGsdata(SourceContract):
        @pytest.fixture
        def bench(self):
            state = VendorState(...)                    # the fake, as a plain dataclass
            with serve(app(state)) as base_url, Http(...) as http:
                def source(http=http, secret=SECRET):
                    return Gsdata(CLOCK, http, Secret(APP), Secret(secret), base_url=base_url)
                def circle():
                    state.repeats = True                # the platform gives its first page for ever
                    return source()
                yield Bench(
                    source=source,
                    refused=lambda: source(secret="wrong"),
                    broken=lambda error: source(http=OddHttp(error)),
                    circle=circle,
                    query=Query(ACCOUNT, first, last),  # a range that takes more than one page
                    expected=(PostRow(...), ...),       # everything the platform has in the range
                    future_cursor="2999-12-31",         # in the source's own form
                    secrets=(APP, SECRET),              # all that must never be seen
                    people=("网友小明",),                # commenters planted in the answers, if any
                )

What is compared: rows of one post are merged (later counts win, a None is filled by a value), so a
source may give a post and its counts on different pages. Keep among the expected posts one with a
count of zero, one without a count and one censored. A source whose platform has no pages says why
in ``no_circle`` instead of ``circle``. Every bench is good for several reads of the same source.

Warnings are errors here, so a generator that leaks a connection fails the test that left it.
"""

from __future__ import annotations

import socket
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

from connectors.errors import ConnectorError
from connectors.interface import (
    AccessError,
    Measure,
    Page,
    PostRow,
    Query,
    Reason,
    Source,
    SourceFailedError,
)

CLOCK_AT = datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
"""The instant at which every source under test believes to be."""
SHANGHAI = ZoneInfo("Asia/Shanghai")
PATIENCE = 1000
"""Pages after which a read that should have ended is given up."""
CANARY = "canary-5f1d9c"
"""Stands in the text of odd errors, which may quote anything."""
ODD_ERRORS = (
    RuntimeError(CANARY),
    KeyError(CANARY),
    OSError(5, CANARY),
    RecursionError(CANARY),
    UnicodeDecodeError("utf-8", CANARY.encode(), 0, 1, CANARY),
    AssertionError(CANARY),
    StopIteration(CANARY),
)


def clock() -> datetime:
    """Return the instant of all tests of sources."""
    return CLOCK_AT


class OddHttp:
    """Stands for ``Http`` and fails with an error that no source can foresee."""

    calls = 0

    def __init__(self, error: Exception) -> None:
        self._error = error

    def get(self, *_: object, **__: object) -> Any:
        raise self._error

    post = get


@dataclass(frozen=True)
class Bench:
    """One source in front of its platform; see the head of this file."""

    source: Callable[[], Source]
    refused: Callable[[], Source]
    broken: Callable[[Exception], Source]
    query: Query
    expected: tuple[PostRow, ...]
    future_cursor: str
    secrets: tuple[str, ...]
    circle: Callable[[], Source] | None = None
    no_circle: str = ""
    people: tuple[str, ...] = ()

    def read(self, cursor: str | None = None) -> list[Page]:
        """Read everything with a new source, from a cursor."""
        return list(self.source().fetch(replace(self.query, cursor=cursor)))

    def hides(self, text: str) -> bool:
        """Return whether a text is free of secrets and of people."""
        return not [word for word in (*self.secrets, *self.people, CANARY) if word in text]


def merged(pages: Iterable[Page]) -> dict[str, PostRow]:
    """Return the posts by name, the rows of each made one."""
    posts: dict[str, PostRow] = {}
    for row in (row for page in pages for row in page.posts):
        name = row.native_id or row.url
        assert name, f"a row without native_id and url: {row}"
        posts[name] = _joined(posts[name], row) if name in posts else row
    return posts


def _joined(old: PostRow, new: PostRow) -> PostRow:
    given = {name: value for name, value in vars(new).items() if value not in (None, ())}
    given["counts"] = {**old.counts, **new.counts}
    given["censored"] = (old.censored - new.counts.keys()) | new.censored
    return replace(old, **given)


def last_cursor(pages: Iterable[Page]) -> str | None:
    """Return the cursor that stands in the ledger once all pages are stored."""
    return next((p.cursor for p in reversed(list(pages)) if p.cursor is not None), None)


class SourceContract:
    """Inherit, and give a fixture ``bench``."""

    @pytest.fixture
    def bench(self) -> Iterator[Bench]:
        raise NotImplementedError("the test of a source makes its own bench")

    def test_measures_are_known_without_network(self, bench, monkeypatch):
        """The class alone tells its id, platforms and measures; reads come in one unit."""
        kind = type(bench.source())

        def connect(*_: object) -> None:
            raise AssertionError("measures() must not use the network")

        monkeypatch.setattr(socket.socket, "connect", connect)
        measures = kind.measures()
        assert kind.id
        assert bench.query.account.platform in kind.platforms
        assert measures.keys() <= set(get_args(Measure))
        assert all(unit is None for name, unit in measures.items() if name != "reads")

    def test_good_credentials_give_pages_with_their_provenance(self, bench):
        """Each page says from which source, where and when it comes, and what it cost."""
        pages = bench.read()
        assert {page.source for page in pages} == {bench.source().id}
        assert {page.observed_at for page in pages} == {CLOCK_AT}
        assert all(page.locator for page in pages if page.posts)
        assert sum(page.calls for page in pages) > 0

    def test_bad_credentials_are_an_access_error(self, bench):
        """The refusal is an AccessError that says what to do."""
        with pytest.raises(AccessError) as caught:
            list(bench.refused().fetch(bench.query))
        assert caught.value.hint

    def test_the_expected_records_are_read(self, bench):
        """Every post that the platform has arrives, with its counts, and no other."""
        assert merged(bench.read()) == merged([Page(posts=bench.expected)])

    def test_only_what_was_asked_for_is_read(self, bench):
        """Posts have their instant in UTC, in the days asked for; known ones may be older."""
        known = {post.native_id for post in bench.query.known}
        days = {post.published_at.astimezone(SHANGHAI).date() for post in bench.query.known}
        for post in merged(bench.read()).values():
            if post.native_id in known:
                continue
            assert post.published_at is not None
            assert post.published_at.tzinfo == UTC
            day = post.published_at.astimezone(SHANGHAI).date()
            assert bench.query.first <= day <= bench.query.last or day in days

    def test_counts_are_whole_and_units_are_said(self, bench):
        """Counts are Int64 and not negative, and reads never come without their unit."""
        for post in merged(bench.read()).values():
            assert all(type(count) is int and count >= 0 for count in post.counts.values())
            assert (post.reads_unit is not None) == ("reads" in post.counts)
            assert post.censored <= post.counts.keys()

    def test_two_full_reads_are_equal(self, bench):
        """Nothing of a read depends on the one before."""
        assert bench.read() == bench.read()

    def test_reading_on_after_the_end_adds_nothing(self, bench):
        """With the cursor of a full read, the next one finds no post and warns of nothing new."""
        pages = bench.read()
        cursor = last_cursor(pages)
        assert cursor is not None
        again = bench.read(cursor)
        assert merged(again) == {}
        assert {gap for page in again for gap in page.gaps} <= {g for p in pages for g in p.gaps}

    def test_a_read_goes_on_from_any_page(self, bench):
        """Cut after any page, the rest from its cursor completes the posts of a whole read."""
        pages = bench.read()
        for number in range(len(pages)):
            kept = pages[: number + 1]
            assert merged([*kept, *bench.read(last_cursor(kept))]) == merged(pages)

    @pytest.mark.parametrize("broken", [None, "{}", "nonsense", "-1", "2026-13-45", "\x00"])
    def test_an_abnormal_cursor_gives_nothing_and_warns(self, bench, broken):
        """A cursor from the future, or one that cannot be read, yields no post but a gap."""
        pages = bench.read(bench.future_cursor if broken is None else broken)
        assert merged(pages) == {}
        assert [gap for page in pages for gap in page.gaps if gap.reason is Reason.SUSPECT]

    @pytest.mark.parametrize("error", ODD_ERRORS, ids=lambda error: type(error).__name__)
    def test_only_connector_errors_escape(self, bench, error):
        """Whatever is thrown below, a ConnectorError comes out that does not quote it."""
        with pytest.raises(ConnectorError) as caught:
            list(bench.broken(error).fetch(bench.query))
        assert caught.value.hint
        assert bench.hides("".join(traceback.format_exception(caught.value)))

    def test_a_platform_that_turns_in_a_circle_is_noticed(self, bench):
        """Endless or repeated pages end the read, with an error or as suspect."""
        if bench.circle is None:
            assert bench.no_circle, "say in no_circle why the platform has no pages"
            return
        pages = []
        try:
            for page in islice(bench.circle().fetch(bench.query), PATIENCE):
                pages.append(page)
        except SourceFailedError:
            return
        assert sum(max(page.calls, 1) for page in pages) < PATIENCE
        assert [gap for page in pages for gap in page.gaps if gap.reason is Reason.SUSPECT]

    def test_secrets_and_people_are_never_seen(self, bench, caplog, capfd):
        """No secret, and no name of a commenter, in pages, errors, logs, output or a repr."""
        caplog.set_level("DEBUG")
        seen = []
        for source in (bench.source(), bench.refused(), bench.broken(RuntimeError(CANARY))):
            seen.append(repr(source) + repr(vars(source)))
            try:
                seen += map(repr, source.fetch(bench.query))
            except ConnectorError as error:
                seen += [repr(error), repr(error.params), *traceback.format_exception(error)]
        assert bench.secrets
        assert bench.hides("\n".join((*seen, caplog.text, *capfd.readouterr())))
