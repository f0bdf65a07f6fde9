"""The fake of Weibo answers as the contract says, doubts both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from connectors.fakes.faults import Fault
from connectors.fakes.server import serve
from connectors.fakes.weibo import Grant, Post, WeiboState, weibo

NOW = datetime(2026, 11, 20, 15, 59, 59, tzinfo=UTC)
UID, OTHER = "1404376560", "1073880650"
TOKEN = {"Authorization": "OAuth2 token"}
Ask = Callable[..., httpx2.Response]


@pytest.fixture
def state() -> WeiboState:
    """An account with seven posts, an hour apart, and a token."""
    made = WeiboState(
        NOW, accounts={UID: "某市发布"}, tokens={"token": Grant(UID, NOW + timedelta(days=1))}
    )
    start = NOW - timedelta(days=1)
    made.publish(
        *(Post(n, UID, start + n * timedelta(hours=1), f"第{n}条", n, n, n) for n in range(1, 8))
    )
    return made


@pytest.fixture
def ask(state: WeiboState) -> Iterator[Ask]:
    """Call an interface with the account's token."""
    with serve(weibo(state)) as base, httpx2.Client(base_url=base) as client:

        def call(path: str, headers: dict[str, str] = TOKEN, **params: Any) -> httpx2.Response:
            return client.get(f"/2/{path}.json", params=params, headers=headers)

        yield call


def ids(answer: httpx2.Response) -> list[int]:
    """The posts of a timeline."""
    return [status["id"] for status in answer.json()["statuses"]]


def code(answer: httpx2.Response) -> Any:
    """The error of an answer."""
    return answer.json()["error_code"]


def test_a_timeline_is_capped_at_five_and_declares_all(ask):
    """Five posts, the newest first, whatever count says; the total is the account's."""
    answer = ask("statuses/user_timeline", count=100)
    assert ids(answer) == [7, 6, 5, 4, 3]
    assert answer.json()["total_number"] == 7


def test_a_timeline_without_the_cap_is_paged(state, ask):
    """since_id is exclusive, max_id inclusive, and pages are numbered."""
    state.switches.timeline_cap = None
    assert ids(ask("statuses/user_timeline", since_id=5)) == [7, 6]
    assert ids(ask("statuses/user_timeline", max_id=3)) == [3, 2, 1]
    assert ids(ask("statuses/user_timeline", count=3, page=3)) == [1]


def test_another_account_is_refused(ask):
    """A timeline of somebody else is error 21335."""
    assert code(ask("statuses/user_timeline", uid=OTHER)) == 21335


def test_instants_are_english_and_of_beijing(ask):
    """created_at is written as Weibo writes it."""
    (first, *_) = ask("statuses/user_timeline").json()["statuses"]
    assert first["created_at"] == "Fri Nov 20 06:59:59 +0800 2026"


@pytest.mark.parametrize(
    ("headers", "error"),
    [({}, 10006), ({"Authorization": "OAuth2 unknown"}, 21332), (TOKEN, 21327)],
)
def test_tokens_are_checked(state, ask, headers, error):
    """Absent, unknown and expired tokens have each their own error."""
    state.now += timedelta(days=2)
    assert code(ask("statuses/user_timeline", headers)) == error


def test_a_token_may_stand_in_the_query(ask):
    """The parameter serves as well as the header."""
    assert ids(ask("statuses/user_timeline", {}, access_token="token"))


def test_calls_of_a_day_are_counted_until_midnight_in_beijing(state, ask):
    """After the allowance 10023 comes with 403; a second later it is another day."""
    state.per_user_and_day = 2
    assert [ask("statuses/user_timeline").status_code for _ in range(3)] == [200, 200, 403]
    assert ask("account/rate_limit_status").json()["remaining_user_hits"] == 0
    assert ask("account/rate_limit_status").json()["reset_time_in_seconds"] == 1
    state.now += timedelta(seconds=1)
    assert ask("statuses/user_timeline").status_code == 200


def test_calls_of_an_address_are_counted_until_the_hour(state, ask):
    """After the allowance 10022 comes until the full hour."""
    state.per_address_and_hour = 1
    assert ask("account/rate_limit_status").json()["remaining_ip_hits"] == 1
    ask("statuses/user_timeline")
    assert code(ask("statuses/user_timeline")) == 10022
    state.now += timedelta(hours=1)
    assert ask("statuses/user_timeline").status_code == 200


def test_counts_are_a_list_of_strings(ask):
    """The answer is an array; ids and numbers are strings."""
    assert ask("statuses/count", ids="3,4").json() == [
        {"id": "3", "comments": "3", "reposts": "3", "attitudes": "3"},
        {"id": "4", "comments": "4", "reposts": "4", "attitudes": "4"},
    ]


def test_switches_change_the_counts(state, ask):
    """Numbers may be numbers, and attitudes may be missing."""
    state.switches.numbers_as_text = state.switches.counts_attitudes = False
    assert ask("statuses/count", ids="3").json() == [{"id": "3", "comments": 3, "reposts": 3}]
    assert "attitudes_count" not in ask("statuses/user_timeline").json()["statuses"][0]


@pytest.mark.parametrize(("given", "error"), [("", 20001), (",".join(["1"] * 101), 10008)])
def test_ids_are_one_to_a_hundred(ask, given, error):
    """None and too many are errors."""
    assert code(ask("statuses/count", ids=given)) == error


@pytest.mark.parametrize(
    ("way", "answer"),
    [
        ("omitted", ["4"]),
        ("zeros", ["3", "4"]),
        ("error", 20101),
    ],
)
def test_withdrawn_posts_are_left_out_or_zero_or_an_error(state, ask, way, answer):
    """The three ways in which the platform may treat what is gone."""
    state.switches.gone_in_count = way
    state.post("3").withdrawn = True
    got = ask("statuses/count", ids="3,4").json()
    assert (got["error_code"] if isinstance(got, dict) else [one["id"] for one in got]) == answer
    assert 3 not in ids(ask("statuses/user_timeline"))


def test_a_post_is_shown_to_its_own_account_alone(state, ask):
    """Another's post is 20112, an unknown one 20101."""
    state.publish(Post(99, OTHER, NOW))
    assert ask("statuses/show", id=3).json()["idstr"] == "3"
    assert code(ask("statuses/show", id=99)) == 20112
    assert code(ask("statuses/show", id=100)) == 20101


def test_a_repost_holds_its_original(state, ask):
    """The original has its own counts; withdrawn, it has neither user nor counts."""
    original = Post(50, OTHER, NOW, "原文", likes=9999)
    state.post("7").original = original
    shown = ask("statuses/show", id=7).json()["retweeted_status"]
    assert shown["attitudes_count"] == 9999
    original.withdrawn = True
    shown = ask("statuses/show", id=7).json()["retweeted_status"]
    assert shown.keys() == {"id", "idstr", "text", "deleted"}


@pytest.mark.parametrize("status", [None, 200, 403, 400])
@pytest.mark.parametrize("as_text", [True, False])
def test_errors_come_with_any_status_and_type(state, ask, status, as_text):
    """The switches choose the HTTP status and the type of the code."""
    state.switches.error_status, state.switches.codes_as_text = status, as_text
    answer = ask("statuses/show", id=100)
    assert answer.status_code == (status or 400)
    assert code(answer) == ("20101" if as_text else 20101)


def test_unknown_interfaces_and_busy_moments_are_errors(state, ask):
    """10020 for what is not there; 10001 so many times as the switch says."""
    state.switches.busy = 1
    assert code(ask("nothing/here")) == 10001
    assert code(ask("nothing/here")) == 10020


def test_faults_break_answers(state, ask):
    """A proxy's HTML page takes the place of an answer."""
    state.faults.waiting.append(Fault.BAD_GATEWAY)
    answer = ask("statuses/user_timeline")
    assert answer.status_code == 502
    assert "<html>" in answer.text


def test_comments_name_the_people_who_wrote_them(state, ask):
    """The fake holds what must never be collected, and counts who asks for it."""
    assert "市民甲" in ask("comments/show", id=3).text
    assert state.calls["comments/show"] == 1


def test_commercial_interfaces_need_a_contract(state, ask):
    """Without one each is 10005."""
    for path in ("statuses/user_timeline/other", "statuses/count/biz"):
        assert code(ask(path, uid=UID, ids="3")) == 10005


def test_commercial_interfaces_answer_any_account(state, ask):
    """Posts of a span of time, likes by their own name, reads of media accounts as numbers."""
    state.contracts.add(UID)
    state.publish(Post(99, OTHER, NOW, likes=5, reads=132))
    at = int(NOW.timestamp())
    assert ids(ask("statuses/user_timeline/other", uid=OTHER, start_time=at, end_time=at)) == [99]
    state.switches.end_time_inclusive = False
    assert ids(ask("statuses/user_timeline/other", uid=OTHER, start_time=at, end_time=at)) == []
    assert ask("statuses/count/biz", ids="99").json()[0]["likes"] == "5"
    assert ask("media_statuses/count_sp/biz", ids="99").json() == []
    state.media.add(OTHER)
    assert ask("media_statuses/count_sp/biz", ids="99").json()[0]["reads"] == 132
    assert code(ask("statuses/user_timeline/other")) == 10016


@pytest.mark.parametrize(("change", "error"), [("client_id", 21324), ("redirect_uri", 21322)])
def test_consent_is_asked_for_by_a_registered_app(state, change, error):
    """An unknown app and another address to go back to are errors."""
    good = {"client_id": state.app_key, "redirect_uri": state.redirect_uri}
    with serve(weibo(state)) as base:
        answer = httpx2.get(f"{base}/oauth2/authorize", params=good | {change: "wrong"})
    assert code(answer) == error
    assert answer.json()["error_description"]
